import type { HistoryEvent } from './host/history';

/**
 * What the simulator and the process that holds the app say to each other. Values of the app travel as JSON text,
 * as they do between the Functions host and its Node worker.
 */

/** A request is answered once, by a `Reply` with its `id`. */
export type Request =
  | LoadRequest
  | EpisodeRequest
  | { readonly type: 'replayPrefixes'; readonly execution: string }
  | ActivityRequest
  | InvokeRequest
  /** Answered when everything that was sent before has gone as far as it could. */
  | { readonly type: 'settle' };

export interface LoadRequest {
  readonly type: 'load';
  /** The app's folder; absolute. */
  readonly folder: string;
  /** The files to require, in this order; absolute. */
  readonly files: readonly string[];
  readonly handlers: readonly HandlerPlace[];
  /** The app uses `import()`: replace handlers there too. */
  readonly modules: boolean;
}

/** Where the app expects a handler of the service. */
export interface HandlerPlace {
  readonly function: string;
  /** Absolute. */
  readonly file: string;
  readonly export: string;
  /** The activity that calls it, when several functions have the same handler. */
  readonly activity?: string;
}

export interface EpisodeRequest {
  readonly type: 'episode';
  /** Names one generation of one instance; the worker keeps its history. */
  readonly execution: string;
  readonly orchestrator: string;
  /** The trigger's payload without its history. */
  readonly trigger: Trigger;
  /** What the last episode added after its messages. */
  readonly closing: readonly HistoryEvent[];
  /** OrchestratorStarted and the new messages. */
  readonly fresh: readonly HistoryEvent[];
  /** Keep what is needed to replay every prefix. */
  readonly record: boolean;
}

export interface Trigger {
  readonly instanceId: string;
  readonly parentInstanceId: string | null;
  /** JSON text. */
  readonly input: string;
}

/** The state that the SDK gives back after an episode. */
export interface Episode {
  readonly isDone: boolean;
  /** How many actions at the beginning of the list are as they were after the last episode. */
  readonly kept: number;
  /** The rest of the list; JSON texts. */
  readonly actions: readonly string[];
  /** JSON text. */
  readonly output: string;
  readonly error?: string;
  /** JSON text. */
  readonly customStatus?: string;
  /** The user's code threw something without a message, which the SDK doesn't report as a failure. */
  readonly silentFailure: boolean;
  /** The tasks that the SDK waits for, cancelled timers left out. */
  readonly open: readonly OpenTask[];
  /** Uses of what differs from replay to replay. */
  readonly violations: readonly string[];
}

export interface OpenTask {
  readonly id: number;
  /** The called function; absent for a timer and for a retry of the host's. */
  readonly name?: string;
}

export interface ActivityRequest {
  readonly type: 'activity';
  readonly invocation: number;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
  readonly instanceId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface InvokeRequest {
  readonly type: 'invoke';
  readonly invocation: number;
  readonly name: string;
  readonly trigger: TriggerData;
  readonly now: number;
}

/** What a starter or a schedule is called with. */
export type TriggerData = { readonly http: HttpTrigger } | { readonly timer: { readonly isPastDue: boolean } };

export interface HttpTrigger {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the app does while it serves an activity or a starter, and what it then waits for. */
export type Call =
  /** `input`: JSON text. */
  | { readonly kind: 'function'; readonly function: string; readonly input: string }
  | {
      readonly kind: 'http';
      readonly method: string;
      readonly url: string;
      readonly headers: Record<string, string>;
      readonly body?: string;
    }
  | { readonly kind: 'timer'; readonly milliseconds: number }
  /** A method of the durable client. `args`: JSON text of the list. */
  | { readonly kind: 'client'; readonly method: string; readonly args: string };

export type CallAnswer =
  /** JSON text. */
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'error'; readonly name: string; readonly message: string }
  | { readonly kind: 'http'; readonly status: number; readonly headers: Record<string, string>; readonly body: string }
  | { readonly kind: 'noConnection'; readonly message: string }
  | { readonly kind: 'fired' };

export type ToWorker =
  | (Request & { readonly id: number })
  | { readonly type: 'forget'; readonly executions: readonly string[] }
  | {
      readonly type: 'answer';
      readonly invocation: number;
      readonly call: number;
      readonly answer: CallAnswer;
      readonly now: number;
    }
  /** The invocation is over for the host; whatever it still does is ignored. */
  | { readonly type: 'abandon'; readonly invocation: number };

export type FromWorker =
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly name: string; readonly message: string; readonly stack: string }
  | { readonly type: 'call'; readonly invocation: number; readonly call: number; readonly request: Call }
  | { readonly type: 'cancel'; readonly invocation: number; readonly call: number }
  /** What the start or an answer has set in motion has gone as far as it could, and its calls have been told before. */
  | { readonly type: 'atRest'; readonly invocation: number };

/** A function of the app, as it registers itself with the Functions host. */
export interface Registration {
  readonly name: string;
  /** Trigger and inputs and outputs, each with its `type`, `name`, `direction` and own fields: `schedule`, `route`, `methods`. */
  readonly bindings: readonly Readonly<Record<string, unknown>>[];
  readonly retryOptions?: unknown;
}
