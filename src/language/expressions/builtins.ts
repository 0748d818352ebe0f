import { type Json, type JsonMap, isMap, own, typeOf } from '../json';
import {
  base64Decode,
  base64Encode,
  codePoints,
  compareCodePoints,
  isoTime,
  parseJson,
  parseJsonNumber,
  parseTime,
  printNumber,
} from './values';
import { ExpressionError } from './error';
import { type TypeSet, types } from './typeset';

const { null: nothing, boolean, number, string, list, map, any, scalar } = types;

/** What `now()` and `uuid()` ask. */
export interface Ambient {
  /** Milliseconds since 1970. */
  now(): number;
  uuid(): string;
}

export interface Parameter {
  readonly name: string;
  readonly takes: TypeSet;
  readonly optional?: true;
}

export interface Builtin {
  readonly parameters: readonly Parameter[];
  readonly doc: string;
  /** The types it can come out as, given its arguments'. */
  result(args: readonly TypeSet[]): TypeSet;
  /** Gets arguments of the stated types; throws ExpressionError for what the types can't say. */
  evaluate(args: readonly Json[], ambient: Ambient): Json;
}

const parameter = (name: string, takes: TypeSet): Parameter => ({ name, takes });
const optional = (name: string, takes: TypeSet): Parameter => ({ name, takes, optional: true });

/** A builtin whose arguments and result have fixed types. */
function plain(doc: string, parameters: readonly Parameter[], result: TypeSet, evaluate: (...args: never[]) => Json): Builtin {
  return { parameters, doc, result: () => result, evaluate: args => evaluate(...(args as never[])) };
}

const strings = (names: readonly string[]): Parameter[] => names.map(name => parameter(name, string));

/**
 * Every builtin with its meaning: the reference that each target's own way of saying it is tested against.
 * Lengths and positions in strings are counted in code points.
 */
