import { isMap, type Json, type JsonMap } from '../../../../src/language/json';
import type { StatePlace } from './places';

/** A field that may hold expressions. */
export interface ExpressionField {
  readonly value: Json;
  readonly location: string;
  /** What of `$states` it may read beyond `input` and `context`. */
  readonly extra?: 'result' | 'errorOutput';
  /** Whether it is an `Assign`. */
  readonly assign?: boolean;
}

/** By state type: the fields whose values are evaluated. `Resource`, `Retry` and the transitions are constants. */
const evaluated: Readonly<Record<string, readonly string[]>> = {
  Task: ['Arguments', 'TimeoutSeconds', 'HeartbeatSeconds', 'Credentials'],
  Wait: ['Seconds', 'Timestamp'],
  Fail: ['Error', 'Cause'],
  Parallel: ['Arguments'],
  Map: [
    ...['Items', 'ItemSelector', 'ItemReader', 'ItemBatcher', 'ResultWriter', 'MaxConcurrency'],
    ...['ToleratedFailurePercentage', 'ToleratedFailureCount'],
  ],
};

/** The fields of a state that are evaluated, those of its rules and catchers included. */
export function expressionFields({ state, location }: StatePlace): ExpressionField[] {
  const hasResult = state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map';
  const own = (evaluated[String(state.Type)] ?? []).flatMap(name => field(state, name, location));
  return [
    ...own,
    ...leaving(state, location, hasResult ? 'result' : undefined),
    ...entries(state, 'Choices', location, (rule, here) => [...field(rule, 'Condition', here), ...leaving(rule, here)]),
    ...entries(state, 'Catch', location, (catcher, here) => leaving(catcher, here, 'errorOutput')),
  ];
}

function leaving(owner: JsonMap, location: string, extra?: 'result' | 'errorOutput'): ExpressionField[] {
  const more = extra ? { extra } : {};
  return [
    ...field(owner, 'Assign', location).map(each => ({ ...each, ...more, assign: true })),
    ...field(owner, 'Output', location).map(each => ({ ...each, ...more })),
  ];
}

function field(owner: JsonMap, name: string, location: string): ExpressionField[] {
  return Object.hasOwn(owner, name) ? [{ value: owner[name] as Json, location: `${location}/${name}` }] : [];
}

function entries(
  state: JsonMap,
  name: string,
  location: string,
  read: (entry: JsonMap, location: string) => ExpressionField[],
): ExpressionField[] {
  const list = state[name];
  if (!Array.isArray(list)) return [];
  return (list as Json[]).flatMap((entry, i) => (isMap(entry) ? read(entry as JsonMap, `${location}/${name}[${i}]`) : []));
}

/** All texts in a value, with their places. */
export function* textsIn(value: Json, location: string): Generator<{ text: string; location: string }> {
  if (typeof value === 'string') yield { text: value, location };
  else if (Array.isArray(value)) {
    for (const [i, item] of (value as Json[]).entries()) yield* textsIn(item, `${location}[${i}]`);
  } else if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) yield* textsIn(item as Json, `${location}/${key}`);
  }
}
