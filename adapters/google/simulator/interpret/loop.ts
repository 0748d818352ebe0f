import { fail } from '../errors';
import { evaluateTemplate, evaluateTemplateWaiting, type SubworkflowCaller } from '../evaluate';
import { limits } from '../limits';
import type { Loop } from '../parse/ast';
import { isList, isNumber, typeName, type Value, type ValueList } from '../values';
import { Frame } from './frame';
import type { ListRunner, Outcome } from './outcomes';

/** https://cloud.google.com/workflows/docs/reference/syntax/iteration */
export async function runLoop(loop: Loop, frame: Frame, call: SubworkflowCaller, runList: ListRunner): Promise<Outcome> {
  const items = await loopItems(loop, frame, call);
  for (let index = 0; index < items.length; index++) {
    const scope = new Frame(frame.activation, frame, loop.size);
    const outcome = await runIteration(loop, items[index] as Value, index, scope, runList);
    if (!outcome || outcome.kind === 'continue') continue;
    return outcome.kind === 'break' ? undefined : outcome;
  }
  return undefined;
}

/** Variables born in an iteration (in `scope`) end with it: whether the next one still sees them isn't documented. */
export async function runIteration(loop: Loop, item: Value, index: number, scope: Frame, runList: ListRunner): Promise<Outcome> {
  scope.set(0, item);
  if (loop.index) scope.set(1, BigInt(index));
  try {
    return await runList(loop.body, scope);
  } finally {
    scope.release();
  }
}

/** What the loop goes over; evaluated once. */
export async function loopItems(loop: Loop, frame: Frame, call: SubworkflowCaller): Promise<ValueList> {
  const { kind, template } = loop.items;
  const value = template.waits ? await evaluateTemplateWaiting(template, frame, call) : evaluateTemplate(template, frame);
  if (!isList(value)) return fail('TypeError', `'${kind}' must be a list; got: ${typeName(value)}`);
  return kind === 'in' ? value : range(value[0] ?? null, value[1] ?? null);
}

/**
 * Both ends included. A range whose end lies before its beginning isn't documented (is it empty, or does it run downwards?):
 * ValueError.
 */
function range(first: Value, last: Value): ValueList {
  if (!isNumber(first) || !isNumber(last)) {
    return fail('TypeError', `a range goes between numbers; got: ${typeName(first)} and ${typeName(last)}`);
  }
  if (last < first) return fail('ValueError', `range end ${last} is before its beginning ${first}`);
  // Every round executes a step, so no more rounds than steps can come: a longer list needn't be made.
  const count = Math.min(Math.floor(Number(last) - Number(first)), limits.executedSteps) + 1;
  return Array.from({ length: count }, (_, index) => (typeof first === 'bigint' ? first + BigInt(index) : first + index));
}
