import type { Clock } from '../engine';
import { Cancelled } from './failure';

/** Cuts a part of an execution short, and all that it has started. */
export class Cancellation {
  private cancelled = false;
  private readonly listeners = new Set<() => void>();

  /** @param endless nothing cuts it short: it is the whole execution */
  constructor(private readonly endless = false) {}

  /** A part that ends with this one and can be ended alone. */
  child(): Cancellation {
    const child = new Cancellation();
    if (this.cancelled) child.cancel();
    else {
      const stop = (): void => child.cancel();
      this.listeners.add(stop);
      child.dispose = () => this.listeners.delete(stop);
    }
    return child;
  }

  /** Forgets a child that has come to its end. */
  dispose: () => void = () => undefined;

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    for (const listener of [...this.listeners]) listener();
    this.listeners.clear();
  }

  /** Throws when the part has been cut short. */
  check(): void {
    if (this.cancelled) throw new Cancelled();
  }

  /** The promise's outcome, or Cancelled as soon as the part is cut short. */
  race<T>(promise: Promise<T>, release?: () => void): Promise<T> {
    if (this.endless) return promise;
    this.check();
    return new Promise<T>((resolve, reject) => {
      const stop = (): void => {
        release?.();
        reject(new Cancelled());
      };
      this.listeners.add(stop);
      promise.then(
        value => {
          this.listeners.delete(stop);
          resolve(value);
        },
        (error: unknown) => {
          this.listeners.delete(stop);
          reject(error as Error);
        },
      );
    });
  }

  async sleep(clock: Clock, milliseconds: number): Promise<void> {
    const timer = clock.timer(milliseconds);
    await this.race(timer.promise, () => timer.cancel());
  }
}
