import type { Clock } from '../../../src/engine';

/**
 * Holds virtual time while the app's process works at an invocation, and lets it go on while the invocation waits for
 * the world. The process says so when it has come to rest after the start and after each answer; with no call out it
 * waits for something else that takes real time.
 */
export function trackBusy(clock: Clock) {
  let out = 0;
  let restless = 1;
  let ended = false;
  let release: (() => void) | undefined;
  const change = (by: { out?: number; restless?: number; ended?: boolean }): void => {
    out += by.out ?? 0;
    restless += by.restless ?? 0;
    ended ||= by.ended ?? false;
    const busy = !ended && (out === 0 || restless > 0);
    if (busy && !release) void clock.during(new Promise<void>(resolve => (release = resolve)));
    if (!busy && release) {
      release();
      release = undefined;
    }
  };
  change({});
  return {
    called: () => change({ out: 1 }),
    cancelled: () => change({ out: -1 }),
    answered: () => change({ out: -1, restless: 1 }),
    atRest: () => change({ restless: -1 }),
    end: () => change({ ended: true }),
  };
}
