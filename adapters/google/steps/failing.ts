import type { Step as UserStep } from '../../../src/adapter';
import { assign, label, name, step, stepNameOf } from '../build';
import { type At, freshCaught, stepName, temporary, usePrelude } from '../frame';
import type { Step, Try } from '../model';
import type { PreludeName } from '../prelude/index';
import { errorName, lowerEntries, lowerPassing, onlyPasses } from './catch';
import type { Lowered } from './lowered';
import { type Counter, countersOf, nativeRetry, policiesOf, retryByHand, startCounters } from './retry';
import { isExternal } from './run';

/** A step with its `retry` and `catch`: https://cloud.google.com/workflows/docs/reference/syntax/catching-errors */
export function lowerFailing(userStep: UserStep, { before, attempt }: Lowered, at: At): readonly Step[] {
  const normal = normalForm(userStep, at);
  const policies = policiesOf(userStep.retry);
  if (attempt.length === 0 || (policies.length === 0 && userStep.catch.length === 0 && normal === 'asError'))
    return [...before, ...attempt];
  const [policy] = policies;
  const native = policy && policies.length === 1 ? nativeRetry(policy, normal, at) : undefined;
  const counters = native ? [] : countersOf(policies, at);
  const called = nameOfTry(userStep, attempt, at);
  const except = lowerExcept(userStep, normal, counters, called, at);
  const body: Try = { kind: 'try', body: tried(attempt), ...(native ? { retry: native } : {}), ...(except ? { except } : {}) };
  return [
    ...before,
    ...startCounters(counters, at),
    { ...step(called, body), ...(called === stepNameOf(userStep.name) ? { own: true as const } : {}), behind: label() },
  ];
}

/** What makes the normal form of an error that the step's own attempt raises. */
function normalForm(userStep: UserStep, at: At): PreludeName {
  if (userStep.kind === 'http') return 'asHttpError';
  return userStep.kind === 'run' && isExternal(userStep, at) ? 'asRunError' : 'asError';
}

/** A call stands in the try itself, anything else in a list of steps. */
function tried(attempt: readonly Step[]): Try['body'] {
  const [only] = attempt;
  return only && attempt.length === 1 && only.body.kind === 'call' ? only.body : { kind: 'steps', steps: attempt };
}

function nameOfTry(userStep: UserStep, attempt: readonly Step[], at: At): string {
  const isTaken = tried(attempt).kind === 'steps' && attempt.some(inner => inner.name === stepNameOf(userStep.name));
  return isTaken ? stepName(at, 'try') : stepNameOf(userStep.name);
}

function lowerExcept(userStep: UserStep, normal: PreludeName, counters: readonly Counter[], back: string, at: At): Try['except'] {
  const entries = userStep.catch;
  if (entries.length === 0 && counters.length === 0 && normal === 'asError') return undefined;
  const raised = freshCaught(at);
  const inNormalForm = usePrelude(at, normal, name(raised));
  if (entries.length === 0 && counters.length === 0) {
    return { as: raised, steps: [step(stepName(at, 'failed'), { kind: 'raise', value: inNormalForm })] };
  }
  const [entry] = entries;
  if (entry && counters.length === 0 && normal === 'asError' && onlyPasses(entry)) {
    return { as: raised, steps: lowerPassing(userStep, entry, raised, { ...at, locals: [...at.locals, raised] }) };
  }
  const error = errorName(entries, at) ?? temporary(at, 'error');
  const inside: At = { ...at, locals: [...at.locals, raised, error] };
  return {
    as: raised,
    steps: [
      assign(stepName(at, 'error'), { variable: error, value: inNormalForm }),
      ...(counters.length > 0 ? [retryByHand(counters, error, back, inside)] : []),
      ...lowerEntries(userStep, error, inside),
    ],
  };
}
