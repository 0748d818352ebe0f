import { fail } from '../errors';
import { isList, isMap, typeName, type Value, type ValueMap } from '../values';
import { define, want, type LibraryFunction } from './signature';

/** https://cloud.google.com/workflows/docs/reference/stdlib/list and .../map, .../math. All answer new values. */
export const collections: Readonly<Record<string, LibraryFunction>> = {
  'list.concat': define('objs val', ([list, value = null]) => [...want.list(list, 'objs'), value]),
  'list.prepend': define('objs val', ([list, value = null]) => [value, ...want.list(list, 'objs')]),

  // "If the input is not a map or if the map does not contain the key, returns null"; TypeError for the key alone.
  'map.get': define('map keys', ([map = null, keys = null]) => {
    const path = typeof keys === 'string' ? [keys] : keys;
    if (!isList(path) || !path.every(key => typeof key === 'string')) {
      return fail('TypeError', `argument 'keys' must be a string or a list of strings; got: ${typeName(keys)}`);
    }
    let value: Value = map;
    for (const key of path) value = isMap(value) ? (value.get(key as string) ?? null) : null;
    return value;
  }),

  // "If the key doesn't exist in the map, the function returns a copy of the original map."
  'map.delete': define('map key', ([map, key]) => {
    const rest = new Map(want.map(map, 'map'));
    rest.delete(want.string(key, 'key'));
    return rest;
  }),

  'map.merge': define('first second', ([first, second]) => new Map([...want.map(first, 'first'), ...want.map(second, 'second')])),
  'map.merge_nested': define('first second', ([first, second]) =>
    mergeNested(want.map(first, 'first'), want.map(second, 'second')),
  ),

  'math.abs': define('x', ([x]) => {
    const value = want.number(x, 'x');
    if (typeof value === 'number') return Math.abs(value);
    if (value === -(2n ** 63n)) return fail('ValueError', 'integer overflow');
    return value < 0n ? -value : value;
  }),
  'math.max': define('x y', ([x, y]) => {
    const [a, b] = [want.number(x, 'x'), want.number(y, 'y')];
    return a >= b ? a : b;
  }),
  'math.min': define('x y', ([x, y]) => {
    const [a, b] = [want.number(x, 'x'), want.number(y, 'y')];
    return a <= b ? a : b;
  }),
};

function mergeNested(first: ValueMap, second: ValueMap): ValueMap {
  const merged = new Map(first);
  for (const [key, value] of second) {
    const old = merged.get(key) ?? null;
    merged.set(key, isMap(old) && isMap(value) ? mergeNested(old, value) : value);
  }
  return merged;
}
