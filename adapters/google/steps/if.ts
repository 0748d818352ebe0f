import type { Expression, Step as UserStep } from '../../../src/adapter';
import { bodyOf, label, step, when, yes } from '../build';
import { lowerTest } from '../expressions/lower';
import { type At, stepName } from '../frame';
import type { Arm, Step } from '../model';
import { clear } from './block';

/** `if:` on a step: a switch around it. What a skipped step must leave behind is null. */
export function lowerIf(userStep: UserStep, condition: Expression, steps: readonly Step[], at: At): readonly Step[] {
  const before: Step[] = [];
  const { unless, holds } = lowerTest(condition, at, before);
  const behind = label();
  const skipped = bodyOf(clear(userStep, at));
  const [only] = steps;
  // A single step may stand in the arm itself; then the switch has its name.
  const stands = only !== undefined && steps.length === 1 && inArm.has(only.body.kind) && !only.next && !only.behind;
  const arms: Arm[] = [
    ...unless.map(arm => (skipped ? when(arm, skipped) : when(arm, undefined, behind))),
    // Of a step that does nothing the condition is left: it may be a mistake.
    steps.length === 0 ? when(holds, undefined, behind) : when(holds, stands ? only.body : { kind: 'steps', steps }),
    ...(skipped ? [when(yes, skipped)] : []),
  ];
  const name = stands ? only.name : stepName(at, 'if');
  return [...before, { ...step(name, { kind: 'switch', arms }), ...(stands && only.own ? { own: true as const } : {}), behind }];
}

const inArm: ReadonlySet<Step['body']['kind']> = new Set(['assign', 'call', 'raise', 'return', 'try']);
