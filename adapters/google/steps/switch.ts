import type { SwitchCase, SwitchStep } from '../../../src/adapter';
import { bodyOf, label, step, stepNameOf, when, yes } from '../build';
import { lowerCondition, lowerTest, needsSteps } from '../expressions/lower';
import { type At, stepName } from '../frame';
import type { Arm, Label, Step } from '../model';
import { clear, lowerBlockInto } from './block';
import type { Lowered } from './lowered';

/** https://cloud.google.com/workflows/quotas: conditions of a switch. */
const longestSwitch = 50;

export function lowerSwitch(userStep: SwitchStep, at: At): Lowered {
  return { before: [], attempt: chain(userStep, userStep.cases, stepNameOf(userStep.name), at) };
}

/**
 * One switch, or several inside each other: a condition that needs steps first, and what is beyond the 50th, goes into a last
 * arm that always holds, where it is reached only when no case before holds.
 */
function chain(userStep: SwitchStep, cases: readonly SwitchCase[], called: string, at: At): readonly Step[] {
  const before: Step[] = [];
  const arms: Arm[] = [];
  const behind = label();
  for (const [i, { when: condition, body }] of cases.entries()) {
    if (i > 0 && (needsSteps(condition, at) || arms.length > longestSwitch - 8)) {
      arms.push(when(yes, { kind: 'steps', steps: chain(userStep, cases.slice(i), stepName(at, 'else'), at) }));
      return [...before, close(called, arms, behind, userStep)];
    }
    const isLast = i === cases.length - 1 && !userStep.otherwise && clear(userStep, at).length === 0;
    const test = isLast ? lowerTest(condition, at, before) : { unless: [], holds: lowerCondition(condition, at, before) };
    arms.push(
      ...test.unless.map(arm => when(arm, undefined, behind)),
      arm(test.holds, lowerBlockInto(userStep, body, at), behind),
    );
  }
  const otherwise = userStep.otherwise ? lowerBlockInto(userStep, userStep.otherwise, at) : clear(userStep, at);
  if (otherwise.length > 0) arms.push(arm(yes, otherwise, behind));
  return [...before, close(called, arms, behind, userStep)];
}

function arm(condition: Arm['condition'], steps: readonly Step[], behind: Label): Arm {
  const body = bodyOf(steps);
  return body ? when(condition, body) : when(condition, undefined, behind);
}

function close(called: string, arms: readonly Arm[], behind: Label, userStep: SwitchStep): Step {
  return {
    ...step(called, { kind: 'switch', arms }),
    ...(called === stepNameOf(userStep.name) ? { own: true as const } : {}),
    behind,
  };
}
