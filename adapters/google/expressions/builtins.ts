import type { BuiltinCall, Expression } from '../../../src/adapter';
import type { BuiltinName } from '../../../src/language/expressions/builtins';
import { typesOf } from '../../../src/language/expressions/types';
import { types } from '../../../src/language/expressions/typeset';
import { binary, invoke, literal, map, nothing } from '../build';
import type { At, Out } from '../frame';
import type { Expr, Value } from '../model';
import { usePrelude } from '../frame';
import type { PreludeName } from '../prelude/index';
import { asInt, inVariable, knownTypes, once, printed } from './operands';

/** The arguments are lowered; `call` is there for what only its text tells. */
type Lowering = (args: readonly Expr[], call: BuiltinCall, at: At, out: Out, lower: Lowerer) => Expr;

/** How an argument is lowered: as an operand, or as a YAML value. */
export interface Lowerer {
  expr(argument: Expression): Expr;
  value(argument: Expression): Value;
}

/** A function of the standard library that takes the same arguments: https://cloud.google.com/workflows/docs/reference/stdlib/overview */
const standard =
  (called: string): Lowering =>
  args =>
    invoke(called, ...args);

/** A subworkflow of ours. */
const prelude =
  (named: PreludeName): Lowering =>
  (args, _call, at) =>
    usePrelude(at, named, ...args);

const one: Expr = { kind: 'literal', value: 1 };

/** How Google says each builtin: by an expression where the standard library has it, else by a subworkflow. */
const lowerings: Readonly<Record<BuiltinName, Lowering>> = {
  type: ([x], _call, at, out) => {
    const type = invoke('get_type', once(x!, at, out));
    const numbers: Expr = { kind: 'list', items: [literal('integer'), literal('double')] };
    return invoke('if', binary('in', type, numbers), literal('number'), type);
  },
  string: ([x], { args }, at) => printed(args[0]!, x!, at),
  toJson: ([x], _call, at) => invoke('json.encode_to_string', usePrelude(at, 'wholeInts', x!)),
  fromJson: standard('json.decode'),

  number: prelude('number'),
  min: standard('math.min'),
  max: standard('math.max'),
  abs: standard('math.abs'),
  floor: ([x], _call, at) => asInt(binary('//', x!, one), at),
  ceil: ([x], _call, at) => ({
    kind: 'unary',
    operator: '-',
    operand: asInt(binary('//', { kind: 'unary', operator: '-', operand: x! }, one), at),
  }),
  sum: prelude('sum'),

  length: standard('len'),
  slice: ([x, from, to], { args }, at, out) => {
    const whole = once(x!, at, out);
    if (knownTypes(args[0]!, at) === types.string && isForward(args[1]!, args[2])) {
      const clamped = (place: Expr): Expr => (isZero(place) ? place : invoke('math.min', place, invoke('len', whole)));
      return invoke('text.substring', whole, clamped(from!), to ? clamped(to) : invoke('len', whole));
    }
    return usePrelude(at, 'slice', whole, from!, to ?? invoke('len', whole));
  },
  lower: prelude('lower'),
  upper: prelude('upper'),
  trim: prelude('trim'),
  split: standard('text.split'),
  join: prelude('join'),
  replace: standard('text.replace_all'),
  contains: ([x, part], { args }, at) =>
    typesOf(args[0]!) === types.list && isPlainScalar(args[1]!) ? binary('in', part!, x!) : usePrelude(at, 'contains', x!, part!),
  startsWith: prelude('startsWith'),
  endsWith: prelude('endsWith'),
  // Google escapes the tilde too.
  urlEncode: ([s]) => invoke('text.replace_all', invoke('text.url_encode', s!), literal('%7E'), literal('~')),
  base64Encode: ([s]) => invoke('base64.encode', invoke('text.encode', s!)),
  base64Decode: ([s]) => invoke('text.decode', invoke('base64.decode', s!)),

  append: standard('list.concat'),
  concat: prelude('concat'),
  flatten: prelude('flatten'),
  range: ([from, to], _call, at) => (to ? usePrelude(at, 'range', from!, to) : usePrelude(at, 'range', literal(0), from!)),
  sort: prelude('sort'),

  keys: prelude('sortedKeys'),
  // keys() refuses what isn't a map; `in` alone would look into a list too.
  has: ([m, key], { args }, at) =>
    typesOf(args[1]!) === types.string ? binary('in', key!, invoke('keys', m!)) : usePrelude(at, 'has', m!, key!),
  put: ([m, key, x], { args }, at, out, lower) => {
    const literalKey = args[1]!;
    if (literalKey.kind !== 'literal' || typeof literalKey.value !== 'string' || literalKey.value.includes('${'))
      return usePrelude(at, 'put', m!, key!, x!);
    return invoke('map.merge', m!, inVariable(map({ [literalKey.value]: lower.value(args[2]!) }), at, out));
  },
  merge: standard('map.merge'),

  now: prelude('now'),
  addSeconds: prelude('addSeconds'),
  secondsBetween: prelude('secondsBetween'),
  uuid: standard('uuid.generate'),
};

export function lowerBuiltin(call: BuiltinCall, lower: Lowerer, at: At, out: Out): Expr {
  // Under a literal key `put` wants its value as YAML.
  const own = call.builtin === 'put' && isLiteralKey(call) ? 2 : call.args.length;
  const args = call.args.map((argument, i) => (i >= own ? nothing : lower.expr(argument)));
  return lowerings[call.builtin](args, call, at, out, lower);
}

function isLiteralKey({ args }: BuiltinCall): boolean {
  const key = args[1]!;
  return key.kind === 'literal' && typeof key.value === 'string' && !key.value.includes('${');
}

/** Two literal positions, the second not before the first; or the first alone. */
function isForward(from: Expression, to: Expression | undefined): boolean {
  if (!isPosition(from)) return false;
  return to === undefined || (isPosition(to) && to.value >= from.value);
}

function isPosition(expression: Expression): expression is Expression & { readonly kind: 'literal'; readonly value: number } {
  return expression.kind === 'literal' && Number.isSafeInteger(expression.value) && (expression.value as number) >= 0;
}

function isZero(place: Expr): boolean {
  return place.kind === 'literal' && place.value === 0;
}

/** A literal text or boolean, which Google can't find equal to anything but itself; of numbers it has two types. */
function isPlainScalar(expression: Expression): boolean {
  return expression.kind === 'literal' && (typeof expression.value === 'string' || typeof expression.value === 'boolean');
}
