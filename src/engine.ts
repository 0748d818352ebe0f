import type { Json } from './language/json';

/**
 * What runs a workflow: the local runner, or a target's simulator that executes the target's artefact.
 * All of them live in the same world: the functions, the web and the clock are handed in.
 */
export interface Engine {
  /** `local`, or the adapter's name. */
  readonly name: string;
  /** Runs one execution to its end. Rejects only for a bug or an artefact that the target would refuse. */
  run(request: RunRequest, world: World): Promise<Execution>;
  /** Frees what the engine holds (a child process). */
  close?(): Promise<void>;
}

/**
 * Thrown by a target's `simulate` when this machine lacks what the simulator needs (an SDK that is an optional peer): its
 * cases are then not run, which isn't a failure. The message says what to install.
 */
export class NotRunnable extends Error {
  override readonly name = 'NotRunnable';
}

export interface RunRequest {
  readonly workflow: string;
  readonly input: Json;
  readonly executionId: string;
}

export type Execution = (
  { readonly status: 'succeeded'; readonly output: Json } | { readonly status: 'failed'; readonly error: WorkflowError }
) & {
  /** What the target bills or counts for the run, by unit: `{ transitions: 7 }`. Empty for the local runner. */
  readonly billed: Readonly<Record<string, number>>;
};

/** An error as a workflow sees it. */
export interface WorkflowError {
  readonly name: string;
  readonly message: string;
  readonly details: Json;
}

/** Everything outside an engine. Each call through it is recorded by the world itself, the same for every engine. */
export interface World {
  readonly clock: Clock;
  /** Calls a function of the service. Never rejects for what the function does. */
  call(request: FunctionCall): Promise<FunctionAnswer>;
  /** Sends a request. Never rejects for what the other side does. */
  http(request: HttpRequest): Promise<HttpAnswer>;
  /** A random (version 4) UUID; reproducible in a test. */
  uuid(): string;
  /** Is told what happens, as it happens. */
  observe(event: HistoryEvent): void;
}

export interface FunctionCall {
  /** The key under the service's `functions`. */
  readonly function: string;
  readonly input: Json;
  readonly executionId: string;
}

export type FunctionAnswer =
  | { readonly ok: true; readonly value: Json }
  | {
      readonly ok: false;
      readonly error: { readonly name: string; readonly message: string };
      /** True when not the handler failed but the platform (`Unavailable`): a simulator makes its platform's own failure of it. */
      readonly platform: boolean;
    };

export interface HttpRequest {
  readonly method: string;
  /** Absolute, its query included. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text that is sent. */
  readonly body?: string;
}

export type HttpAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      /** Names in lower case. */ readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** No connection, or it broke. */
  | { readonly ok: false; readonly message: string };

/** Time, real or virtual. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** A timer; `promise` resolves at the time, or never when it is cancelled first. */
  timer(milliseconds: number): Timer;
  /** Work that the clock can't see (a process, a socket): virtual time doesn't jump while it is under way. */
  during<T>(work: Promise<T>): Promise<T>;
}

export interface Timer {
  readonly promise: Promise<void>;
  cancel(): void;
}

/**
 * One thing that happened. The local runner speaks of the user's steps (`step` is the path `order/ship[2]/label`);
 * a simulator uses its target's own event names and states.
 */
export interface HistoryEvent {
  /** Milliseconds since 1970 on the world's clock. */
  readonly time: number;
  readonly type: string;
  readonly step?: string;
  /** The step's kind, or the target's state type. */
  readonly kind?: string;
  /** Attempts are counted from 1. */
  readonly attempt?: number;
  /** For `functionCalled`, `httpCalled`, `workflowStarted`: what is called. */
  readonly target?: string;
  readonly value?: Json;
  readonly error?: WorkflowError;
  /** Seconds until the next attempt or round. */
  readonly delay?: number;
}