export const builtins = {
  type: plain('`"null" "boolean" "number" "string" "list" "map"`', [parameter('x', any)], string, (x: Json) => typeOf(x)),
  string: plain('a string, number or boolean as text', [parameter('x', boolean | number | string)], string, (x: Json) =>
    printScalar(x),
  ),
  toJson: plain('compact JSON; the order of keys is not defined', [parameter('x', any)], string, (x: Json) => JSON.stringify(x)),
  fromJson: plain(
    'the value a JSON text says; ExpressionError when it is none',
    [parameter('text', string)],
    any,
    (text: string) => parseJson(text),
  ),

  number: plain(
    "the number a text says in JSON's grammar, else null",
    [parameter('text', string)],
    number | nothing,
    (text: string) => parseJsonNumber(text),
  ),
  min: plain('the smaller', [parameter('a', number), parameter('b', number)], number, (a: number, b: number) => Math.min(a, b)),
  max: plain('the greater', [parameter('a', number), parameter('b', number)], number, (a: number, b: number) => Math.max(a, b)),
  abs: plain('without its sign', [parameter('x', number)], number, (x: number) => Math.abs(x)),
  floor: plain('the greatest whole number not above it', [parameter('x', number)], number, (x: number) => Math.floor(x)),
  ceil: plain('the smallest whole number not below it', [parameter('x', number)], number, (x: number) => Math.ceil(x) + 0),
  sum: plain('the sum of a list of numbers; 0 of none', [parameter('numbers', list)], number, (numbers: Json[]) =>
    items(numbers, 'number', 'sum').reduce((total: number, x) => total + x, 0),
  ),

  length: plain('of a string (in code points), a list or a map', [parameter('x', string | list | map)], number, (x: Json) =>
    lengthOf(x),
  ),
  slice: {
    parameters: [parameter('x', string | list), parameter('from', number), optional('to', number)],
    doc: 'from a position to another (without it), or to the end; positions outside are clamped',
    result: ([x = any]) => x & (string | list),
    evaluate: ([x, from, to]) => slice(x as Json, from as number, to as number | undefined),
  },
  lower: plain('ASCII letters in lower case', strings(['s']), string, (s: string) =>
    s.replace(/[A-Z]/g, letter => letter.toLowerCase()),
  ),
  upper: plain('ASCII letters in upper case', strings(['s']), string, (s: string) =>
    s.replace(/[a-z]/g, letter => letter.toUpperCase()),
  ),
  trim: plain('without blanks, tabs and line ends around it', strings(['s']), string, (s: string) =>
    s.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''),
  ),
  split: plain('the parts between the separators', strings(['s', 'separator']), list, (s: string, by: string) =>
    s.split(filled(by, 'split')),
  ),
  join: plain(
    'a list of strings, with a separator between',
    [parameter('strings', list), parameter('separator', string)],
    string,
    (parts: Json[], by: string) => items(parts, 'string', 'join').join(by),
  ),
  replace: plain('every occurrence, literally', strings(['s', 'find', 'by']), string, (s: string, find: string, by: string) =>
    s.split(filled(find, 'replace')).join(by),
  ),
  contains: plain(
    'a part in a string, or a scalar in a list',
    [parameter('x', string | list), parameter('part', scalar)],
    boolean,
    (x: Json, part: Json) => contains(x, part),
  ),
  startsWith: plain('whether it begins so', strings(['s', 'part']), boolean, (s: string, part: string) =>
    s.startsWith(filled(part, 'startsWith')),
  ),
  endsWith: plain('whether it ends so', strings(['s', 'part']), boolean, (s: string, part: string) =>
    s.endsWith(filled(part, 'endsWith')),
  ),
  urlEncode: plain('percent-encoded; letters, digits and `-_.~` stay', strings(['s']), string, (s: string) =>
    encodeURIComponent(s).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  ),
  base64Encode: plain('of ASCII text', strings(['s']), string, (s: string) => base64Encode(s)),
  base64Decode: plain('to ASCII text', strings(['s']), string, (s: string) => base64Decode(s)),

  append: plain('the list with one more item', [parameter('list', list), parameter('x', any)], list, (xs: Json[], x: Json) => [
    ...xs,
    x,
  ]),
  concat: plain('two lists, one after the other', [parameter('a', list), parameter('b', list)], list, (a: Json[], b: Json[]) => [
    ...a,
    ...b,
  ]),
  flatten: plain(
    'a list of lists as one list',
    [parameter('lists', list)],
    list,
    (lists: Json[]) => items(lists, 'list', 'flatten').flat(1) as Json[],
  ),
  range: plain(
    'the whole numbers from 0 or `from`, without the last argument',
    [parameter('from', number), optional('to', number)],
    list,
    (a: number, b: number | undefined) => (b === undefined ? range(0, a) : range(a, b)),
  ),
  sort: plain('a list of numbers, ascending', [parameter('numbers', list)], list, (xs: Json[]) =>
    [...items(xs, 'number', 'sort')].sort((a, b) => a - b),
  ),

  keys: plain('the keys, sorted by code point', [parameter('map', map)], list, (m: JsonMap) =>
    Object.keys(m).sort(compareCodePoints),
  ),
  has: plain(
    'whether the map has the key',
    [parameter('map', map), parameter('key', string)],
    boolean,
    (m: JsonMap, key: string) => Object.hasOwn(m, key),
  ),
  put: plain(
    'the map with a key set',
    [parameter('map', map), parameter('key', string), parameter('x', any)],
    map,
    (m: JsonMap, key: string, x: Json) => ({
      ...m,
      [key]: x,
    }),
  ),
  merge: plain('two maps in one; the right wins', [parameter('a', map), parameter('b', map)], map, (a: JsonMap, b: JsonMap) => ({
    ...a,
    ...b,
  })),

  now: {
    parameters: [],
    doc: 'the time: ISO 8601, UTC, three decimals and `Z`; only in `set`',
    result: () => string,
    evaluate: (_args, ambient) => isoTime(ambient.now()),
  },
  addSeconds: plain(
    'a later (or earlier) time',
    [parameter('time', string), parameter('seconds', number)],
    string,
    (time: string, seconds: number) => isoTime(parseTime(time) + Math.round(seconds * 1000)),
  ),
  secondsBetween: plain(
    'from one time to another',
    strings(['from', 'to']),
    number,
    (from: string, to: string) => (parseTime(to) - parseTime(from)) / 1000,
  ),
  uuid: {
    parameters: [],
    doc: 'a random UUID; only in `set`',
    result: () => string,
    evaluate: (_args, ambient) => ambient.uuid(),
  },
} satisfies Record<string, Builtin>;

