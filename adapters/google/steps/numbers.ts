import type { BuiltinCall, Expression, ForStep } from '../../../src/adapter';
import { binary, literal, ownStep, step, when } from '../build';
import { lowerExpr } from '../expressions/lower';
import { inVariable, isInt } from '../expressions/operands';
import { fit } from '../expressions/split';
import { type At, type Out, stepName, usePrelude } from '../frame';
import type { Expr, For, Step } from '../model';

/** The numbers that a `for` counts through, without the last: https://cloud.google.com/workflows/docs/reference/syntax/iteration#range-based */
export interface Numbers {
  readonly from: Expr;
  readonly to: Expr;
}

/** `in: range(n)` makes no list, where the rounds want the numbers alone. */
export function countsThrough(userStep: ForStep): BuiltinCall | undefined {
  const { in: list, where, at } = userStep;
  return list.kind === 'call' && list.builtin === 'range' && !where && at === undefined ? list : undefined;
}

export function lowerNumbers({ args }: BuiltinCall, at: At, out: Out): Numbers {
  const [first, second] = args;
  return second ? { from: bound(first!, at, out), to: bound(second, at, out) } : { from: literal(0), to: bound(first!, at, out) };
}

/** An int that is read twice. */
function bound(number: Expression, at: At, out: Out): Expr {
  const lowered = lowerExpr(number, at, out);
  if (!isInt(lowered, at)) return inVariable(fit(usePrelude(at, 'wholeNumber', lowered), at, out), at, out, 'limit');
  return isShort(lowered) ? lowered : inVariable(fit(lowered, at, out), at, out, 'limit');
}

function isShort(number: Expr): boolean {
  if (number.kind === 'literal' || number.kind === 'name') return true;
  const [of] = number.kind === 'invoke' && number.function === 'len' ? number.args : [];
  return of !== undefined && (of.kind === 'name' || (of.kind === 'invoke' && of.function === 'map.get'));
}

export function rangeOf({ from, to }: Numbers): For['over'] {
  const last = to.kind === 'literal' ? literal(Number(to.value) - 1) : binary('-', to, literal(1));
  return { kind: 'range', from, to: last };
}

/** What Google does with a range that goes down isn't documented: where there may be none the loop stands in a switch. */
export function whereAny(userStep: ForStep, { from, to }: Numbers, loop: For, at: At): Step {
  if (from.kind === 'literal' && to.kind === 'literal') {
    if (Number(from.value) < Number(to.value)) return ownStep(userStep.name, loop);
  }
  const body = { kind: 'steps', steps: [step(stepName(at, 'rounds'), loop)] } as const;
  return ownStep(userStep.name, { kind: 'switch', arms: [when(binary('>', to, from), body)] });
}
