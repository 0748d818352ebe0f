import type { Expression } from '../../../src/language/expressions/ast';
import type { BuiltinName } from '../../../src/language/expressions/builtins';
import { expressionOf, type Maker } from './expression';
import { call, constant, literal, logical, map } from './nodes';
import { pathsIn } from './scope';
import {
  boolean,
  fits,
  isData,
  listOf,
  nullable,
  randomKey,
  randomType,
  randomValue,
  solid,
  text,
  type Type,
  whole,
} from './types';

const number: Type = { kind: 'number' };
const decimal: Type = { kind: 'decimal' };
const plain: Type = { kind: 'plain' };
const time: Type = { kind: 'time' };
const separators = [',', '-', ' ', 'a', '.', '$', '\\', '"', '😀', '\n', '(', '{{', '%'];

type Making = (m: Maker, type: Type) => Expression;

const of = (type: Type, m: Maker): Expression => expressionOf(type, m);
const separator = (m: Maker): Expression => literal(m.random.pick(separators));
const someList = (m: Maker): Expression => of(listOf(randomType(m.random, 1)), m);

/** Calls that come out as a boolean. */
const booleans: Partial<Record<BuiltinName, Making>> = {
  contains: m =>
    m.random.chance(0.5)
      ? call('contains', of(text, m), separator(m))
      : call('contains', of(listOf(whole), m), of(m.random.chance(0.2) ? nullable(whole) : whole, m)),
  startsWith: m => call('startsWith', of(text, m), separator(m)),
  endsWith: m => call('endsWith', of(text, m), separator(m)),
  has: m => call('has', anyMap(m), m.random.chance(0.7) ? literal(randomKey(m.random)) : of(text, m)),
};

const wholes: Partial<Record<BuiltinName, Making>> = {
  length: m => call('length', m.random.pick([() => of(text, m), () => someList(m), () => anyMap(m)])()),
  floor: m => call('floor', of(m.random.pick([number, decimal]), m)),
  ceil: m => call('ceil', of(m.random.pick([number, decimal]), m)),
  abs: m => call('abs', of(whole, m)),
  min: m => call('min', of(whole, m), of(whole, m)),
  max: m => call('max', of(whole, m), of(whole, m)),
  sum: m => call('sum', of(listOf(whole), m)),
  number: m =>
    logical(
      '??',
      call('number', literal(m.random.pick(['12', '-3', '1e2', '0', 'x', '', '+1', '01', ' 1', '0x1']))),
      of(whole, m),
    ),
};

const numbers: Partial<Record<BuiltinName, Making>> = {
  abs: m => call('abs', of(number, m)),
  min: m => call('min', of(number, m), of(number, m)),
  max: m => call('max', of(number, m), of(number, m)),
  sum: m => call('sum', of(listOf(number), m)),
  number: m =>
    logical('??', call('number', literal(m.random.pick(['0.5', '-2.25', '12.75e1', '.5', '1.', '--1', '1,5']))), of(number, m)),
  secondsBetween: m => call('secondsBetween', of(time, m), of(time, m)),
};

const decimals: Partial<Record<BuiltinName, Making>> = {
  abs: m => call('abs', of(decimal, m)),
  min: m => call('min', of(decimal, m), of(decimal, m)),
  max: m => call('max', of(decimal, m), of(decimal, m)),
};

const texts: Partial<Record<BuiltinName, Making>> = {
  type: m => call('type', of({ kind: 'any', nullable: true }, m)),
  string: m => call('string', of(m.random.pick([whole, number, decimal, boolean, text]), m)),
  toJson: m => call('toJson', of(m.random.pick([whole, text, boolean, listOf(text), listOf(whole), nullable(decimal)]), m)),
  slice: m => call('slice', of(text, m), ...positions(m)),
  lower: m => call('lower', of(text, m)),
  upper: m => call('upper', of(text, m)),
  trim: m => call('trim', of(text, m)),
  join: m => call('join', of(listOf(text), m), m.random.chance(0.1) ? literal('') : separator(m)),
  replace: m => call('replace', of(text, m), separator(m), of(text, m)),
};

const plains: Partial<Record<BuiltinName, Making>> = {
  urlEncode: m => call('urlEncode', m.random.chance(0.6) ? of(plain, m) : literal(m.random.pick(['é', '日本', '😀/x', 'a b&c']))),
  base64Encode: m => call('urlEncode', call('base64Encode', of(plain, m))),
  base64Decode: m =>
    call(
      'base64Decode',
      m.random.chance(0.5) ? literal(m.random.pick(['QQ==', '', 'YWI=', 'YWJj'])) : call('base64Encode', of(plain, m)),
    ),
};

