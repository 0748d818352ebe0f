import { Cancelled, Failure, fail } from './failure';
import type { Cancellation } from './cancellation';
import type { Clock } from '../engine';

/**
 * Runs a part for at most so many seconds, then cuts it short and fails with `Timeout`. The part has come to its
 * end when this settles, so nothing it does comes after.
 */
export function within<T>(
  seconds: number | undefined,
  clock: Clock,
  outer: Cancellation,
  part: (cancellation: Cancellation) => Promise<T>,
): Promise<T> {
  return seconds === undefined ? part(outer) : limited(seconds, clock, outer, part);
}

async function limited<T>(
  seconds: number,
  clock: Clock,
  outer: Cancellation,
  part: (cancellation: Cancellation) => Promise<T>,
): Promise<T> {
  const inner = outer.child();
  const timer = clock.timer(seconds * 1000);
  let ranOut = false;
  void timer.promise.then(() => {
    ranOut = true;
    inner.cancel();
  });
  try {
    return await part(inner);
  } catch (error) {
    if (error instanceof Cancelled && ranOut) throw timedOut(seconds);
    throw error;
  } finally {
    timer.cancel();
    inner.dispose();
  }
}

function timedOut(seconds: number): Failure {
  return fail('Timeout', `no answer within ${seconds} second${seconds === 1 ? '' : 's'}`);
}
