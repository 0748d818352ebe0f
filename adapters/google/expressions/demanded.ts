import type { Expression } from '../../../src/adapter';
import { types } from '../../../src/language/expressions/typeset';
import { binary, invoke, literal, nothing } from '../build';
import type { At, Out } from '../frame';
import type { Expr, Value } from '../model';
import { lowerExpr, lowerScalar, lowerValue } from './lower';
import { inVariable, knownTypes, once } from './operands';
import { fit } from './split';

/**
 * What is posted as JSON. Google's schema has maps, texts and null for a body, so a list comes from a variable; and what may be no map
 * and no list is sent as bytes, since functions-framework takes no other JSON (https://github.com/expressjs/body-parser#strict).
 */
export function lowerBody(template: Expression, at: At, out: Out): Value {
  const value = lowerValue(template, at, out);
  if (template.kind === 'map') return value;
  if (value.kind === 'list') return inVariable(value, at, out, 'body');
  if (template.kind === 'variable' && at.errors.has(template.name)) return value;
  if ((knownTypes(template, at) & ~(types.list | types.map)) === 0) return value;
  return fit(invoke('json.encode', template.kind === 'literal' ? lowerExpr(template, at, out) : (value as Expr)), at, out);
}

/** A value that must be a string: another becomes null, to which + adds nothing but a TypeError. */
export function lowerString(text: Expression, at: At, out: Out): Expr {
  if (knownTypes(text, at) === types.string) return lowerScalar(text, at, out);
  const value = once(lowerExpr(text, at, out), at, out);
  const isText = binary('==', invoke('get_type', value), literal('string'));
  return fit(binary('+', literal(''), invoke('if', isText, value, nothing)), at, out);
}
