import { createHash } from 'node:crypto';
import type { Timer, World } from '../../../../src/engine';
import type { Worker } from '../client';
import type { Action } from './actions';
import { type EventFields, event, type HistoryEvent, type Message } from './history';
import { reportEvent } from './observe';
import type { Functions } from './replay';

/** One orchestration instance, as the host keeps it. */
export interface Instance {
  readonly id: string;
  /** The orchestrator's name. */
  readonly name: string;
  readonly parent?: Instance;
  /** Told once, when the instance has ended. */
  readonly whenEnded: (ended: Ended) => void;
  /** The execution id, a fresh one for each generation. */
  execution: string;
  generation: number;
  /** Of this generation; JSON text. */
  input: string;
  history: HistoryEvent[];
  /** How many events of the history the worker has. */
  sent: number;
  inbox: Message[];
  actions: Action[];
  customStatus: unknown;
  /** Timers that will fire, of this generation. */
  readonly timers: Set<Timer>;
  /** An episode runs, or is about to. */
  awake: boolean;
  /** What it waits for, said when nothing can happen any more. */
  waitsFor: string;
  ended: boolean;
}

/** How an orchestration ended; the messages are the ones the SDK reports. */
export type Ended =
  | { readonly status: 'completed'; readonly output: unknown; readonly customStatus: unknown }
  | { readonly status: 'failed'; readonly error: string; readonly customStatus: unknown };

/** Counts for `Execution.billed`. */
export interface Counts {
  activities: number;
  episodes: number;
  historyEvents: number;
  orchestrations: number;
}

/** One run of a root orchestration with everything it starts. */
export interface Run {
  /** Different for each run of this process: executions of the same id may be under way at the same time. */
  readonly serial: number;
  readonly worker: Worker;
  readonly functions: Functions;
  readonly world: World;
  readonly options: HostOptions;
  readonly counts: Counts;
  /** The root's instance id. */
  readonly executionId: string;
  readonly instances: Map<string, Instance>;
  /** The run is over; what still arrives is ignored. */
  stopped: boolean;
  /** Something begins, or is over, that can still wake an instance. When nothing of the kind is left, the run is stuck. */
  enter(): void;
  leave(): void;
  /** Puts a message into an instance's inbox and wakes it. */
  deliver(instance: Instance, message: Message): void;
  start(child: NewInstance): void;
  /** Ends the run with an error. */
  fail(error: unknown): void;
}

export interface HostOptions {
  /** `defaultVersion` of host.json. */
  readonly version: string;
  /** Milliseconds; host.json's `functionTimeout`. */
  readonly functionTimeout: number;
  readonly maxEpisodes: number;
  readonly everyPrefix: boolean;
}

export interface NewInstance {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
  readonly parent?: Instance;
  readonly whenEnded: (ended: Ended) => void;
}

export function newInstance(child: NewInstance): Instance {
  return {
    ...child,
    execution: executionOf(child.id, 0),
    generation: 0,
    history: [],
    sent: 0,
    inbox: [],
    actions: [],
    customStatus: undefined,
    timers: new Set(),
    awake: false,
    waitsFor: '',
    ended: false,
  };
}

/** An execution id: 32 hexadecimal digits, as the framework's are, but the same in every run. */
export function executionOf(instanceId: string, generation: number): string {
  return createHash('sha256').update(`${instanceId}\n${generation}`).digest('hex').slice(0, 32);
}

/** Under this name the worker keeps the history of an instance's generation. */
export function workerKey(run: Run, instance: Instance): string {
  return `${run.serial}/${instance.execution}`;
}

/** Appends an event that happens now. */
export function append(run: Run, instance: Instance, fields: EventFields, id = -1): void {
  const added = event(run.world.clock.now(), fields, id);
  instance.history.push(added);
  run.counts.historyEvents++;
  reportEvent(run.world, instance, added);
}
