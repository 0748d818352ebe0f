import type { RunStep, Step as UserStep } from '../../../src/adapter';
import { entriesOf, literal, map, ownStep } from '../build';
import { lowerValue } from '../expressions/lower';
import { type At, variableOf } from '../frame';
import type { Call, Expr, Step, Value } from '../model';
import { workflowId } from '../ids';
import { isRead } from './block';
import { lowerDuration } from './duration';
import type { Lowered } from './lowered';

/** https://cloud.google.com/workflows/docs/reference/googleapis/workflowexecutions/v1/projects.locations.workflows.executions/run */
const connector = 'googleapis.workflowexecutions.v1.projects.locations.workflows.executions.run';

/** Whether a `run` starts an execution of its own; else the other workflow is a subworkflow of this document. */
export function isExternal(userStep: UserStep, at: Pick<At, 'frame'>): boolean {
  return userStep.kind === 'run' && (userStep.timeout !== undefined || !at.frame.unit.subworkflows.has(userStep.workflow));
}

export function lowerRun(userStep: RunStep, at: At): Lowered {
  const before: Step[] = [];
  const input = lowerValue(userStep.with, at, before);
  const call = isExternal(userStep, at) ? runExecution(userStep, input, at, before) : callSubworkflow(userStep, input, at);
  const result = isRead(userStep, at) ? { result: variableOf(at, userStep.name) } : {};
  return { before, attempt: [ownStep(userStep.name, { ...call, ...result })] };
}

/** Errors pass a subworkflow whole: https://cloud.google.com/workflows/docs/reference/syntax/subworkflows */
function callSubworkflow(userStep: RunStep, input: Value, at: At): Call {
  return { kind: 'call', function: at.frame.unit.subworkflows.get(userStep.workflow)!, args: entriesOf({ input }) };
}

function runExecution(userStep: RunStep, input: Value, at: At, out: Step[]): Call {
  const { context } = at.frame.unit;
  const target = context.program.workflows.find(({ name }) => name === userStep.workflow)!;
  const timeout = userStep.timeout ? lowerDuration(userStep.timeout, 1, at, out) : literal(31_536_000);
  const args = {
    workflow_id: literal(workflowId(target, context)),
    argument: input,
    connector_params: map({ timeout, polling_policy: polling(timeout) }),
  };
  return { kind: 'call', function: connector, args: entriesOf(args) };
}

/** Each poll is a billed step: about 300 of them where it is known how long there is to wait, else fewer and fewer. */
function polling(timeout: Expr): Value {
  const known =
    timeout.kind === 'literal' && typeof timeout.value === 'number' && timeout.value < 31_536_000 ? timeout.value : undefined;
  const delay = known === undefined ? 1 : Math.max(1, Math.floor(known / 300));
  return map({
    initial_delay: literal(delay),
    multiplier: literal(known === undefined ? 1.25 : 1),
    max_delay: literal(known === undefined ? 60 : delay),
  });
}
