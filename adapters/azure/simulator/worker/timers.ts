import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import { forbid } from './guard';
import { callWorld, currentInvocation } from './invocation';

/** A timer on the world's clock, as the app holds it. */
class WorldTimeout {
  constructor(readonly cancel: () => void) {}
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  close(): this {
    this.cancel();
    return this;
  }
}

/** Timers of an activity run on the world's clock; those of the SDK and of this worker stay real. */
export function replaceTimers(): void {
  const real = { setTimeout, clearTimeout, setInterval, setImmediate };

  const worldTimeout = (callback: (...args: unknown[]) => void, milliseconds?: number, ...args: unknown[]): unknown => {
    forbid('setTimeout');
    if (!currentInvocation()) return real.setTimeout(callback, milliseconds, ...args);
    const { answer, cancel } = callWorld({ kind: 'timer', milliseconds: delayOf(milliseconds) });
    void answer.then(() => callback(...args));
    return new WorldTimeout(cancel);
  };
  const sleep = async <T>(milliseconds?: number, value?: T, options?: { signal?: AbortSignal }): Promise<T | undefined> => {
    options?.signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const timeout = worldTimeout(() => resolve(), milliseconds);
      options?.signal?.addEventListener('abort', () => {
        clear(timeout);
        reject(options.signal?.reason as Error);
      });
    });
    return value;
  };
  const clear = (timeout: unknown): void => {
    if (timeout instanceof WorldTimeout) timeout.cancel();
    else real.clearTimeout(timeout as NodeJS.Timeout);
  };

  Object.assign(globalThis, {
    setTimeout: Object.assign(worldTimeout, { [promisify.custom]: sleep }),
    clearTimeout: clear,
    setInterval: guarded('setInterval', real.setInterval),
    setImmediate: guarded('setImmediate', real.setImmediate),
  });
  Object.assign(timersPromises, { setTimeout: sleep });
  AbortSignal.timeout = milliseconds => {
    if (!Number.isInteger(milliseconds) || milliseconds < 0 || milliseconds > 2 ** 32 - 1)
      throw new RangeError(`The value of "delay" is out of range. It must be an integer. Received ${milliseconds}`);
    const controller = new AbortController();
    const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    worldTimeout(() => controller.abort(reason), milliseconds);
    return controller.signal;
  };
}

/** What Node makes of a delay: one that 31 bits don't hold is over at once. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
function delayOf(milliseconds: number | undefined): number {
  const delay = Number(milliseconds ?? 0);
  return delay >= 1 && delay <= 2 ** 31 - 1 ? delay : 1;
}

function guarded<A extends unknown[], R>(name: string, real: (...args: A) => R): (...args: A) => R {
  return Object.assign((...args: A) => {
    forbid(name);
    return real(...args);
  }, real);
}
