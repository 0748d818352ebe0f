import { runBlocking } from '../blocking/blocking';
import { runConnector } from '../blocking/connectors';
import { fail } from '../errors';
import { callLibrary, evaluateTemplate, evaluateTemplateWaiting, type SubworkflowCaller } from '../evaluate';
import { limits } from '../limits';
import type { CallStep, Routine } from '../parse/ast';
import { isBlocking, pureFunctions } from '../stdlib/library';
import { isConnector, parametersOfCalled } from '../validate/calls';
import type { Value } from '../values';
import { Frame } from './frame';
import type { ListRunner } from './outcomes';
import type { Activation } from './state';

/** https://cloud.google.com/workflows/docs/reference/syntax/calls */
export async function runCall(step: CallStep, frame: Frame, runList: ListRunner): Promise<undefined> {
  const { activation } = frame;
  const caller: SubworkflowCaller = (name, args, from) => callRoutine(name, args, from.activation, runList);
  const name = step.function;
  // Only a call that leaves Google is external, and which host it goes to is known by its arguments.
  const billsItself = isBlocking(name) && (name.startsWith('http.') || name === 'events.await_callback');
  if (!billsItself) activation.execution.billing.count('internal');
  const parameters = parametersOfCalled(name, activation.execution.workflow.routines);
  const args = new Map<string, Value>();
  for (const argument of step.arguments) {
    const { value } = argument;
    const parameter = typeof argument.name === 'number' ? parameters?.[argument.name]?.name : argument.name;
    args.set(parameter ?? '', value.waits ? await evaluateTemplateWaiting(value, frame, caller) : evaluateTemplate(value, frame));
  }
  const result = await perform(name, args, frame, runList);
  if (step.result) frame.write(step.result, result);
  return undefined;
}

function perform(name: string, args: ReadonlyMap<string, Value>, frame: Frame, runList: ListRunner): Value | Promise<Value> {
  const { activation } = frame;
  const routine = activation.execution.workflow.routines.get(name);
  if (routine) {
    const values = routine.parameters.map(parameter => args.get(parameter.name));
    return enter(routine, values, activation, runList);
  }
  const library = pureFunctions.get(name);
  if (library) {
    const values = library.parameters.map(parameter => args.get(parameter.name));
    return callLibrary(name, values, frame);
  }
  if (isBlocking(name)) return runBlocking(name, args, activation.execution);
  if (isConnector(name)) return runConnector(name, args, activation.execution);
  return fail('SystemError', `${name} is not supported by this simulator`);
}

/** Calls a subworkflow with arguments by position. */
export function callRoutine(name: string, args: readonly Value[], activation: Activation, runList: ListRunner): Promise<Value> {
  const routine = activation.execution.workflow.routines.get(name);
  if (routine) return enter(routine, args, activation, runList);
  // The validator lets one connector of the samples stand in an expression.
  const named = new Map(args.map((value, index) => [String(index), value]));
  return runConnector(name, named, activation.execution);
}

async function enter(
  routine: Routine,
  args: readonly (Value | undefined)[],
  caller: Activation,
  runList: ListRunner,
): Promise<Value> {
  if (caller.depth >= limits.callDepth) fail('RecursionError', `maximum call stack depth of ${limits.callDepth} exceeded`);
  return runRoutine(routine, args, { ...caller, routine, depth: caller.depth + 1 }, runList);
}

/** Runs a routine to its `return`; without one it answers null. */
export async function runRoutine(
  routine: Routine,
  args: readonly (Value | undefined)[],
  activation: Activation,
  runList: ListRunner,
): Promise<Value> {
  const frame = new Frame(activation, undefined, routine.size);
  routine.parameters.forEach(({ name, standard }, index) => {
    const given = args[index];
    const value = given === undefined ? standard : given;
    frame.set(index, value === undefined ? fail('TypeError', `missing argument '${name}' of '${routine.name}'`) : value);
  });
  try {
    const outcome = await runList(routine.steps, frame);
    return outcome?.kind === 'return' ? outcome.value : null;
  } finally {
    frame.release();
  }
}
