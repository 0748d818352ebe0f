import type { HistoryEvent, World } from '../../../src/engine';
import { StateError } from './errors';
import { limits } from './limits';

/** What an event says beyond its type and time. */
export type EventDetails = {
  readonly [Field in 'step' | 'kind' | 'attempt' | 'target' | 'value' | 'delay']?: HistoryEvent[Field] | undefined;
} & { readonly error?: StateError | undefined };

/** An execution's history: numbers the events from 1, passes them on and keeps the service's limit. */
export interface History {
  /** Returns the event's id. Throws the failure that ends an execution whose history is full. */
  add(type: string, details?: EventDetails): number;
  /** The event that ends the execution: there is always room for it. */
  end(type: string, details?: EventDetails): void;
}

/** `prefix` stands before the states' names: events of a nested execution are told apart by it. */
export function createHistory(world: World, unlimited: boolean, prefix: string): History {
  let count = 0;
  const tell = (type: string, details: EventDetails): number => {
    const { step, kind, attempt, target, value, delay, error } = details;
    const event: { -readonly [K in keyof HistoryEvent]: HistoryEvent[K] } = { time: world.clock.now(), type };
    if (step !== undefined) event.step = prefix + step;
    if (kind !== undefined) event.kind = kind;
    if (attempt !== undefined) event.attempt = attempt;
    if (target !== undefined) event.target = target;
    if (value !== undefined) event.value = value;
    if (delay !== undefined) event.delay = delay;
    if (error) event.error = { name: error.error ?? '', message: error.cause ?? '', details: null };
    world.observe(event);
    return ++count;
  };
  return {
    add(type, details = {}) {
      // The last place is kept for the event that says that the execution has failed.
      if (!unlimited && count >= limits.history - 1) {
        throw new StateError('States.Runtime', `The execution reached the maximum number of history events (${limits.history}).`);
      }
      return tell(type, details);
    },
    end(type, details = {}) {
      tell(type, details);
    },
  };
}
