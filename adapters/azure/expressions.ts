import type { Binary, BuiltinCall, Expression, Logical } from '../../src/adapter';
import { types } from '../../src/language/expressions/typeset';
import { typesOf } from '../../src/language/expressions/types';
import { binary, call, df, execution, list, literal, member, name, not, optionalMember } from './code';
import { type Frame, help } from './frame';
import { identifier } from './identifiers';
import type { Code, Operator } from './model';

/**
 * An expression as JavaScript. What is missing is undefined there; everything that the code meets takes undefined for
 * null, and JSON text turns it into null.
 */
export function lowerExpression(expression: Expression, frame: Frame): Code {
  const lower = (child: Expression): Code => lowerExpression(child, frame);
  switch (expression.kind) {
    case 'literal':
      return literal(expression.value);
    case 'variable':
      return name(identifier(expression.name));
    case 'workflow':
      return expression.property === 'name' ? literal(frame.build.workflow.name) : member(execution, 'id');
    case 'member':
      return inherited.has(expression.key)
        ? help(frame, 'memberOf', lower(expression.object), literal(expression.key))
        : optionalMember(lower(expression.object), expression.key);
    case 'index':
      return help(frame, 'itemOf', lower(expression.object), lower(expression.index));
    case 'unary':
      return expression.operator === '!'
        ? not(lowerCondition(expression.operand, frame))
        : { kind: 'unary', operator: '-', operand: lowerNumber(expression.operand, frame) };
    case 'binary':
      return lowerBinary(expression, frame);
    case 'logical':
      return lowerLogical(expression, frame);
    case 'conditional':
      return {
        kind: 'conditional',
        test: lowerCondition(expression.test, frame),
        then: lower(expression.then),
        otherwise: lower(expression.otherwise),
      };
    case 'list':
      return list(expression.items.map(lower));
    case 'map':
      return { kind: 'map', entries: expression.entries.map(({ key, value }) => ({ key, value: lower(value) })) };
    case 'text':
      return { kind: 'text', parts: expression.parts.map(part => lowerPart(part, frame)) };
    case 'call':
      return lowerCall(expression, frame);
  }
}

/** An expression where only a boolean will do. */
export function lowerCondition(expression: Expression, frame: Frame): Code {
  return lowerTyped(expression, types.boolean, 'booleanOf', frame);
}

/** An expression where only a string will do. */
export function lowerText(expression: Expression, frame: Frame): Code {
  return lowerTyped(expression, types.string, 'textOf', frame);
}

/** An expression where only a list will do. */
export function lowerList(expression: Expression, frame: Frame): Code {
  return lowerTyped(expression, types.list, 'listOf', frame);
}

/** An expression where only a map will do. */
export function lowerMap(expression: Expression, frame: Frame): Code {
  return lowerTyped(expression, types.map, 'mapOf', frame);
}

/** Seconds: a literal is what the compiler has checked. */
export function lowerDuration(expression: Expression, least: 0 | 1, frame: Frame): Code {
  const code = lowerExpression(expression, frame);
  return expression.kind === 'literal' ? code : help(frame, 'durationOf', code, literal(least));
}

/** Whether evaluating it may be an ExpressionError, so that it must happen even when nobody reads the value. */
export function mayFail(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
    case 'workflow':
      return false;
    case 'member':
      return inherited.has(expression.key) || mayFail(expression.object);
    case 'list':
      return expression.items.some(mayFail);
    case 'map':
      return expression.entries.some(({ value }) => mayFail(value));
    default:
      return true;
  }
}

function lowerNumber(expression: Expression, frame: Frame): Code {
  return lowerTyped(expression, types.number, 'numberOf', frame);
}

function lowerTyped(
  expression: Expression,
  type: number,
  check: 'booleanOf' | 'numberOf' | 'textOf' | 'listOf' | 'mapOf',
  frame: Frame,
): Code {
  const code = lowerExpression(expression, frame);
  return isSurely(expression, type, frame) ? code : help(frame, check, code);
}

function isSurely(expression: Expression, type: number, frame: Frame): boolean {
  if (expression.kind === 'variable' && frame.numbers.has(expression.name)) return (type & types.number) !== 0;
  return (typesOf(expression) & ~type) === 0;
}

/** A value inside text. JavaScript prints numbers and booleans as the language does. */
function lowerPart(part: Expression, frame: Frame): string | Code {
  if (part.kind === 'literal' && typeof part.value === 'string') return part.value;
  return isSurely(part, types.printable, frame)
    ? lowerExpression(part, frame)
    : help(frame, 'string', lowerExpression(part, frame));
}

