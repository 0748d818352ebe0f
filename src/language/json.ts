/** A value of the language: what JSON can say. Maps have no order; there is one kind of number. */
export type Json = null | boolean | number | string | readonly Json[] | JsonMap;
export interface JsonMap {
  readonly [key: string]: Json;
}

/** The names that `type(x)` answers. */
export type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'map';

export function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'map';
  return typeof value as JsonType;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property or null: `constructor` and `__proto__` are keys like any other. */
export function own(map: JsonMap, key: string): Json {
  return Object.prototype.hasOwnProperty.call(map, key) ? (map[key] as Json) : null;
}

/** Deep equality of two values; maps have no order, and -0 is 0. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item as Json, b[i] as Json))
    );
  }
  const keys = Object.keys(a);
  const other = b as JsonMap;
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      key => Object.prototype.hasOwnProperty.call(other, key) && sameJson((a as JsonMap)[key] as Json, other[key] as Json),
    )
  );
}
