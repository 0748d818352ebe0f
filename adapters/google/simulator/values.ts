/**
 * The values of Google Workflows. Integers (64 bit, signed) and doubles are different types there, so they are here:
 * an integer is a `bigint`, a double is a `number`. Lists and maps are never changed in place: an assignment makes new
 * ones, which is the copy by value that the documentation describes.
 * https://cloud.google.com/workflows/docs/reference/syntax/datatypes
 */
export type Value = null | boolean | string | bigint | number | Uint8Array | Callable | ValueList | ValueMap;
export type ValueList = readonly Value[];
export type ValueMap = ReadonlyMap<string, Value>;

/** A subworkflow or a library function as a value: the `predicate` of a retry policy. It can't be encoded or returned. */
export class Callable {
  constructor(readonly name: string) {}
}

export type TypeName = 'null' | 'boolean' | 'string' | 'integer' | 'double' | 'bytes' | 'list' | 'map' | 'function';

/** The type's name as `get_type` answers it (`function` isn't among its answers). */
export function typeName(value: Value): TypeName {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'string';
    case 'bigint':
      return 'integer';
    case 'number':
      return 'double';
    default:
      if (Array.isArray(value)) return 'list';
      if (value instanceof Uint8Array) return 'bytes';
      return value instanceof Callable ? 'function' : 'map';
  }
}

export function isList(value: Value): value is ValueList {
  return Array.isArray(value);
}

export function isMap(value: Value): value is ValueMap {
  return value instanceof Map;
}

export function isNumber(value: Value): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

export function mapOf(entries: Readonly<Record<string, Value>>): ValueMap {
  return new Map(Object.entries(entries));
}

const int64Min = -(2n ** 63n);
const int64Max = 2n ** 63n - 1n;

export function fitsInt64(value: bigint): boolean {
  return value >= int64Min && value <= int64Max;
}

/**
 * A double as text. Whole doubles keep their `.0`: how Google prints them isn't documented, and a workflow that prints
 * one as if it were an integer must not pass here by luck.
 */
export function doubleText(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
