import type { LoopStep } from '../../../src/adapter';
import {
  assign,
  binary,
  bodyOf,
  entriesOf,
  label,
  literal,
  map,
  name,
  not,
  nothing,
  ownStep,
  step,
  stepNameOf,
  when,
  yes,
} from '../build';
import { lowerAlternatives, lowerInto, lowerTest } from '../expressions/lower';
import { isTotal } from '../expressions/total';
import { type At, reads, stepName, temporary, variableOf } from '../frame';
import { expressionsIn } from '../../../src/language/visit';
import { leaves } from '../leaves';
import type { Arm, Body, Step } from '../model';
import { isRead, lowerSteps } from './block';
import { lowerDuration } from './duration';
import type { Lowered } from './lowered';

/** Rounds by jumps backwards in one list: https://cloud.google.com/workflows/docs/controlling-execution-order */
export function lowerLoop(userStep: LoopStep, at: At): Lowered {
  return { before: [], attempt: userStep.mode === 'while' ? lowerWhile(userStep, at) : lowerUntil(userStep, at) };
}

/** `while`: a switch whose last arm is the round and leads back to the switch. */
function lowerWhile(userStep: LoopStep, at: At): readonly Step[] {
  const inside: At = { ...at, again: true };
  const rounds = userStep.max !== undefined || userStep.every ? temporary(at, 'rounds') : undefined;
  const value = valueOf(userStep, at);
  const behind = label();
  const ask: Step[] = [];
  const { unless, holds } = lowerTest(userStep.condition, inside, ask);
  const first = ask[0]?.name ?? stepNameOf(userStep.name);
  const isEndless = holds.kind === 'literal' && holds.value === true && unless.length === 0 && rounds === undefined;
  const round = [...startRound(userStep, rounds, inside), ...lowerRound(userStep, value, inside)];
  const body: Body = { kind: 'steps', steps: filled(round, at) };
  const last = userStep.max === undefined || rounds === undefined ? undefined : tooMany(userStep.max, rounds);
  const arms: Arm[] = [
    ...unless.map(arm => when(arm, undefined, behind)),
    ...(last ? [when(not(holds), undefined, behind), last, when(yes, body, first)] : [when(holds, body, first)]),
  ];
  const start = [
    ...(rounds === undefined ? [] : [{ variable: rounds, value: literal(0) }]),
    ...(value === undefined ? [] : [{ variable: value, value: nothing }]),
  ];
  return [
    ...(start.length > 0 ? [assign(stepName(at, 'start'), ...start)] : []),
    ...ask.map((one, i) => (i === 0 ? { ...one, target: true as const } : one)),
    isEndless
      ? { ...ownStep(userStep.name, body), next: first }
      : { ...ownStep(userStep.name, { kind: 'switch', arms }), behind },
    ...finishLoop(userStep, value, at),
  ];
}

/** Every round but the first waits; all are counted where that is asked. */
function startRound(userStep: LoopStep, rounds: string | undefined, at: At): readonly Step[] {
  if (rounds === undefined) return [];
  const count = assign(stepName(at, 'count'), { variable: rounds, value: binary('+', name(rounds), literal(1)) });
  if (!userStep.every) return [count];
  const wait: Step[] = [];
  wait.push(sleep(userStep, at, wait));
  return [
    step(stepName(at, 'every'), { kind: 'switch', arms: [when(binary('>', name(rounds), literal(0)), bodyOf(wait))] }),
    count,
  ];
}

/** `until`: the round, then a switch that ends the loop, or lets it go on to the wait and back. */
function lowerUntil(userStep: LoopStep, at: At): readonly Step[] {
  const inside: At = { ...at, again: true };
  const rounds = userStep.max === undefined ? undefined : temporary(at, 'rounds');
  // What can't be a mistake is enough to look at when the last round is over.
  const { output } = userStep.body;
  const late = output && isTotal(output) && isRead(userStep, at) ? output : undefined;
  const value = late ? undefined : valueOf(userStep, at);
  const ending: Step[] = [...finishLoop(userStep, value, at)];
  if (late) lowerInto(variableOf(at, userStep.name), late, inside, ending);
  const start = rounds === undefined ? [] : [assign(stepName(at, 'start'), { variable: rounds, value: literal(1) })];
  const [head, ...rest] = filled(lowerRound(userStep, value, inside), at);
  const first = head!.name;
  const body: readonly Step[] = [{ ...head!, target: true }, ...rest];
  if (leaves(body)) return [...start, ...body];
  const again: Step[] =
    rounds === undefined
      ? []
      : [assign(stepName(at, 'count'), { variable: rounds, value: binary('+', name(rounds), literal(1)) })];
  if (userStep.every) again.push(sleep(userStep, inside, again));
  const ask: Step[] = [];
  if (again.length === 0) {
    const { unless, holds } = lowerTest(userStep.condition, inside, ask);
    const arms = [...unless, not(holds)].map(arm => when(arm, undefined, first));
    return [...start, ...body, ...ask, ownStep(userStep.name, { kind: 'switch', arms }), ...ending];
  }
  const behind = label();
  const done = lowerAlternatives(userStep.condition, inside, ask);
  const last = userStep.max === undefined || rounds === undefined ? [] : [tooMany(userStep.max, rounds)];
  const arms = [...done.map(arm => when(arm, undefined, behind)), ...last];
  const back = again.map((one, i): Step => (i === again.length - 1 ? { ...one, next: first, behind } : one));
  return [...start, ...body, ...ask, ownStep(userStep.name, { kind: 'switch', arms }), ...back, ...ending];
}

/** A round's steps, and its value where it is wanted behind the loop. */
function lowerRound(userStep: LoopStep, value: string | undefined, at: At): readonly Step[] {
  const steps = lowerSteps(userStep.body, at);
  const { output } = userStep.body;
  if (!leaves(steps) && output && value !== undefined) lowerInto(value, output, at, steps);
  return steps;
}

/**
 * Where a round's value goes: only what has an output has one, and a mistake in it is one even if nobody reads it. It is the step's own
 * variable where nobody can see a value that isn't the last yet.
 */
function valueOf(userStep: LoopStep, at: At): string | undefined {
  const { output } = userStep.body;
  if (!output || (!isRead(userStep, at) && isTotal(output))) return undefined;
  const isSeen =
    at.guarded || expressionsIn({ steps: [userStep], origin: userStep.origin }).some(one => reads(one, userStep.name));
  return isSeen || !isRead(userStep, at) ? temporary(at, 'value') : variableOf(at, userStep.name);
}

function finishLoop(userStep: LoopStep, value: string | undefined, at: At): readonly Step[] {
  if (value === undefined || !isRead(userStep, at) || value === variableOf(at, userStep.name)) return [];
  return [assign(stepName(at, 'done'), { variable: variableOf(at, userStep.name), value: name(value) })];
}

/** The condition asks for a round beyond `max`. */
function tooMany(max: number, rounds: string): Arm {
  const error = map({ name: literal('Timeout'), message: literal(`more than ${max} rounds`), details: nothing });
  return when(binary('>=', name(rounds), literal(max)), { kind: 'raise', value: error });
}

function sleep(userStep: LoopStep, at: At, out: Step[]): Step {
  const seconds = lowerDuration(userStep.every!, 1, at, out);
  return step(stepName(at, 'wait'), { kind: 'call', function: 'sys.sleep', args: entriesOf({ seconds }) });
}

/** A list of steps can't be empty. */
function filled(steps: readonly Step[], at: At): readonly Step[] {
  return steps.length > 0 ? steps : [assign(stepName(at, 'nothing'), { variable: temporary(at, 'nothing'), value: nothing })];
}
