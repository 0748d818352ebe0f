import type { Context, Workflow } from '../../../src/adapter';
import { type Intrinsic, type LogLevel, optionsOf } from '../options';
import { alphanumeric } from '../placeholders';
import { machineName, type Value } from './arns';
import { tagsOf } from './tags';

export const logGroupId = (workflow: Workflow): string => `${alphanumeric(workflow.name)}StateMachineLogGroup`;

export interface Logs {
  readonly level: LogLevel;
  readonly includeExecutionData: boolean;
  readonly retentionInDays?: number | undefined;
  readonly destination?: Intrinsic | undefined;
}

/** Failures are logged when nothing is said; the data of an execution only when it is asked for. */
export function logsOf(workflow: Workflow, context: Context): Logs {
  const { logs } = optionsOf(workflow, context);
  const { level = 'ERROR', includeExecutionData = false, retentionInDays, destination } = typeof logs === 'object' ? logs : {};
  return { level, includeExecutionData, retentionInDays, destination };
}

/** Whether the workflow has a log group of its own. */
export function hasLogGroup(workflow: Workflow, context: Context): boolean {
  const { level, destination } = logsOf(workflow, context);
  return level !== 'OFF' && destination === undefined;
}

/**
 * Names under `/aws/vendedlogs/` keep the account's log resource policy from growing with every machine.
 * https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
 */
export function logGroup(workflow: Workflow, context: Context): Value {
  const { condition, retain } = optionsOf(workflow, context);
  const { retentionInDays } = logsOf(workflow, context);
  const tags = tagsOf(workflow, context);
  return {
    Type: 'AWS::Logs::LogGroup',
    ...(condition === undefined ? {} : { Condition: condition }),
    ...(retain ? { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } : {}),
    Properties: {
      LogGroupName: `/aws/vendedlogs/states/${machineName(workflow, context)}`,
      ...(retentionInDays === undefined ? {} : { RetentionInDays: retentionInDays }),
      ...(tags.length > 0 ? { Tags: tags } : {}),
    },
  };
}
