import { type Json, typeOf } from '../json';
import type { BinaryOperator } from './ast';
import type { BuiltinName } from './builtins';

/*
 * What the language leaves open, seen with the values at hand: on each target such an expression may come out
 * differently. Each function answers what it is, or undefined when the language defines it.
 */

export function openMember(object: Json): string | undefined {
  const type = typeOf(object);
  return type === 'null' || type === 'map' ? undefined : `a member of a ${type}`;
}

export function openIndex(object: Json, index: Json): string | undefined {
  const type = typeOf(object);
  if (type !== 'null' && type !== 'map' && type !== 'list') return `an index into a ${type}`;
  if (typeof index === 'number')
    return type === 'map' ? 'a map by a number' : Number.isInteger(index) ? undefined : "an index that isn't whole";
  if (typeof index === 'string') return type === 'list' ? 'a list by a string' : undefined;
  return `an index of type ${typeOf(index)}`;
}

export function openBinary(operator: BinaryOperator, a: Json, b: Json): string | undefined {
  const [left, right] = [typeOf(a), typeOf(b)];
  switch (operator) {
    case '==':
    case '!=':
      if (left === 'null' || right === 'null') return undefined;
      if (left === 'list' || left === 'map' || right === 'list' || right === 'map') return `${operator} of lists or maps`;
      return left === right ? undefined : `${operator} of a ${left} and a ${right}`;
    case '+':
      if (left === 'null' || right === 'null') return undefined;
      return (left === 'string') !== (right === 'string') ? `a ${left} + a ${right}` : undefined;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return left === 'string' && right === 'string' ? `${operator} of strings` : undefined;
    case '%':
      return [a, b].some(x => typeof x === 'number' && (x < 0 || !Number.isInteger(x)))
        ? '% of a negative number or a fraction'
        : undefined;
    default:
      return undefined;
  }
}

/**
 * The result of a calculation: defined up to 15 significant digits, and up to what a whole number can be where whole
 * numbers have 64 bits (Google, whose `*` and `+` of such numbers fail beyond it).
 */
export function openNumber(x: Json): string | undefined {
  if (typeof x === 'number' && Math.abs(x) >= 2 ** 63) return 'a number from 2^63 on';
  if (typeof x !== 'number' || (Number.isInteger(x) && Math.abs(x) < 1e15)) return undefined;
  return Number(x.toPrecision(15)) === x ? undefined : 'a number of more than 15 significant digits';
}

/** A number that becomes text. */
export function openPrint(x: Json): string | undefined {
  if (typeof x !== 'number' || x === 0) return undefined;
  return Math.abs(x) >= 1e-6 && Math.abs(x) < 1e15 ? openNumber(x) : 'printing a number below 1e-6 or from 1e15';
}

/** The position of the argument that isn't defined when it is empty. */
const neverEmpty: Readonly<Partial<Record<BuiltinName, number>>> = {
  split: 1,
  replace: 1,
  contains: 1,
  startsWith: 1,
  endsWith: 1,
};

// eslint-disable-next-line no-control-regex -- ASCII is what this asks for
const ascii = /^[\x00-\x7f]*$/;

export function openCall(builtin: BuiltinName, args: readonly Json[]): string | undefined {
  const empty = neverEmpty[builtin];
  if (empty !== undefined && args[empty] === '' && typeof args[0] === 'string') return `${builtin}() with an empty text`;
  const [first] = args;
  switch (builtin) {
    case 'string':
      return openPrint(first as Json);
    case 'toJson':
      return numbersIn(first as Json)
        .map(openPrint)
        .find(Boolean);
    case 'base64Encode':
    case 'base64Decode':
      return typeof first === 'string' && !ascii.test(first) ? `${builtin}() of what isn't ASCII` : undefined;
    case 'urlEncode':
      return typeof first === 'string' && /[!'()*]/.test(first) ? "urlEncode() of one of !'()*" : undefined;
    case 'keys':
      return typeOf(first as Json) === 'map' && Object.keys(first as object).some(key => !ascii.test(key))
        ? "keys() of keys that aren't ASCII"
        : undefined;
    case 'slice':
    case 'range':
      return args.some(arg => typeof arg === 'number' && !Number.isInteger(arg)) ? `${builtin}() with a fraction` : undefined;
    default:
      return undefined;
  }
}

function numbersIn(value: Json): readonly Json[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(item => numbersIn(item as Json)) : [];
}
