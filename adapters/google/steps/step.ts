import type { Step as UserStep } from '../../../src/adapter';
import { stepNameOf } from '../build';
import type { At } from '../frame';
import type { Step } from '../model';
import { lowerFailing } from './failing';
import { lowerIf } from './if';
import { stepLowerings } from './index';
import type { Lowered } from './lowered';

/** One step of the user's with all that belongs to it. */
export function lowerStep(userStep: UserStep, outer: At): readonly Step[] {
  const at: At = { ...outer, base: userStep.name };
  const lower = stepLowerings[userStep.kind] as (step: UserStep, at: At) => Lowered;
  const inside: At = {
    ...at,
    again: at.again || userStep.retry.length > 0,
    guarded: at.guarded || userStep.retry.length > 0 || userStep.catch.length > 0,
  };
  const steps = lowerFailing(userStep, lower(userStep, inside), at);
  const whole = userStep.if ? lowerIf(userStep, userStep.if, steps, at) : steps;
  return userStep.description === undefined ? whole : commented(whole, stepNameOf(userStep.name), userStep.description);
}

/** The comment stands above the step that bears the user's name, else above the first. */
function commented(steps: readonly Step[], named: string, comment: string): readonly Step[] {
  const at = Math.max(
    0,
    steps.findIndex(({ name }) => name === named),
  );
  return steps.map((step, i) => (i === at ? { ...step, comment } : step));
}
