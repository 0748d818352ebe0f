import type { Context, ScheduleEvent, Workflow } from '../../../src/adapter';
import { cronExpression } from '../cron';
import { optionsOf } from '../options';
import { alphanumeric, machineLogicalId } from '../placeholders';
import { ref, type Value } from './arns';
import { role } from './role';

const scheduleRoleId = (workflow: Workflow): string => `${alphanumeric(workflow.name)}StateMachineScheduleRole`;

/** A workflow's schedules, and the role by which they start it: EventBridge Scheduler can't use the machine's. */
export function schedules(workflow: Workflow, context: Context): Readonly<Record<string, Value>> {
  if (workflow.events.length === 0) return {};
  const start = { Effect: 'Allow', Action: ['states:StartExecution'], Resource: [ref(machineLogicalId(workflow.name))] };
  const all = workflow.events.map((event, i) => {
    const number = workflow.events.length > 1 ? String(i + 1) : '';
    return [`${alphanumeric(workflow.name)}StateMachineSchedule${number}`, schedule(event, workflow, context)] as const;
  });
  return { [scheduleRoleId(workflow)]: role('scheduler.amazonaws.com', [start], workflow, context), ...Object.fromEntries(all) };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-scheduler-schedule.html */
function schedule(event: ScheduleEvent, workflow: Workflow, context: Context): Value {
  const { condition } = optionsOf(workflow, context);
  return {
    Type: 'AWS::Scheduler::Schedule',
    ...(condition === undefined ? {} : { Condition: condition }),
    Properties: {
      ScheduleExpression: event.rate ? rateExpression(event.rate) : cronExpression(event.cron ?? ''),
      ...(event.timezone === undefined ? {} : { ScheduleExpressionTimezone: event.timezone }),
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: ref(machineLogicalId(workflow.name)),
        RoleArn: { 'Fn::GetAtt': [scheduleRoleId(workflow), 'Arn'] },
        Input: inputText(event),
      },
    },
  };
}

/** The Scheduler replaces words like `<aws.scheduler.execution-id>`: no text of the user's is one. */
function inputText({ input }: ScheduleEvent): string {
  return JSON.stringify(input ?? {}).replaceAll('<', '\\u003c');
}

function rateExpression({ value, unit }: NonNullable<ScheduleEvent['rate']>): string {
  return `rate(${value} ${unit}${value === 1 ? '' : 's'})`;
}
