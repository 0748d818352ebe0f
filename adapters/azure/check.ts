import type { Context, Program, ServiceFunction, Step } from '../../src/adapter';
import { stepsIn } from '../../src/language/visit';
import { badName, environmentConflict, nameTaken, noHandler, notNode, requestTooLong, retryTooLong } from './diagnostics';
import { checkOptions } from './options';

/** What the capability table can't say. */
export function check(program: Program, context: Context): void {
  checkOptions(context);
  checkNames(program, context);
  checkEnvironment(program, context);
  for (const workflow of program.workflows) {
    for (const step of stepsIn(workflow.body)) {
      checkFunction(step, context);
      checkTimes(step, context);
    }
  }
}

/** https://learn.microsoft.com/azure/azure-functions/functions-reference-node: letters, digits, `_` and `-`, a letter first. */
function checkNames(program: Program, context: Context): void {
  const known = new Map<string, string>();
  for (const { name, origin } of program.workflows) {
    const place = { path: origin, key: true };
    if (!/^[A-Za-z]/.test(name) || name.toLowerCase() === 'host') context.report(badName(place, name));
    const other = known.get(name.toLowerCase());
    if (other !== undefined) context.report(nameTaken(place, name, other));
    known.set(name.toLowerCase(), name);
  }
}

function checkFunction(step: Step, context: Context): void {
  if (step.kind !== 'call') return;
  const found = functionOf(step.function, context);
  const place = { path: [...step.origin, 'call'] };
  if (found?.runtime !== undefined && !/^node/i.test(found.runtime)) context.report(notNode(place, found.key, found.runtime));
  else if (found && handlerOf(found) === undefined) context.report(noHandler(place, found.key));
}

export function functionOf(key: string, { project }: Context): ServiceFunction | undefined {
  return project.functions.find(candidate => candidate.key === key);
}

/** `src/orders.reserve` as its file, without an ending, and the name of the export. */
export function handlerOf({ handler }: ServiceFunction): { readonly file: string; readonly name: string } | undefined {
  const match = /^(?:\.\/)?(.+)\.([^./\\]+)$/.exec(handler ?? '');
  return match ? { file: (match[1] as string).replaceAll('\\', '/'), name: match[2] as string } : undefined;
}

/** Seconds; the undici of Node's `fetch` waits so long for headers, and for each part of a body. */
const longestRequest = 300;
const year = 365 * 24 * 3600;

/** https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-timers */
function checkTimes(step: Step, context: Context): void {
  if (step.kind === 'http' && step.timeout.kind === 'literal' && Number(step.timeout.value) > longestRequest)
    context.report(requestTooLong(step.timeout.place, Number(step.timeout.value)));
  for (const { delay, backoff, maxRetries, maxDelay, origin } of step.retry) {
    const last = Math.min(maxDelay ?? Infinity, delay * backoff ** Math.max(0, maxRetries - 1));
    if (maxRetries > 0 && last > year) context.report(retryTooLong({ path: origin }, last));
  }
}

/** The variables of the functions that workflows call. */
export function environmentOf(program: Program, context: Context): ReadonlyMap<string, { value: string; key: string }> {
  const variables = new Map<string, { value: string; key: string }>();
  for (const { environment, key } of calledFunctions(program, context)) {
    for (const [name, value] of Object.entries(environment)) if (!variables.has(name)) variables.set(name, { value, key });
  }
  return variables;
}

function checkEnvironment(program: Program, context: Context): void {
  const variables = environmentOf(program, context);
  for (const { environment, key } of calledFunctions(program, context)) {
    for (const [name, value] of Object.entries(environment)) {
      const first = variables.get(name);
      if (first && first.value !== value)
        context.report(environmentConflict({ path: ['functions', key, 'environment', name] }, name, key, first.key));
    }
  }
}

function calledFunctions(program: Program, context: Context): readonly ServiceFunction[] {
  const called = new Set<string>();
  for (const workflow of program.workflows)
    for (const step of stepsIn(workflow.body)) if (step.kind === 'call') called.add(step.function);
  return context.project.functions.filter(({ key }) => called.has(key));
}