export type BuiltinName = keyof typeof builtins;
export const builtinNames = Object.keys(builtins) as readonly BuiltinName[];

export function isBuiltin(name: string): name is BuiltinName {
  return Object.hasOwn(builtins, name);
}

/** `slice(x, from, to?)` */
export function signature(name: BuiltinName): string {
  return `${name}(${builtins[name].parameters.map(p => p.name + ('optional' in p ? '?' : '')).join(', ')})`;
}

/** A string, number or boolean as text; anything else is an ExpressionError. */
export function printScalar(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return printNumber(value);
  if (typeof value === 'boolean') return String(value);
  throw new ExpressionError(`a ${typeOf(value)} can't be printed as text`);
}

function lengthOf(x: Json): number {
  if (typeof x === 'string') return codePoints(x).length;
  return Array.isArray(x) ? x.length : Object.keys(x as JsonMap).length;
}

function slice(x: Json, from: number, to: number | undefined): Json {
  const whole = typeof x === 'string' ? codePoints(x) : (x as readonly Json[]);
  const start = clamp(wholeNumber(from, 'slice'), whole.length);
  const end = to === undefined ? whole.length : clamp(wholeNumber(to, 'slice'), whole.length);
  const part = whole.slice(start, Math.max(start, end));
  return typeof x === 'string' ? part.join('') : part;
}

function clamp(position: number, length: number): number {
  return Math.min(Math.max(position, 0), length);
}

function contains(x: Json, part: Json): boolean {
  if (Array.isArray(x)) return x.includes(part);
  if (typeof part !== 'string') throw new ExpressionError(`contains() looks for a string in a string, not for a ${typeOf(part)}`);
  return (x as string).includes(filled(part, 'contains'));
}

function range(from: number, to: number): number[] {
  const start = wholeNumber(from, 'range');
  const length = Math.max(0, wholeNumber(to, 'range') - start);
  if (length > 10_000_000) throw new ExpressionError('range() makes at most 10,000,000 numbers');
  return Array.from({ length }, (_, i) => start + i);
}

function wholeNumber(x: number, builtin: string): number {
  if (!Number.isInteger(x)) throw new ExpressionError(`${builtin}() takes whole numbers, not ${x}`);
  return x;
}

function filled(text: string, builtin: string): string {
  if (text === '') throw new ExpressionError(`${builtin}() can't look for an empty string`);
  return text;
}

interface ItemTypes {
  number: number;
  string: string;
  list: readonly Json[];
}

function items<T extends keyof ItemTypes>(values: readonly Json[], type: T, builtin: string): readonly ItemTypes[T][] {
  const other = values.find(value => typeOf(value) !== type);
  if (other !== undefined) throw new ExpressionError(`${builtin}() takes a list of ${type}s; one item is a ${typeOf(other)}`);
  return values as unknown as readonly ItemTypes[T][];
}

/** The member of a map; null when there is no such key, or when the value is null. */
export function memberOf(value: Json, key: string): Json {
  if (value === null) return null;
  if (isMap(value)) return own(value as JsonMap, key);
  throw new ExpressionError(`a ${typeOf(value)} has no member "${key}"`);
}
