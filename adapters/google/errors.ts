import { statusOf } from '../../src/language/errors';
import type { At } from './frame';
import { binary, invoke, literal, property } from './build';
import type { Expr } from './model';

/** Whether an `errors` list takes an error in its normal form. Nothing takes an ExpressionError. Can't raise. */
export function matches(errors: readonly string[] | undefined, error: Expr, at: Pick<At, 'frame'>): Expr {
  const called = property(error, 'name');
  if (!errors) return binary('!=', called, literal('ExpressionError'));
  const tests = errors.flatMap(entry => statusTest(entry, error, at) ?? []);
  return tests.reduce((left, right) => binary('or', left, right), among(called, errors));
}

/** Whether a name is one of several. */
export function among(called: Expr, errors: readonly string[]): Expr {
  const [only] = errors;
  if (only !== undefined && errors.length === 1) return binary('==', called, literal(only));
  return binary('in', called, { kind: 'list', items: errors.map(literal) });
}

/** `HttpError.404` and `HttpError.5xx`. */
function statusTest(entry: string, error: Expr, { frame }: Pick<At, 'frame'>): Expr | undefined {
  const wanted = statusOf(entry);
  if (!wanted) return undefined;
  frame.unit.prelude.add('httpStatus');
  const status = invoke('httpStatus', error);
  if (wanted.from === wanted.to) return binary('==', status, literal(wanted.from));
  return binary('and', binary('>=', status, literal(wanted.from)), binary('<=', status, literal(wanted.to)));
}
