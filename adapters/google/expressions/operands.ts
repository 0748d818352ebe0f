import type { Expression } from '../../../src/adapter';
import { typesOf } from '../../../src/language/expressions/types';
import { type TypeSet, types } from '../../../src/language/expressions/typeset';
import { assign, binary, invoke, literal, name } from '../build';
import { type At, type Out, stepName, temporary, usePrelude } from '../frame';
import type { Expr, Value } from '../model';
import { isQuotable } from './print';
import { fit } from './split';

/** A text that Google takes for itself; one it might take for an expression is put together by one. */
export function lowerText(text: string, at: At, out: Out): Expr {
  if (!text.includes('${')) return isQuotable(text) ? literal(text) : inVariable(literal(text), at, out);
  const pieces = text.split(/(?<=\$)(?=\{)/);
  return pieces
    .map(piece => (isQuotable(piece) ? literal(piece) : inVariable(literal(piece), at, out)))
    .reduce((a, b) => binary('+', a, b));
}

/** A value in a variable of its own, for where only an expression may stand. */
export function inVariable(value: Value, at: At, out: Out, purpose = 'value'): Expr {
  const variable = temporary(at, purpose);
  out.push(assign(stepName(at, purpose), { variable, value }));
  return name(variable);
}

/** An operand that is read twice: a name or a path as it is, anything else in a variable. */
export function once(operand: Expr, at: At, out: Out): Expr {
  if (operand.kind === 'name' || operand.kind === 'literal' || (operand.kind === 'invoke' && operand.function === 'map.get'))
    return operand;
  return inVariable(fit(operand, at, out), at, out);
}

/** A part of a text. Google prints a whole double as it likes, so only what can't be one is printed by Google alone. */
export function printed(part: Expression, lowered: Expr, at: At): Expr {
  const possible = knownTypes(part, at);
  if (possible === types.string || isErrorText(part, at)) return lowered;
  return possible === types.boolean || isInt(lowered, at) ? invoke('string', lowered) : usePrelude(at, 'printed', lowered);
}

/** An int of a whole number, whichever of Google's two types it has; TypeError for anything else. */
export function asInt(number: Expr, at: At): Expr {
  return isInt(number, at) ? number : invoke('int', binary('*', number, { kind: 'literal', value: 1, double: true }));
}

/** Whether a number certainly has Google's type of whole numbers: a length, a position, and what is calculated from such. */
export function isInt(number: Expr, at: At): boolean {
  switch (number.kind) {
    case 'literal':
      return Number.isInteger(number.value) && !number.double && Math.abs(number.value as number) < 2 ** 63;
    case 'name':
      return at.ints.has(number.name);
    case 'unary':
      return number.operator === '-' && isInt(number.operand, at);
    case 'binary':
      return ['+', '-', '*', '//', '%'].includes(number.operator) && isInt(number.left, at) && isInt(number.right, at);
    case 'invoke':
      return number.function === 'len' || number.function === 'int' || number.function === 'wholeNumber';
    default:
      return false;
  }
}

/** The types that an expression can come out as; of a variable, what is assigned to it where that is certain to have happened. */
export function knownTypes(expression: Expression, { bound, frame }: At): TypeSet {
  const isVariable = expression.kind === 'variable' && !bound.has(expression.name) && frame.flow.certain.has(expression);
  return (isVariable ? frame.types.get(expression.name) : undefined) ?? typesOf(expression);
}

/** The name or message of an error in its normal form. */
function isErrorText(part: Expression, at: At): boolean {
  const object = part.kind === 'member' && (part.key === 'name' || part.key === 'message') ? part.object : undefined;
  return object?.kind === 'variable' && at.errors.has(object.name);
}
