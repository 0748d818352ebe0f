import type { Duration } from '../../../src/adapter';
import { literal } from '../build';
import { lowerExpr } from '../expressions/lower';
import { inVariable } from '../expressions/operands';
import { fit } from '../expressions/split';
import type { At, Out } from '../frame';
import type { Expr } from '../model';
import { usePrelude } from '../frame';

/** Seconds: a literal as it is, anything else checked, once. */
export function lowerDuration(duration: Duration, least: 0 | 1, at: At, out: Out): Expr {
  if (duration.kind === 'literal' && typeof duration.value === 'number') return literal(duration.value);
  return inVariable(fit(usePrelude(at, 'asSeconds', lowerExpr(duration, at, out), literal(least)), at, out), at, out, 'seconds');
}
