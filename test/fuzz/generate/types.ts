import type { Json } from '../../../src/language/json';
import type { Random } from '../random';
import { decimals, hostileKeys, hostileTexts, ordinaryKeys, plainTexts, times, words } from './pools';
import { shape } from './weights';

/**
 * What is known of a value while a program is made, so that its expressions mostly mean something:
 * `whole` and `number` are for calculations that stay exact (`number` has halves and quarters), `decimal` is any
 * number that is only compared and printed; `plain` is ASCII that URLs and base64 take; `any` is any data.
 */
export type Type = (
  | { readonly kind: 'boolean' | 'whole' | 'number' | 'decimal' | 'string' | 'plain' | 'time' | 'any' | 'null' }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'map'; readonly fields: Readonly<Record<string, Type>>; readonly opaque?: true }
) & { readonly nullable?: true };

export const boolean: Type = { kind: 'boolean' };
export const whole: Type = { kind: 'whole' };
export const text: Type = { kind: 'string' };
export const any: Type = { kind: 'any', nullable: true };
export const nothing: Type = { kind: 'null', nullable: true };

export const listOf = (of: Type): Type => ({ kind: 'list', of });
export const mapOf = (fields: Readonly<Record<string, Type>>): Type => ({ kind: 'map', fields });
/** Some of its fields aren't defined (the message of a language's error): it is read by its members, never passed on whole. */
export const opaqueMap = (fields: Readonly<Record<string, Type>>): Type => ({ kind: 'map', fields, opaque: true });

export function nullable(type: Type): Type {
  return { ...type, nullable: true };
}

export function solid(type: Type): Type {
  if (type.kind === 'null') return type;
  const { nullable: _, ...rest } = type;
  return rest as Type;
}

/** Whether it may be handed on as a whole. */
export function isData(type: Type): boolean {
  if (type.kind === 'list') return isData(type.of);
  return type.kind !== 'map' || (!type.opaque && Object.values(type.fields).every(isData));
}

const wider: Readonly<Partial<Record<Type['kind'], readonly Type['kind'][]>>> = {
  whole: ['number', 'decimal'],
  number: ['decimal'],
  plain: ['string'],
  time: ['string'],
};

/** Whether a value of one type is one of the other; whether it may be null at the top is the caller's to look after. */
export function fits(from: Type, to: Type): boolean {
  if (to.kind === 'any') return isData(from);
  if (from.kind === 'list' && to.kind === 'list') return fitsInside(from.of, to.of);
  if (from.kind === 'map' && to.kind === 'map') {
    if (from.opaque) return false;
    const keys = Object.keys(from.fields);
    return (
      keys.length === Object.keys(to.fields).length &&
      keys.every(key => Object.hasOwn(to.fields, key) && fitsInside(from.fields[key] as Type, to.fields[key] as Type))
    );
  }
  return from.kind === to.kind || (wider[from.kind]?.includes(to.kind) ?? false);
}

function fitsInside(from: Type, to: Type): boolean {
  return (!from.nullable || to.nullable === true) && (from.kind === 'null' || fits(from, to));
}

const scalars = { whole: 5, string: 4, boolean: 3, plain: 2, number: 1, decimal: 1, time: 1 } as const;

/** @param depth of lists and maps in it */
export function randomType(random: Random, depth: number): Type {
  const kind = random.weighted({ ...scalars, ...(depth > 0 ? { list: 4, map: 5, any: 1 } : {}) });
  const type = ofKind(kind, random, depth);
  return random.chance(shape.nullable) ? nullable(type) : type;
}

function ofKind(kind: Type['kind'], random: Random, depth: number): Type {
  if (kind === 'list') return listOf(randomType(random, depth - 1));
  if (kind === 'map') return randomMap(random, depth);
  return kind === 'any' ? any : { kind: kind as 'whole' };
}

export function randomMap(random: Random, depth: number): Type {
  const keys = new Set(Array.from({ length: random.whole(0, 4) }, () => randomKey(random)));
  return mapOf(record([...keys].map(key => [key, randomType(random, depth - 1)])));
}

/** Like Object.fromEntries, in a map that has no prototype to be set by `__proto__`. */
export function record<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries);
}

export function randomKey(random: Random): string {
  return random.pick(random.chance(shape.hostileKey) ? hostileKeys : ordinaryKeys);
}

export function randomText(random: Random): string {
  if (random.chance(shape.hostileText)) return random.pick(hostileTexts);
  return Array.from({ length: random.whole(0, 3) }, () => random.pick(words)).join(random.pick([' ', '', ',', '-']));
}

/** A value of the type; nullable members may be missing. */
export function randomValue(type: Type, random: Random, depth = 2): Json {
  if (type.nullable && random.chance(0.3)) return null;
  switch (type.kind) {
    case 'null':
      return null;
    case 'boolean':
      return random.chance(0.5);
    case 'whole':
      return random.chance(0.8) ? random.whole(-3, 9) : random.whole(-1000, 100_000);
    case 'number':
      return random.whole(-40, 400) / random.pick([1, 2, 4]) + 0;
    case 'decimal':
      return random.pick(decimals);
    case 'string':
      return randomText(random);
    case 'plain':
      return random.pick(plainTexts);
    case 'time':
      return random.pick(times);
    case 'any':
      return randomValue(randomType(random, Math.min(depth, 2)), random, depth - 1);
    case 'list':
      return Array.from({ length: random.pick([0, 1, 1, 2, 2, 3, 4]) }, () => randomValue(type.of, random, depth - 1));
    case 'map':
      return record(
        Object.entries(type.fields)
          .filter(([, field]) => !field.nullable || random.chance(0.7))
          .map(([key, field]) => [key, randomValue(field, random, depth - 1)]),
      );
  }
}