const timesOfDay: Partial<Record<BuiltinName, Making>> = {
  addSeconds: m =>
    call('addSeconds', of(time, m), m.random.chance(0.7) ? of(whole, m) : literal(m.random.pick([0.5, -1.25, 86400, 0]))),
};

const lists: Partial<Record<BuiltinName, Making>> = {
  append: (m, type) => call('append', of(type, m), of(itemOf(type), m)),
  concat: (m, type) => call('concat', of(type, m), of(type, m)),
  slice: (m, type) => call('slice', of(type, m), ...positions(m)),
  flatten: (m, type) => call('flatten', of(listOf(solid(type)), m)),
};

const maps: Partial<Record<BuiltinName, Making>> = {
  merge: (m, type) => call('merge', m.random.chance(0.5) ? part(type, m) : map([]), of(type, m)),
  put: (m, type) => {
    const fields = type.kind === 'map' ? Object.entries(type.fields) : [];
    const [key, field] = fields.length > 0 ? m.random.pick(fields) : [undefined, undefined];
    return key === undefined || field === undefined ? of(type, m) : call('put', of(type, m), literal(key), of(field, m));
  },
};

/** A map with some of the fields, for the left side of `merge`. */
function part(type: Type, m: Maker): Expression {
  if (type.kind !== 'map') return map([]);
  const kept = Object.entries(type.fields).filter(() => m.random.chance(0.5));
  return map(kept.map(([key, field]) => ({ key, value: of(field, m) })));
}

const itemOf = (type: Type): Type => (type.kind === 'list' ? type.of : type);

function positions(m: Maker): Expression[] {
  const from = m.random.chance(0.7) ? literal(m.random.whole(-1, 4)) : of(whole, m);
  return m.random.chance(0.5) ? [from] : [from, m.random.chance(0.7) ? literal(m.random.whole(-1, 6)) : of(whole, m)];
}

/** Any map in scope, or a literal one. */
function anyMap(m: Maker): Expression {
  const paths = pathsIn(m.scope).filter(({ type }) => type.kind === 'map' && isData(type) && !type.nullable);
  if (paths.length > 0 && m.random.chance(0.7)) return m.random.pick(paths).expression;
  return constant(randomValue({ kind: 'map', fields: { [randomKey(m.random)]: whole, name: nullable(text) } }, m.random));
}

const byKind: Readonly<Partial<Record<Type['kind'], Partial<Record<BuiltinName, Making>>>>> = {
  boolean: booleans,
  whole: wholes,
  number: numbers,
  decimal: decimals,
  string: texts,
  plain: plains,
  time: timesOfDay,
  list: lists,
  map: maps,
};

/** A builtin's call that comes out as the type; undefined when none does. */
export function builtinOf(wanted: Type, m: Maker): Expression | undefined {
  const type = solid(wanted);
  const special = type.kind === 'list' && m.random.chance(0.5) ? listBuiltin(type, m) : undefined;
  if (special) return special;
  if (m.random.chance(0.06) && type.kind !== 'null' && type.kind !== 'any') return roundTrip(type, m);
  const table = byKind[type.kind];
  if (!table) return undefined;
  const name = m.random.pick(Object.keys(table) as BuiltinName[]);
  return table[name]?.(m, type);
}

/** Through JSON text and back. */
function roundTrip(type: Type, m: Maker): Expression {
  return call('fromJson', call('toJson', of(solid(type), m)));
}

function listBuiltin(type: Type & { kind: 'list' }, m: Maker): Expression | undefined {
  if (fits(whole, type.of) && m.random.chance(0.5)) {
    const small = (): Expression => literal(m.random.whole(-1, 4));
    return m.random.chance(0.5) ? call('range', small()) : call('range', small(), small());
  }
  if (fits(number, type.of)) return call('sort', of(listOf(number), m));
  if (fits(whole, type.of)) return call('sort', of(listOf(whole), m));
  if (type.of.kind === 'decimal') return call('sort', of(listOf(decimal), m));
  if (!fits(text, type.of)) return undefined;
  if (m.random.chance(0.5)) return call('split', of(text, m), separator(m));
  return call(
    'keys',
    m.random.chance(0.5)
      ? map([
          { key: 'b', value: of(whole, m) },
          { key: 'a b', value: of(text, m) },
        ])
      : asciiMap(m),
  );
}

function asciiMap(m: Maker): Expression {
  const keys = [randomKey(m.random), randomKey(m.random), 'Z', 'a'];
  return constant(randomValue({ kind: 'map', fields: Object.fromEntries(keys.map(key => [key, nullable(whole)])) }, m.random));
}
