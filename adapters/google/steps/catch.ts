import type { CatchEntry, Step as UserStep } from '../../../src/adapter';
import { binary, bodyOf, label, literal, name, not, property, step, when, yes } from '../build';
import { matches } from '../errors';
import { expressionsIn, stepsIn, walkExpression } from '../../../src/language/visit';
import { type At, bindTo, stepName, usePrelude } from '../frame';
import type { Arm, Step } from '../model';
import { clear, lowerBlockInto } from './block';

/** In the `except`: the first entry that takes the error, or the error goes on. */
export function lowerEntries(userStep: UserStep, error: string, at: At): readonly Step[] {
  const raise = { kind: 'raise', value: name(error) } as const;
  const last = userStep.catch.findIndex(({ errors }) => errors === undefined);
  const entries = last === -1 ? userStep.catch : userStep.catch.slice(0, last + 1);
  if (entries.length === 0) return [step(stepName(at, 'raise'), raise)];
  const mistake = binary('==', property(name(error), 'name'), literal('ExpressionError'));
  const [first] = entries;
  if (first && first.errors === undefined) {
    // Nothing takes an ExpressionError; everything else goes the entry's way.
    return [
      step(stepName(at, 'catch'), { kind: 'switch', arms: [when(mistake, raise)] }),
      ...entrySteps(userStep, first, error, at),
    ];
  }
  const behind = label();
  const arms = entries.flatMap((entry): Arm[] => {
    const body = bodyOf(entrySteps(userStep, entry, error, at));
    const takes = entry.errors === undefined ? yes : matches(entry.errors, name(error), at);
    const arm = body ? when(takes, body) : when(takes, undefined, behind);
    return entry.errors === undefined ? [when(mistake, raise), arm] : [arm];
  });
  return [{ ...step(stepName(at, 'catch'), { kind: 'switch', arms: last === -1 ? [...arms, when(yes, raise)] : arms }), behind }];
}

/** Whether an entry takes every error and looks at none: what was raised can be raised again as it is. */
export function onlyPasses(entry: CatchEntry): boolean {
  if (entry.errors !== undefined) return false;
  const passed = new Set(
    [...stepsIn(entry.body)].flatMap(inner =>
      inner.kind === 'raise' && inner.error.kind === 'dynamic' ? [inner.error.value] : [],
    ),
  );
  return [...expressionsIn(entry.body)].every(
    expression =>
      passed.has(expression) || ![...walkExpression(expression)].some(node => node.kind === 'variable' && node.name === entry.as),
  );
}

/** The entry's steps, for all but an ExpressionError. */
export function lowerPassing(userStep: UserStep, entry: CatchEntry, raised: string, at: At): readonly Step[] {
  const mistake = not(usePrelude(at, 'isFailure', name(raised)));
  return [
    step(stepName(at, 'catch'), { kind: 'switch', arms: [when(mistake, { kind: 'raise', value: name(raised) })] }),
    ...entrySteps(userStep, entry, raised, at),
  ];
}

function entrySteps(userStep: UserStep, entry: CatchEntry, error: string, at: At): readonly Step[] {
  const inside = bindTo(at, entry.as, error, true);
  if (entry.body.steps.length === 0 && !entry.body.output) return clear(userStep, at);
  return lowerBlockInto(userStep, entry.body, inside);
}

/** The variable for the error: what the user calls it, when all entries call it the same and no outer block does. */
export function errorName(entries: readonly CatchEntry[], at: At): string | undefined {
  const names = new Set(entries.map(entry => entry.as));
  const [only] = names;
  if (only === undefined || names.size > 1) return undefined;
  const variable = at.frame.variables.get(only) ?? only;
  return at.locals.includes(variable) ? undefined : variable;
}
