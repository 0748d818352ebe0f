import type { JsonType } from '../json';

/** A set of value types, as bits: what an expression can come out as. */
export type TypeSet = number;

const bits: Readonly<Record<JsonType, TypeSet>> = { null: 1, boolean: 2, number: 4, string: 8, list: 16, map: 32 };

export const types = {
  ...bits,
  any: 63,
  none: 0,
  /** What `string()` and text take. */
  printable: bits.boolean | bits.number | bits.string,
  /** What `==` compares. */
  scalar: bits.null | bits.boolean | bits.number | bits.string,
} as const;

export const typeNames = Object.keys(bits) as readonly JsonType[];

export function typeSet(type: JsonType): TypeSet {
  return bits[type];
}

/** `a number`, `null or a string`: for messages. */
export function describeTypes(set: TypeSet): string {
  const words: readonly [TypeSet, string][] = [
    [bits.null, 'null'],
    [bits.boolean, 'a boolean'],
    [bits.number, 'a number'],
    [bits.string, 'a string'],
    [bits.list, 'a list'],
    [bits.map, 'a map'],
  ];
  const found = words.filter(([bit]) => set & bit).map(([, word]) => word);
  return found.length > 1 ? `${found.slice(0, -1).join(', ')} or ${found.at(-1)}` : (found[0] ?? 'nothing');
}
