import { fail } from './errors';
import { checkedString } from './memory';
import type { BinaryOperator } from './parse/ast';
import { doubleText, fitsInt64, isList, isMap, isNumber, typeName, type Value } from './values';

/** https://cloud.google.com/workflows/docs/reference/syntax/datatypes and .../expressions */
export function applyBinary(operator: BinaryOperator, left: Value, right: Value): Value {
  switch (operator) {
    case '==':
      return equal(operator, left, right);
    case '!=':
      return !equal(operator, left, right);
    case 'and':
      return truth(operator, left) && truth(operator, right);
    case 'or':
      return truth(operator, left) || truth(operator, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, left, right);
    case 'in':
      return contains(left, right);
    case '+':
      return add(left, right);
    default:
      return calculate(operator, left, right);
  }
}

export function applyUnary(operator: '-' | 'not', value: Value): Value {
  if (operator === 'not') return !truth(operator, value);
  if (typeof value === 'number') return -value;
  if (typeof value === 'bigint') return checked(-value);
  return fail('TypeError', `bad operand for unary -: ${typeName(value)}`);
}

/** "Logical operators can be used only on boolean values." */
function truth(operator: string, value: Value): boolean {
  return typeof value === 'boolean' ? value : fail('TypeError', `'${operator}' takes booleans; got: ${typeName(value)}`);
}

/**
 * Anything may be compared with null; an integer equals the double of the same value. Two other types, lists, maps and bytes
 * raise a TypeError: two readings of the service contradict each other there, and the documentation is silent.
 */
function equal(operator: string, left: Value, right: Value): boolean {
  if (left === null || right === null) return left === right;
  if (isNumber(left) && isNumber(right)) return equalNumbers(left, right);
  const comparable = typeof left === typeof right && typeof left !== 'object';
  return comparable ? left === right : bothTypes(operator, left, right);
}

function equalNumbers(left: bigint | number, right: bigint | number): boolean {
  // JavaScript compares the exact mathematical values of a bigint and a number by ==, which === doesn't.
  return typeof left === typeof right ? left === right : !(left < right) && !(left > right);
}

/** "On numbers only": strings raise a TypeError (secondary source; the pages show numbers only). */
function compare(operator: '<' | '<=' | '>' | '>=', left: Value, right: Value): boolean {
  if (!isNumber(left) || !isNumber(right)) return bothTypes(operator, left, right);
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/**
 * A member of a list or a key of a map. The message is Google's (access-execution-results page). Whether 1 is in [1.0] isn't documented: here it
 * isn't, and a list, a map or a key that is no string raises, as with `==`.
 */
function contains(left: Value, right: Value): boolean {
  if (isMap(right)) {
    return typeof left === 'string' ? right.has(left) : fail('TypeError', `a key must be a string; got: ${typeName(left)}`);
  }
  if (!isList(right)) return fail('TypeError', `The argument of 'in' must be a dict or an array; got: ${display(right)}`);
  if (left !== null && typeof left === 'object') return fail('TypeError', `'in' can't look for a ${typeName(left)}`);
  return right.includes(left);
}

function display(value: Value): string {
  return value === null ? 'null' : typeName(value);
}

/** Numbers, or text: "int, double or boolean with string = string". */
function add(left: Value, right: Value): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint') return checked(left + right);
  if (isNumber(left) && isNumber(right)) return Number(left) + Number(right);
  if (typeof left === 'string' || typeof right === 'string') {
    const [a, b] = [concatenable(left), concatenable(right)];
    if (a !== undefined && b !== undefined) return checkedString(a + b);
  }
  return bothTypes('+', left, right);
}

function concatenable(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return doubleText(value);
  return typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : undefined;
}

function calculate(operator: '-' | '*' | '/' | '//' | '%', left: Value, right: Value): Value {
  if (!isNumber(left) || !isNumber(right)) return bothTypes(operator, left, right);
  const integers = typeof left === 'bigint' && typeof right === 'bigint';
  if (operator === '-') return integers ? checked(left - right) : Number(left) - Number(right);
  if (operator === '*') return integers ? checked(left * right) : Number(left) * Number(right);
  if (operator === '%' && !integers) return bothTypes(operator, left, right);
  if (Number(right) === 0) return fail('ZeroDivisionError', 'division by zero');
  if (operator === '/') return Number(left) / Number(right);
  if (!integers) return Math.floor(Number(left) / Number(right));
  const quotient = floorDivide(left, right);
  return operator === '//' ? checked(quotient) : left - right * quotient;
}

/** "Floor division": towards minus infinity; `%` is what is left of it. */
function floorDivide(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

/** "64 bit, signed". What an overflow does isn't documented: ValueError. */
function checked(value: bigint): bigint {
  return fitsInt64(value) ? value : fail('ValueError', 'integer overflow');
}

function bothTypes(operator: string, left: Value, right: Value): never {
  return fail('TypeError', `unsupported operands for ${operator}: ${typeName(left)} and ${typeName(right)}`);
}

/** `object.key` and `object["key"]`, `list[0]`. */
export function access(object: Value, key: Value): Value {
  if (isMap(object)) {
    if (typeof key !== 'string') return fail('TypeError', `a key must be a string; got: ${typeName(key)}`);
    const value = object.get(key);
    return value === undefined ? fail('KeyError', `key not found: ${key}`) : value;
  }
  if (!isList(object)) return fail('TypeError', `cannot take ${describe(key)} of a value of type ${typeName(object)}`);
  return object[listIndex(object.length, key)] as Value;
}

/** Negative indexes raise IndexError (secondary source; one emulator counts them from the end). */
export function listIndex(length: number, key: Value): number {
  if (typeof key !== 'bigint') return fail('TypeError', `a list's index must be an integer; got: ${typeName(key)}`);
  if (key < 0n || key >= BigInt(length)) return fail('IndexError', `index out of range: ${key}`);
  return Number(key);
}

function describe(key: Value): string {
  return typeof key === 'string' ? `member ${JSON.stringify(key)}` : 'an element';
}
