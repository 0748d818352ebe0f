import { get, invoke, nothing } from '../build';
import type { At, Out } from '../frame';
import type { Expr, Value } from '../model';
import { inVariable, lowerText } from './operands';
import { isQuotable } from './print';

/** `both.stock.left`: in a branch's value, whose own response may be part of the path. */
export function inLane(lane: Value | undefined, keys: readonly string[], at: At, out: Out): Expr {
  if (!lane) return nothing;
  if (keys.length === 0) {
    if (lane.kind === 'literal' && typeof lane.value === 'string') return lowerText(lane.value, at, out);
    return lane.kind === 'map' || lane.kind === 'list' ? inVariable(lane, at, out) : lane;
  }
  if (lane.kind === 'map') return inLane(lane.entries.find(({ key }) => key === keys[0])?.value, keys.slice(1), at, out);
  if (lane.kind === 'literal') return nothing;
  if (lane.kind === 'property') return getPath(lane.object, [lane.key, ...keys], at, out);
  return getPath(lane as Expr, keys, at, out);
}

/** `map.get`: null where a key is missing, also midway. */
export function getPath(object: Expr, keys: readonly string[], at: At, out: Out): Expr {
  if (keys.every(key => isQuotable(key) && !key.includes('${'))) return get(object, keys);
  const path = keys.map(key => lowerText(key, at, out));
  return invoke('map.get', object, path.length === 1 ? path[0]! : { kind: 'list', items: path });
}
