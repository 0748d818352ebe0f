import { fail } from '../errors';
import { evaluate, evaluateTemplate, evaluateTemplateWaiting, evaluateWaiting, type SubworkflowCaller } from '../evaluate';
import { listIndex } from '../operators';
import type { Assignment, Target } from '../parse/ast';
import { isList, isMap, typeName, type Value } from '../values';
import type { Frame } from './frame';
import type { Outcome } from './outcomes';

/** The entries run in order, each seeing the former. */
export function assign(assignments: readonly Assignment[], frame: Frame, call: SubworkflowCaller): Outcome | Promise<Outcome> {
  for (let index = 0; index < assignments.length; index++) {
    const { target, value } = assignments[index] as Assignment;
    if (value.waits || target.path.some(part => part.waits)) return assignWaiting(assignments.slice(index), frame, call);
    const assigned = evaluateTemplate(value, frame);
    const path = target.path.map(part => evaluate(part.expression, frame));
    write(target, path, assigned, frame);
  }
  return undefined;
}

async function assignWaiting(assignments: readonly Assignment[], frame: Frame, call: SubworkflowCaller): Promise<Outcome> {
  for (const { target, value } of assignments) {
    const assigned = await evaluateTemplateWaiting(value, frame, call);
    const path: Value[] = [];
    for (const part of target.path) path.push(await evaluateWaiting(part.expression, frame, call));
    write(target, path, assigned, frame);
  }
  return undefined;
}

function write(target: Target, path: readonly Value[], value: Value, frame: Frame): void {
  const whole = path.length === 0 ? value : replaced(frame.read(target.variable), path, 0, value);
  frame.write(target.variable, whole);
}

/** The container with the value at the path; a map takes new keys at its end, everything before must be there. */
function replaced(container: Value, path: readonly Value[], at: number, value: Value): Value {
  const key = path[at] as Value;
  const last = at === path.length - 1;
  if (isMap(container)) {
    if (typeof key !== 'string') return fail('TypeError', `a key must be a string; got: ${typeName(key)}`);
    const old = container.get(key);
    if (old === undefined && !last) return fail('KeyError', `key not found: ${key}`);
    return new Map(container).set(key, last ? value : replaced(old as Value, path, at + 1, value));
  }
  if (!isList(container)) return fail('TypeError', `cannot assign into a value of type ${typeName(container)}`);
  const index = listIndex(container.length, key);
  return container.with(index, last ? value : replaced(container[index] as Value, path, at + 1, value));
}
