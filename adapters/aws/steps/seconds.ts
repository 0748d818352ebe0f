import type { Expression } from '../../../src/adapter';
import { types } from '../../../src/language/expressions/typeset';
import { raw } from '../expressions/raw';

/** A duration: whole seconds, a literal or checked when it is computed. */
export function seconds(duration: Expression, least: 0 | 1): Expression {
  if (duration.kind === 'literal') return duration;
  return raw(['$_seconds(', duration, `, ${least})`], {
    types: types.number,
    canFail: true,
    takesMissing: true,
    helpers: ['_seconds'],
  });
}
