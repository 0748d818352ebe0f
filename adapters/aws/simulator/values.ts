import type { Json } from '../../../src/language/json';
import { EvaluationError } from './errors';

/**
 * The JSONata library reads `constructor` and `toString` from JavaScript's prototypes; the service doesn't. So the
 * library is only shown objects without a prototype, and its results come back as plain JSON. Both directions are
 * remembered by reference, so a value that travels through many states is converted once.
 */
const shown = new WeakMap<object, unknown>();
const originals = new WeakMap<object, Json>();

/** A JSON value as the JSONata library may see it. */
export function show(value: Json): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = shown.get(value);
  if (known !== undefined) return known;
  const copy: unknown = Array.isArray(value) ? value.map(show) : showMap(value as Record<string, Json>);
  shown.set(value, copy);
  originals.set(copy as object, value);
  return copy;
}

function showMap(map: Record<string, Json>): Record<string, unknown> {
  const copy = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(map)) copy[key] = show(map[key] as Json);
  return copy;
}

/**
 * A result of the JSONata library as JSON, by the service's rules: numbers that JSON hasn't are the strings
 * "Infinity", "-Infinity" and "NaN" (measured on the service, see the README of `floci-io/floci`'s Step Functions
 * and the design notes of `sfnx`), functions aren't values, what is undefined inside a list or map is left out.
 * Throws for a function; `undefined` stays for the caller to refuse.
 */
export function take(result: unknown): Json | undefined {
  switch (typeof result) {
    case 'undefined':
      return undefined;
    case 'string':
    case 'boolean':
      return result;
    case 'number':
      if (!Number.isFinite(result)) return String(result);
      return Object.is(result, -0) ? 0 : result;
    case 'object':
      return result === null ? null : takeObject(result);
    default:
      throw new EvaluationError('returned an unsupported result type.');
  }
}

function takeObject(result: object): Json {
  const original = originals.get(result);
  if (original !== undefined) return original;
  if (Array.isArray(result)) return result.map(take).filter(item => item !== undefined);
  if (isFunction(result)) throw new EvaluationError('returned an unsupported result type.');
  const map: Record<string, Json> = {};
  for (const [key, item] of Object.entries(result)) {
    const value = take(item);
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
