import type { RetryPolicy } from '../../../src/adapter';
import { assign, binary, bodyOf, entriesOf, invoke, label, literal, name, step, when } from '../build';
import { matches } from '../errors';
import { type At, stepName, temporary } from '../frame';
import type { Arm, Retry, Step } from '../model';
import { usePredicate } from '../predicates';
import type { PreludeName } from '../prelude/index';

/** The policies that are ever asked: none behind one that takes any error. */
export function policiesOf(policies: readonly RetryPolicy[]): readonly RetryPolicy[] {
  const last = policies.findIndex(({ errors }) => errors === undefined);
  const asked = last === -1 ? policies : policies.slice(0, last + 1);
  return asked.some(({ maxRetries }) => maxRetries > 0) ? asked : [];
}

/** One policy is Google's own: https://cloud.google.com/workflows/docs/reference/syntax/retrying. All numbers are written out. */
export function nativeRetry(policy: RetryPolicy, normal: PreludeName, at: At): Retry {
  return {
    predicate: usePredicate(at, policy.errors, normal),
    maxRetries: policy.maxRetries,
    initialDelay: policy.delay,
    maxDelay: policy.maxDelay ?? lastDelay(policy),
    multiplier: policy.backoff,
  };
}

/** Google wants a maximum: without one of the user's, what the last retry waits. */
function lastDelay({ delay, backoff, maxRetries }: RetryPolicy): number {
  return Math.min(delay * backoff ** (maxRetries - 1), 31_536_000);
}

/** One of several policies: Google takes one for a try, so each of these counts its retries in a variable. */
export interface Counter {
  readonly policy: RetryPolicy;
  readonly count: string;
  /** Holds the next delay; absent where it is always the same. */
  readonly delay?: string;
}

export function countersOf(policies: readonly RetryPolicy[], at: At): readonly Counter[] {
  return policies.map((policy, i) => ({
    policy,
    count: policy.maxRetries > 0 ? temporary(at, `retries${i + 1}`) : '',
    ...(policy.maxRetries > 1 && policy.backoff !== 1 ? { delay: temporary(at, `delay${i + 1}`) } : {}),
  }));
}

/** The counters' start, each time the step is entered. */
export function startCounters(counters: readonly Counter[], at: At): readonly Step[] {
  const entries = counters
    .filter(({ policy }) => policy.maxRetries > 0)
    .flatMap(({ policy, count, delay }) => [
      { variable: count, value: literal(0) },
      ...(delay === undefined ? [] : [{ variable: delay, value: literal(policy.delay) }]),
    ]);
  return entries.length === 0 ? [] : [assign(stepName(at, 'retries'), ...entries)];
}

/** In the `except`: the first policy that takes the error waits and jumps back to the try, until its retries are used up. */
export function retryByHand(counters: readonly Counter[], errorName: string, back: string, at: At): Step {
  const behind = label();
  const error = name(errorName);
  const arms = counters.flatMap((counter, i): Arm[] => {
    const { policy, count } = counter;
    const takes = matches(policy.errors, error, at);
    const isLast = i === counters.length - 1;
    const usedUp = isLast ? [] : [when(takes, undefined, behind)];
    if (policy.maxRetries === 0) return usedUp;
    const left = binary('<', name(count), literal(policy.maxRetries));
    return [when(binary('and', takes, left), bodyOf(waitSteps(counter, at)), back), ...usedUp];
  });
  return { ...step(stepName(at, 'retry'), { kind: 'switch', arms }), behind };
}

function waitSteps({ policy, count, delay }: Counter, at: At): readonly Step[] {
  const longest = policy.maxDelay;
  const seconds = delay === undefined ? literal(Math.min(policy.delay, longest ?? policy.delay)) : name(delay);
  const wait = step(stepName(at, 'wait'), {
    kind: 'call',
    function: 'sys.sleep',
    args: entriesOf({ seconds: capped(seconds, longest) }),
  });
  const counted = { variable: count, value: binary('+', name(count), literal(1)) };
  const grown = delay === undefined ? [] : [{ variable: delay, value: binary('*', name(delay), literal(policy.backoff)) }];
  return [wait, assign(stepName(at, 'count'), counted, ...grown)];
}

function capped(seconds: ReturnType<typeof name>, longest: number | undefined): ReturnType<typeof name> {
  return longest === undefined || seconds.kind === 'literal' ? seconds : invoke('math.min', seconds, literal(longest));
}
