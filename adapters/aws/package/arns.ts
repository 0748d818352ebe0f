import type { Context, Workflow } from '../../../src/adapter';
import { optionsOf } from '../options';
import { alphanumeric, machineLogicalId } from '../placeholders';

/** A value of a template: data, or an intrinsic function. */
export type Value = unknown;

export const ref = (logicalId: string): Value => ({ Ref: logicalId });
export const arnOf = (logicalId: string): Value => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

export const roleId = (workflow: Workflow): string => `${alphanumeric(workflow.name)}StateMachineRole`;

/** A text for Fn::Sub, which puts something in for each `${...}`. */
export function sub(text: string): Value {
  return { 'Fn::Sub': text };
}

/** The state machine's name: fixed, so that its ARN is known where a reference would make a circle. */
export function machineName(workflow: Workflow, context: Context): string {
  const { project } = context;
  return optionsOf(workflow, context).name ?? `${project.service}-${project.stage}-${workflow.name}`;
}

/** An ARN of Step Functions in the stack's own account and region. */
export function statesArn(kind: 'stateMachine' | 'execution', rest: string): Value {
  return sub(`arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:${kind}:${rest}`);
}

/** Another workflow's machine; by its name where a reference could be to a resource that a condition leaves out. */
export function childArn(name: string, workflow: Workflow, context: Context): Value {
  const child = context.program.workflows.find(candidate => candidate.name === name) as Workflow;
  const { condition } = optionsOf(child, context);
  const isAlways = condition === undefined || condition === optionsOf(workflow, context).condition;
  return isAlways ? ref(machineLogicalId(name)) : statesArn('stateMachine', machineName(child, context));
}
