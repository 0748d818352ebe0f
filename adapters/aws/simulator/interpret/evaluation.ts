import type { Json, JsonMap } from '../../../../src/language/json';
import type { Leaving } from '../definition';
import { EvaluationError, StateError } from '../errors';
import type { Scope } from '../jsonata';
import { fits, limits } from '../limits';
import type { Syntax } from '../syntax';
import { evaluateTemplate, unexpected, type Template } from '../template';
import { BareMap, show, typeName } from '../values';
import { contextOf } from './context';
import { readVariable, record } from './lane';
import type { Exit, Extra, Visit } from './visit';

const nothing: JsonMap = {};

/** Evaluates a field; a failure is recorded and becomes `States.QueryEvaluationError`. */
export async function evaluateIn(visit: Visit, template: Template, extra: Extra = {}): Promise<Json> {
  if (template.kind === 'constant') return template.value;
  try {
    return await evaluateTemplate(template, scopeOf(visit, extra));
  } catch (error) {
    throw error instanceof EvaluationError ? evaluationFailed(visit, error) : error;
  }
}

/** Evaluates a field that takes only some values; `accept` narrows the value or gives undefined, `expected` is the type's name. */
export async function evaluateAs<T>(
  visit: Visit,
  template: Template,
  expected: string,
  accept: (value: Json) => T | undefined,
  extra: Extra = {},
): Promise<T> {
  const value = await evaluateIn(visit, template, extra);
  const accepted = accept(value);
  if (accepted !== undefined) return accepted;
  const complaint =
    typeName(value) === expected
      ? `returned a value that is out of range: ${JSON.stringify(value)}`
      : `returned an unexpected result type. Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`;
  throw evaluationFailed(visit, unexpected(template, complaint));
}

/** Records that an expression failed and gives the failure of the state. */
export function evaluationFailed(visit: Visit, error: EvaluationError): StateError {
  const failure = new StateError('States.QueryEvaluationError', `${where(visit)} ${error.tail}`);
  record(visit.lane, 'EvaluationFailed', { step: visit.state.name, kind: visit.state.type, error: failure });
  return failure;
}

/** The words before the cause of every failure that the interpreter itself finds. */
export function where(visit: Visit): string {
  return `An error occurred while executing the state '${visit.state.name}' (entered at the event id #${visit.enteredId}).`;
}

/**
 * Evaluates `Assign` and `Output`, both with the values that the variables had when the state was entered.
 * `otherwise` is the output of a state that has no `Output`.
 */
export async function leave(visit: Visit, leaving: Leaving, otherwise: Json, extra: Extra, next?: string): Promise<Exit> {
  const assigned = leaving.assign ? await evaluateAssign(visit, leaving.assign, extra) : nothing;
  const output = leaving.output ? await evaluateIn(visit, leaving.output, extra) : otherwise;
  if (leaving.output) checkPayload(visit, output);
  return { output, assigned, next };
}

async function evaluateAssign(visit: Visit, template: Template, extra: Extra): Promise<JsonMap> {
  const values = (await evaluateIn(visit, template, extra)) as JsonMap;
  if (!fits(values, limits.assign)) {
    throw new StateError(
      'States.DataLimitExceeded',
      `${where(visit)} The size of the assigned variables exceeds the service limit.`,
    );
  }
  return values;
}

/** Throws when a value is larger than what may pass from state to state. `subject`: a state's name, or the service behind a task. */
export function checkPayload(visit: Visit, value: Json, subject: string = visit.state.name): void {
  if (fits(value, limits.payload)) return;
  throw new StateError(
    'States.DataLimitExceeded',
    `The state/task '${subject}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

function scopeOf(visit: Visit, extra: Extra): Scope {
  const { lane } = visit;
  const { run } = lane.execution;
  return {
    states: syntax => statesOf(visit, extra, syntax),
    variable: name => readVariable(lane, name),
    outside: () => ({ now: run.world.clock.now(), source: lane.execution }),
  };
}

function statesOf(visit: Visit, extra: Extra, { states: members, context }: Syntax): unknown {
  const states = new BareMap();
  const reads = (member: string): boolean => members.has(member) || members.has('*');
  if (reads('input')) states.input = show(visit.input);
  if (reads('result') && extra.result !== undefined) states.result = show(extra.result);
  if (reads('errorOutput') && extra.errorOutput !== undefined) states.errorOutput = show(extra.errorOutput);
  if (reads('context')) states.context = contextOf(visit, extra, context);
  return states;
}
