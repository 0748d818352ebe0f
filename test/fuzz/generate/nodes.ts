import type { BinaryOperator, Expression, Logical } from '../../../src/language/expressions/ast';
import type { BuiltinName } from '../../../src/language/expressions/builtins';
import type { Json, JsonMap } from '../../../src/language/json';

/** Where a made node stands: nowhere yet. The program is read from its text, which gives every node its place. */
const place = { path: [] };

export function literal(value: null | boolean | number | string): Expression {
  return { kind: 'literal', value, place };
}

/** Any JSON value as list and map literals. */
export function constant(value: Json): Expression {
  if (value === null || typeof value !== 'object') return literal(value);
  if (Array.isArray(value)) return list((value as Json[]).map(constant));
  return map(Object.entries(value as JsonMap).map(([key, item]) => ({ key, value: constant(item) })));
}

export function list(items: readonly Expression[]): Expression {
  return { kind: 'list', items, place };
}

export function map(entries: readonly { readonly key: string; readonly value: Expression }[]): Expression {
  return { kind: 'map', entries, place };
}

export function variable(name: string): Expression {
  return { kind: 'variable', name, place };
}

export function member(object: Expression, key: string): Expression {
  return { kind: 'member', object, key, place };
}

/** A literal string as an index is a member. */
export function index(object: Expression, at: Expression): Expression {
  return at.kind === 'literal' && typeof at.value === 'string'
    ? member(object, at.value)
    : { kind: 'index', object, index: at, place };
}

export function not(operand: Expression): Expression {
  return { kind: 'unary', operator: '!', operand, place };
}

/** The parser takes a literal's sign into the literal. */
export function minus(operand: Expression): Expression {
  return operand.kind === 'literal' && typeof operand.value === 'number'
    ? literal(0 - operand.value)
    : { kind: 'unary', operator: '-', operand, place };
}

export function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, place };
}

export function logical(operator: Logical['operator'], left: Expression, right: Expression): Expression {
  return { kind: 'logical', operator, left, right, place };
}

export function conditional(test: Expression, then: Expression, otherwise: Expression): Expression {
  return { kind: 'conditional', test, then, otherwise, place };
}

export function textOf(parts: readonly Expression[]): Expression {
  return { kind: 'text', parts, place };
}

export function call(builtin: BuiltinName, ...args: readonly Expression[]): Expression {
  return { kind: 'call', builtin, args, place };
}
