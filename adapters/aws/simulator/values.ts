import type { Json } from '../../../src/language/json';

/**
 * The JSONata library reads `constructor` and `toString` from JavaScript's prototypes; the service doesn't. So the
 * library is only shown objects without a prototype, and its results come back as plain JSON. Both directions are
 * remembered by reference for what is large, so that a long list which travels through many states is converted once;
 * to remember what is small would cost more than to copy it.
 */
const shown = new WeakMap<object, unknown>();
const originals = new WeakMap<object, Json>();

/** So many maps, lists and scalars make a value large. */
const large = 50;

/** A JSON value as the JSONata library may see it. */
export function show(value: Json): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = shown.get(value);
  if (known !== undefined) return known;
  const copy = bareCopy(value) as object;
  if (countUpTo(large, value) === large) {
    shown.set(value, copy);
    originals.set(copy, value);
  }
  return copy;
}

function countUpTo(enough: number, value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const item of Object.values(value as Record<string, Json>)) {
    if (count >= enough) return enough;
    count += countUpTo(enough - count, item);
  }
  return count;
}

function bareCopy(value: Json): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(bareCopy);
  const map = value as Record<string, Json>;
  const copy = new BareMap();
  for (const key of Object.keys(map)) copy[key] = bareCopy(map[key] as Json);
  return copy;
}

/**
 * A map that inherits nothing. Objects of a constructor stay fast where those of `Object.create(null)` are looked up
 * like dictionaries; this constructor's prototype is as empty as theirs.
 */
export const BareMap = function () {} as unknown as new () => Record<string, unknown>;
BareMap.prototype = Object.create(null) as object;

/** What `take` gives for a result that holds a function. */
export const unsupported = Symbol('unsupported');

/**
 * A result of the JSONata library as JSON, by the service's rules: numbers that JSON hasn't are the strings
 * "Infinity", "-Infinity" and "NaN" (measured on the service: docs/services/step-functions.md of `floci-io/floci`, and
 * the design notes of the compiler `sfnx`), what is undefined inside a list or map is left out, functions aren't values.
 */
export function take(result: unknown): Json | undefined | typeof unsupported {
  switch (typeof result) {
    case 'undefined':
      return undefined;
    case 'string':
    case 'boolean':
      return result;
    case 'number':
      if (!Number.isFinite(result)) return String(result);
      return result === 0 ? 0 : result;
    case 'object':
      return result === null ? null : takeObject(result);
    default:
      return unsupported;
  }
}

function takeObject(result: object): Json | typeof unsupported {
  const original = originals.get(result);
  if (original !== undefined) return original;
  return Array.isArray(result) ? takeList(result) : takeMap(result as Record<string, unknown>);
}

function takeList(result: readonly unknown[]): Json | typeof unsupported {
  const list: Json[] = [];
  for (const item of result) {
    const value = take(item);
    if (value === unsupported) return unsupported;
    if (value !== undefined) list.push(value);
  }
  return list;
}

function takeMap(result: Record<string, unknown>): Json | typeof unsupported {
  if (isFunction(result)) return unsupported;
  const map: Record<string, Json> = {};
  for (const key of Object.keys(result)) {
    const value = take(result[key]);
    if (value === unsupported) return unsupported;
    if (value !== undefined) setOwn(map, key, value);
  }
  return map;
}

/** The library's functions are objects with a mark; a regular expression is a function too. */
function isFunction(value: object): boolean {
  return '_jsonata_function' in value || '_jsonata_lambda' in value || value instanceof RegExp;
}

/** Sets a key that may be called `__proto__`. */
export function setOwn(map: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}

/** The names of types that the service uses in its messages. */
export function typeName(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
