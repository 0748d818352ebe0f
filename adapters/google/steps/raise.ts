import type { RaiseStep } from '../../../src/adapter';
import { literal, map, nothing, ownStep } from '../build';
import { lowerString } from '../expressions/demanded';
import { lowerExpr, lowerValue } from '../expressions/lower';
import { fit } from '../expressions/split';
import { type At, type Out, usePrelude } from '../frame';
import type { Step, Value } from '../model';
import type { Lowered } from './lowered';

/** An error in its normal form: https://cloud.google.com/workflows/docs/reference/syntax/raising-errors */
export function lowerRaise(userStep: RaiseStep, at: At): Lowered {
  const before: Step[] = [];
  const value = valueOf(userStep, at, before);
  return { before: [], attempt: [...before, ownStep(userStep.name, { kind: 'raise', value })] };
}

function valueOf({ error }: RaiseStep, at: At, out: Out): Value {
  if (error.kind === 'dynamic') {
    const value = lowerExpr(error.value, at, out);
    const isCaught = error.value.kind === 'variable' && at.errors.has(error.value.name);
    return isCaught ? value : fit(usePrelude(at, 'checkedError', value), at, out);
  }
  return map({
    name: literal(error.name),
    message: error.message ? lowerString(error.message, at, out) : literal(''),
    details: error.details ? lowerValue(error.details, at, out) : nothing,
  });
}
