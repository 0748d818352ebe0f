import type { Clock } from '../../../../src/engine';
import { fail } from '../errors';
import { isNumber, typeName, type Value } from '../values';

export const timedOut = Symbol('timed out');

/** The work's result, or `timedOut` when the time (in seconds) is over first. */
export async function within<T>(clock: Clock, seconds: number, work: Promise<T>): Promise<T | typeof timedOut> {
  const timer = clock.timer(seconds * 1000);
  try {
    return await Promise.race([work, timer.promise.then((): typeof timedOut => timedOut)]);
  } finally {
    timer.cancel();
  }
}

/** A `timeout` argument, in seconds. */
export function readTimeout(value: Value | undefined, range: { readonly standard: number; readonly most: number }): number {
  if (value === undefined || value === null) return range.standard;
  if (!isNumber(value)) return fail('TypeError', `argument 'timeout' must be a number; got: ${typeName(value)}`);
  const seconds = Number(value);
  if (seconds > 0 && seconds <= range.most) return seconds;
  return fail('ValueError', `timeout must be more than 0 and at most ${range.most} seconds; got: ${seconds}`);
}
