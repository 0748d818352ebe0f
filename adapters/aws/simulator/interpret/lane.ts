import type { Json } from '../../../../src/language/json';
import type { State, StateGraph } from '../definition';
import { Cancelled } from '../errors';
import type { EventDetails } from '../history';
import type { Execution } from './execution';

/**
 * One line of states: the machine itself, a branch of a Parallel state, an iteration of a Map state. It owns the
 * variables that its states assign and reads those around it; what cuts it short cuts short all lanes inside it.
 */
export interface Lane {
  readonly execution: Execution;
  readonly parent?: Lane;
  readonly variables: Map<string, Json>;
  /** Bytes of the variables that are large. */
  readonly largeVariables: Map<string, number>;
  /** The lanes of the Parallel or Map state that the lane is in. */
  readonly inner: Set<Lane>;
  /** What is to be told when something waits in the lane and the lane is cut short. */
  readonly stops: Set<() => void>;
  /** Of a Map state: what the service records when the iteration is cut short. */
  readonly aborted?: () => void;
  /** The state that has been entered and not left. */
  open?: State;
  /** Ended or cut short: nothing that still goes on in it has any effect. */
  over: boolean;
}

/** Runs a graph in a lane to its output. Handed to the states that have graphs inside. */
export type RunGraph = (lane: Lane, graph: StateGraph, input: Json) => Promise<Json>;

export function openLane(execution: Execution, parent?: Lane, aborted?: () => void): Lane {
  const lane: Lane = {
    execution,
    ...(parent ? { parent } : {}),
    variables: new Map(),
    largeVariables: new Map(),
    inner: new Set(),
    stops: new Set(),
    ...(aborted ? { aborted } : {}),
    over: false,
  };
  parent?.inner.add(lane);
  return lane;
}

/** Records an event of the lane and gives its id; a lane that is over throws Cancelled instead. */
export function record(lane: Lane, type: string, details?: EventDetails): number {
  if (lane.over) throw new Cancelled();
  return lane.execution.history.add(type, details);
}

/** The value of a variable in the lane or around it. */
export function readVariable(lane: Lane, name: string): Json | undefined {
  for (let at: Lane | undefined = lane; at; at = at.parent) {
    const value = at.variables.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Waits for something outside; rejects with Cancelled as soon as the lane is cut short, after `release`. */
export function suspend<T>(lane: Lane, work: Promise<T>, release: () => void = () => undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      release();
      reject(new Cancelled());
    };
    if (lane.over) return stop();
    lane.stops.add(stop);
    work.then(
      value => lane.stops.delete(stop) && resolve(value),
      error => lane.stops.delete(stop) && reject(error),
    );
  });
}

/** Waits on the world's clock. */
export async function sleep(lane: Lane, seconds: number): Promise<void> {
  const timer = lane.execution.run.world.clock.timer(seconds * 1000);
  await suspend(lane, timer.promise, () => timer.cancel());
}

export function closeLane(lane: Lane): void {
  lane.over = true;
  lane.parent?.inner.delete(lane);
}

/**
 * Cuts a lane short, and the lanes inside it first. The service records the states that were open, unless the whole
 * execution has run out of time (`quiet`).
 */
export function abort(lane: Lane, quiet = false): void {
  if (lane.over) return;
  for (const inner of [...lane.inner]) abort(inner, quiet);
  if (!quiet) {
    recordAborted(lane);
    lane.aborted?.();
  }
  closeLane(lane);
  for (const stop of [...lane.stops]) stop();
  lane.stops.clear();
}

/** States that do something while they are open are recorded as aborted when their lane fails or is cut short. */
export function recordAborted(lane: Lane): void {
  const type = lane.open?.type;
  if (type === 'Task' || type === 'Wait' || type === 'Parallel' || type === 'Map') record(lane, `${type}StateAborted`);
}
