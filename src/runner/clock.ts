import type { Clock, Timer } from '../engine';

/** Node's timers end at 2^31 - 1 ms: a longer one is waited for in pieces. */
const longest = 2 ** 31 - 1;

/** The machine's own time. */
export class RealClock implements Clock {
  now(): number {
    return Date.now();
  }

  timer(milliseconds: number): Timer {
    let cancel = (): void => undefined;
    const promise = new Promise<void>(resolve => {
      const due = Date.now() + milliseconds;
      const arm = (): void => {
        const rest = due - Date.now();
        const handle = rest > longest ? setTimeout(arm, longest) : setTimeout(resolve, Math.max(0, rest));
        cancel = () => clearTimeout(handle);
      };
      arm();
    });
    return { promise, cancel: () => cancel() };
  }

  during<T>(work: Promise<T>): Promise<T> {
    return work;
  }
}

interface Pending {
  readonly due: number;
  readonly order: number;
  readonly fire: () => void;
}

/**
 * Time that stands still while anything can go on and then jumps to the next timer, so that no test waits.
 * While work outside is under way (`during`) it can't jump; the next timer then fires after its real delay,
 * which lets a `timeout` end a handler that hangs.
 */
export class VirtualClock implements Clock {
  private time: number;
  private order = 0;
  private outside = 0;
  private readonly pending = new Set<Pending>();
  private scheduled = false;
  private realTimer: NodeJS.Timeout | undefined;

  constructor(start: number) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  timer(milliseconds: number): Timer {
    let entry: Pending | undefined;
    const promise = new Promise<void>(resolve => {
      entry = { due: this.time + Math.max(0, milliseconds), order: this.order++, fire: resolve };
      this.pending.add(entry);
    });
    this.schedule();
    return {
      promise,
      cancel: () => {
        if (entry) this.pending.delete(entry);
      },
    };
  }

  async during<T>(work: Promise<T>): Promise<T> {
    this.outside++;
    try {
      return await work;
    } finally {
      this.outside--;
      this.stopRealTimer();
      this.schedule();
    }
  }

  /** setImmediate runs when all promise callbacks have: whatever could go on without time has gone on. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.advance();
    });
  }

  private advance(): void {
    const next = this.earliest();
    if (!next) return;
    if (this.outside > 0) {
      this.stopRealTimer();
      // A timer further off than Node's longest is looked at again then.
      const delay = next.due - this.time;
      this.realTimer = delay > longest ? setTimeout(() => this.advance(), longest) : setTimeout(() => this.fire(next), delay);
    } else {
      this.fire(next);
    }
  }

  private fire(entry: Pending): void {
    if (this.pending.delete(entry)) {
      this.time = Math.max(this.time, entry.due);
      entry.fire();
    }
    this.schedule();
  }

  private earliest(): Pending | undefined {
    let first: Pending | undefined;
    for (const entry of this.pending) {
      if (!first || entry.due < first.due || (entry.due === first.due && entry.order < first.order)) first = entry;
    }
    return first;
  }

  private stopRealTimer(): void {
    clearTimeout(this.realTimer);
    this.realTimer = undefined;
  }
}
