import { fail } from '../errors';
import { Callable, doubleText, fitsInt64, isList, isMap, typeName, type Value } from '../values';
import { define, want, type LibraryFunction } from './signature';

/** https://cloud.google.com/workflows/docs/reference/stdlib/expression-helpers */
export const helpers: Readonly<Record<string, LibraryFunction>> = {
  // "Accepts an attribute of type string or integer": a double isn't among them, so it's refused.
  double: define('x', ([x = null]) => {
    if (typeof x === 'bigint') return Number(x);
    if (typeof x !== 'string') return unconvertible('double', x);
    const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(x) ? Number(x) : NaN;
    return Number.isFinite(value) ? value : fail('ValueError', `could not convert string to double: ${JSON.stringify(x)}`);
  }),

  // "Of type string or double": an integer is refused. A double is cut towards zero (secondary source).
  int: define('x', ([x = null]) => {
    if (typeof x === 'number') {
      const whole = Number.isFinite(x) ? BigInt(Math.trunc(x)) : undefined;
      return whole !== undefined && fitsInt64(whole) ? whole : fail('ValueError', `double out of the range of int: ${x}`);
    }
    if (typeof x !== 'string') return unconvertible('int', x);
    const value = /^[+-]?\d+$/.test(x) ? BigInt(x.replace(/^\+/, '')) : undefined;
    return value !== undefined && fitsInt64(value)
      ? value
      : fail('ValueError', `could not convert string to int: ${JSON.stringify(x)}`);
  }),

  // "Of type integer, double, or boolean": a string is refused.
  string: define('x', ([x = null]) => {
    if (typeof x === 'number') return doubleText(x);
    return typeof x === 'bigint' || typeof x === 'boolean' ? String(x) : unconvertible('string', x);
  }),

  // In which order the keys come isn't documented. A workflow that relies on an order (insertion, alphabetical) must not
  // pass by luck: they come in descending order.
  keys: define('map', ([map]) => [...want.map(map, 'map').keys()].sort().reverse()),

  // "The number of characters in the string", of elements in the list, of entries in the map.
  len: define('value', ([value = null]) => {
    if (typeof value === 'string') return BigInt([...value].length);
    if (isList(value)) return BigInt(value.length);
    if (isMap(value)) return BigInt(value.size);
    return fail('TypeError', `the argument of 'len' must be a string, a list or a map; got: ${typeName(value)}`);
  }),

  default: define('val defaultVal', ([value = null, standard = null]) => (value === null ? standard : value)),

  // "If condition is null, the second value is returned"; both values have been evaluated by then.
  if: define('condition ifTrue ifFalse', ([condition = null, yes = null, no = null]) => {
    if (condition === null) return no;
    if (typeof condition === 'boolean') return condition ? yes : no;
    return fail('TypeError', `the condition of 'if' must be a boolean; got: ${typeName(condition)}`);
  }),

  get_type: define('value', ([value = null]) =>
    value instanceof Callable ? fail('TypeError', 'a function has no type name') : typeName(value),
  ),
};

function unconvertible(name: string, value: Value): never {
  return fail('TypeError', `'${name}' can't convert a value of type ${typeName(value)}`);
}