function lowerLogical({ operator, left, right }: Logical, frame: Frame): Code {
  return operator === '??'
    ? binary(lowerExpression(left, frame), '??', lowerExpression(right, frame))
    : binary(lowerCondition(left, frame), operator, lowerCondition(right, frame));
}

function lowerBinary(expression: Binary, frame: Frame): Code {
  const { operator, left, right } = expression;
  switch (operator) {
    case '==':
    case '!=':
      return lowerEquality(operator, left, right, frame);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return binary(lowerNumber(left, frame), operator, lowerNumber(right, frame));
    case '+':
      if (isSurely(expression, types.string, frame)) return binary(lowerText(left, frame), '+', lowerText(right, frame));
      if (
        isSurely(expression, types.number, frame) ||
        isSurely(left, types.number, frame) ||
        isSurely(right, types.number, frame)
      )
        return checkedArithmetic(expression, frame);
      return help(frame, 'plus', lowerExpression(left, frame), lowerExpression(right, frame));
    default:
      return checkedArithmetic(expression, frame);
  }
}

/** Only what the outermost operator gives is checked: Infinity and NaN go on through `+ - *` and `divisorOf`. */
function checkedArithmetic(expression: Binary, frame: Frame): Code {
  const code = arithmetic(expression, frame);
  return Number.isFinite(magnitude(expression, frame)) ? code : help(frame, 'finite', code);
}

/** How great the number can be at most; Infinity where it may be more than a double holds. */
function magnitude(expression: Expression, frame: Frame): number {
  if (expression.kind === 'literal') return typeof expression.value === 'number' ? Math.abs(expression.value) : 0;
  if (expression.kind === 'variable' && frame.numbers.has(expression.name)) return 2 ** 100;
  if (expression.kind === 'call' && expression.builtin === 'length') return 2 ** 32;
  if (expression.kind !== 'binary') return Number.MAX_VALUE;
  const left = magnitude(expression.left, frame);
  const right = magnitude(expression.right, frame);
  switch (expression.operator) {
    case '+':
    case '-':
      return left + right;
    case '*':
      return left * right;
    case '/':
      return expression.right.kind === 'literal' ? left / right : Infinity;
    default:
      return left;
  }
}

function arithmetic({ operator, left, right }: Binary, frame: Frame): Code {
  const side = (child: Expression): Code =>
    child.kind === 'binary' && isArithmetic(child, frame) ? arithmetic(child, frame) : lowerNumber(child, frame);
  const divides = operator === '/' || operator === '%';
  return binary(side(left), operator as Operator, divides ? divisor(right, frame) : side(right));
}

function isArithmetic({ operator, left, right }: Binary, frame: Frame): boolean {
  if (operator === '+') return isSurely(left, types.number, frame) || isSurely(right, types.number, frame);
  return ['-', '*', '/', '%'].includes(operator);
}

/** A divisor is checked by itself: dividing by Infinity would give 0. */
function divisor(expression: Expression, frame: Frame): Code {
  const code = lowerExpression(expression, frame);
  return expression.kind === 'literal' && typeof expression.value === 'number' && expression.value !== 0
    ? code
    : help(frame, 'divisorOf', code);
}

function lowerEquality(operator: '==' | '!=', left: Expression, right: Expression, frame: Frame): Code {
  const a = lowerExpression(left, frame);
  const b = lowerExpression(right, frame);
  // With `==` JavaScript takes undefined for null, too.
  if (isSurely(left, types.null, frame) || isSurely(right, types.null, frame)) return binary(a, operator, b);
  if (isScalar(left, frame) || isScalar(right, frame)) return binary(a, `${operator}=`, b);
  const equal = help(frame, 'equal', a, b);
  return operator === '==' ? equal : not(equal);
}

/** Surely a scalar and not null: then JavaScript's `===` tells. */
function isScalar(expression: Expression, frame: Frame): boolean {
  return isSurely(expression, types.printable, frame);
}

function lowerCall({ builtin, args }: BuiltinCall, frame: Frame): Code {
  if (builtin === 'now') return call(member(member(df, 'currentUtcDateTime'), 'toISOString'));
  if (builtin === 'uuid') return call(member(df, 'newGuid'), member(df, 'instanceId'));
  return help(frame, builtin, ...args.map(arg => lowerExpression(arg, frame)));
}

/** Keys that every object of JavaScript has without anybody putting them there. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));
