import type { JsonMap } from '../../../../src/language/json';
import type { Recovery, Retrier } from '../definition';
import { matches, StateError } from '../errors';
import { leave } from './evaluation';
import type { Exit, Visit } from './visit';
import { sleep } from './lane';

/**
 * Attempts a state until it succeeds, no retrier takes its failure any more and a catcher does, or nothing does.
 * Each retrier counts for itself, from zero whenever the state is entered; the first that has the error's name decides.
 * A retry is billed like a state that is entered.
 * `given up` is told of a failure that isn't retried.
 */
export async function withRecovery(
  visit: Visit,
  recovery: Recovery,
  attempt: () => Promise<Exit>,
  givenUp: () => void = () => undefined,
): Promise<Exit> {
  const { lane } = visit;
  const used = recovery.retry.map(() => 0);
  for (;;) {
    try {
      return await attempt();
    } catch (failure) {
      if (!(failure instanceof StateError)) throw failure;
      const index = recovery.retry.findIndex(retrier => matches(retrier.errorEquals, failure.error));
      const retrier = recovery.retry[index];
      if (retrier && (used[index] as number) < retrier.maxAttempts) {
        const delay = delayOf(retrier, used[index] as number, () => lane.execution.random());
        used[index] = (used[index] as number) + 1;
        visit.retryCount++;
        lane.execution.run.billed.transitions += lane.execution.machine.type === 'STANDARD' ? 1 : 0;
        if (delay > 0) await sleep(lane, delay);
        continue;
      }
      givenUp();
      return await caught(visit, recovery, failure);
    }
  }
}

async function caught(visit: Visit, recovery: Recovery, failure: StateError): Promise<Exit> {
  const catcher = recovery.catch.find(candidate => matches(candidate.errorEquals, failure.error));
  if (!catcher) throw failure;
  const errorOutput: JsonMap = { Error: failure.error, Cause: failure.cause };
  return leave(visit, catcher, errorOutput, { errorOutput }, catcher.next);
}

/** Seconds before a retry; `retries` were made before it. */
export function delayOf(retrier: Retrier, retries: number, random: () => number): number {
  const delay = Math.min(retrier.intervalSeconds * retrier.backoffRate ** retries, retrier.maxDelaySeconds);
  return retrier.jitter ? random() * delay : delay;
}
