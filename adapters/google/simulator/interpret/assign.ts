import { fail } from '../errors';
import { evaluate, evaluateTemplate, evaluateTemplateWaiting, evaluateWaiting, type SubworkflowCaller } from '../evaluate';
import { resized, sizeOf } from '../memory';
import { listIndex } from '../operators';
import type { Assignment, Expression, Target } from '../parse/ast';
import { isList, isMap, typeName, type Value } from '../values';
import type { Frame } from './frame';
import type { Outcome } from './outcomes';

/** The entries run in order, each seeing the former. */
export function assign(assignments: readonly Assignment[], frame: Frame, call: SubworkflowCaller): Outcome | Promise<Outcome> {
  for (let index = 0; index < assignments.length; index++) {
    const assignment = assignments[index] as Assignment;
    const { target, value } = assignment;
    if (value.waits || target.path.some(part => part.waits)) return assignWaiting(assignments.slice(index), frame, call);
    const item = appended(assignment);
    if (item) {
      append(target, item, frame);
      continue;
    }
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

/** The item of `xs: ${list.concat(xs, item)}`, which is how every loop makes its list. */
function appended({ target, value }: Assignment): Expression | undefined {
  if (target.path.length > 0 || value.kind !== 'expression' || value.expression.kind !== 'call') return undefined;
  const { name, operands } = value.expression;
  const [list, item] = operands;
  return name === 'list.concat' && list?.kind === 'variable' && list.name === target.variable.name ? item : undefined;
}

function append({ variable }: Target, item: Expression, frame: Frame): void {
  const list = frame.look(variable);
  // Whatever the item reads is read by now: it may be the list itself.
  const value = evaluate(item, frame);
  if (!isList(list)) return fail('TypeError', `argument 'objs' must be a list; got: ${typeName(list)}`);
  const before = sizeOf(list);
  const longer = frame.owns(variable) ? (list as Value[]) : [...list];
  longer.push(value);
  frame.own(
    variable,
    resized(longer, list, () => sizeOf(value)),
    before,
  );
}

function write(target: Target, path: readonly Value[], value: Value, frame: Frame): void {
  if (path.length === 0) return frame.write(target.variable, value);
  const container = frame.look(target.variable);
  const before = sizeOf(container);
  frame.own(target.variable, replaced(container, path, 0, value, frame.owns(target.variable)), before);
}

/**
 * The container with the value at the path; a map takes new keys at its end, everything before must be there. A copy of it, unless it
 * belongs to the variable alone.
 */
function replaced(container: Value, path: readonly Value[], at: number, value: Value, isOwned: boolean): Value {
  const key = path[at] as Value;
  const last = at === path.length - 1;
  if (isMap(container)) {
    if (typeof key !== 'string') return fail('TypeError', `a key must be a string; got: ${typeName(key)}`);
    const old = container.get(key);
    if (old === undefined && !last) return fail('KeyError', `key not found: ${key}`);
    const inner = last ? value : replaced(old as Value, path, at + 1, value, false);
    const map = isOwned ? (container as Map<string, Value>) : new Map(container);
    map.set(key, inner);
    return resized(map, container, () => sizeOf(inner) + (old === undefined ? sizeOf(key) : -sizeOf(old)));
  }
  if (!isList(container)) return fail('TypeError', `cannot assign into a value of type ${typeName(container)}`);
  const index = listIndex(container.length, key);
  const old = container[index] as Value;
  const inner = last ? value : replaced(old, path, at + 1, value, false);
  const list = isOwned ? (container as Value[]) : [...container];
  list[index] = inner;
  return resized(list, container, () => sizeOf(inner) - sizeOf(old));
}
