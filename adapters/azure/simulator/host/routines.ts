import type { RetryOptions } from './actions';

/** A task as the host sees it while it replays: it settles once, and its listeners run at once. */
export interface Node {
  state: 'pending' | 'succeeded' | 'failed';
  readonly listeners: (() => void)[];
}

export function pending(): Node {
  return { state: 'pending', listeners: [] };
}

export function settled(): Node {
  return { state: 'succeeded', listeners: [] };
}

export function settle(node: Node, state: 'succeeded' | 'failed'): void {
  if (node.state !== 'pending') return;
  node.state = state;
  for (const listener of node.listeners) listener();
}

/** Runs the listener when the node has settled; now, if it has. */
export function whenSettled(node: Node, listener: () => void): void {
  if (node.state === 'pending') node.listeners.push(listener);
  else listener();
}

/** The children are invoked already. Any: settled with the first of them, a failed one too; all: when all are. */
export function compound(kind: 'any' | 'all', children: readonly Node[]): Node {
  const node = pending();
  let left = kind === 'any' ? 1 : children.length;
  for (const child of children) {
    whenSettled(child, () => {
      if (--left === 0) settle(node, 'succeeded');
    });
  }
  return node;
}

/** What a routine needs of the replay: the time of the episode, and the means to take the next task id. */
export interface Scheduler {
  now(): number;
  timer(fireAt: number): Node;
}

/**
 * The host's own retry. After the last failure it waits for a timer that is due at once, which takes an id;
 * when `timeout` is over it fails without one (the SDK doesn't know, and hangs).
 * `RetryInterceptor` of https://github.com/Azure/durabletask
 */
export function retrying(options: RetryOptions, scheduler: Scheduler, schedule: () => Node): Node {
  const result = pending();
  const started = scheduler.now();
  let failures = 0;
  const attempt = (): void => {
    const task = schedule();
    whenSettled(task, () => {
      if (task.state === 'succeeded') return settle(result, 'succeeded');
      const retry = failures++;
      if (failures >= options.maxAttempts) {
        return whenSettled(scheduler.timer(scheduler.now()), () => settle(result, 'failed'));
      }
      if (scheduler.now() - started >= options.timeout) return settle(result, 'failed');
      const delay = Math.min(options.firstInterval * options.coefficient ** retry, options.maxInterval);
      whenSettled(scheduler.timer(scheduler.now() + delay), attempt);
    });
  };
  attempt();
  return result;
}

const day = 24 * 3600 * 1000;
/** The extension's defaults for Azure Storage, which it also sends to the SDK. */
export const longTimer = { limit: 6 * day, hop: 3 * day };

/** A timer beyond the limit goes in hops, each with an id of its own. */
export function longTimerRoutine(fireAt: number, scheduler: Scheduler): Node {
  const result = pending();
  const next = (): void => {
    const rest = fireAt - scheduler.now();
    if (rest <= 0) return settle(result, 'succeeded');
    whenSettled(scheduler.timer(rest < longTimer.hop ? fireAt : scheduler.now() + longTimer.hop), next);
  };
  whenSettled(scheduler.timer(scheduler.now() + longTimer.hop), next);
  return result;
}
