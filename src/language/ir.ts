import type { ConfigPath } from '../diagnostics/diagnostic';
import type { Expression } from './expressions/ast';
import type { Json, JsonMap } from './json';

/**
 * The immutable tree that every target lowers and the runner runs. Sugar is gone: shorthands are spelled out,
 * defaults are filled in, durations are seconds. `origin` is the node's place in the configuration.
 */
export interface Program {
  /** In the order of the source. */
  readonly workflows: readonly Workflow[];
}

export interface Workflow {
  /** The key under `workflows`. */
  readonly name: string;
  readonly description?: string;
  /** Seconds for the whole execution. */
  readonly timeout?: number;
  /** JSON Schema of the input: for documentation and static checks, not enforced at run time. */
  readonly input?: JsonMap;
  readonly events: readonly ScheduleEvent[];
  readonly body: Block;
  /** What stands under a target's name in the workflow (`aws: { ... }`), by target; the adapter reads it. */
  readonly targets: Readonly<Record<string, unknown>>;
  readonly origin: ConfigPath;
}

/** Starts the workflow on a schedule; exactly one of `cron` and `rate`. */
export interface ScheduleEvent {
  readonly kind: 'schedule';
  /** Five Unix fields, single spaces; never a day of the month and a day of the week together. */
  readonly cron?: string;
  readonly rate?: { readonly value: number; readonly unit: 'minute' | 'hour' | 'day' };
  /** An IANA name; UTC when absent. */
  readonly timezone?: string;
  readonly input?: Json;
  readonly origin: ConfigPath;
}

/** Steps, then the block's value: `output`, or null when absent. */
export interface Block {
  readonly steps: readonly Step[];
  readonly output?: Expression;
  readonly origin: ConfigPath;
}

export type Step =
  | CallStep
  | HttpStep
  | RunStep
  | SetStep
  | DoStep
  | SwitchStep
  | ForStep
  | LoopStep
  | ParallelStep
  | RaiseStep
  | WaitStep
  | ReturnStep;

export type StepKind = Step['kind'];
export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>;

interface StepBase {
  /** Unique in the workflow, whatever the case; also the variable that holds the step's value. */
  readonly name: string;
  readonly description?: string;
  /** When it comes out false the step is skipped and its variable is null. */
  readonly if?: Expression;
  /** The first policy that takes the error decides. Empty on `set`, `raise` and `return`. */
  readonly retry: readonly RetryPolicy[];
  /** The first entry that takes the error runs. Empty on `set`, `raise` and `return`. */
  readonly catch: readonly CatchEntry[];
  readonly origin: ConfigPath;
}

/** A duration in seconds: a literal whole number, or an expression that comes out as one. */
export type Duration = Expression;

export interface CallStep extends StepBase {
  readonly kind: 'call';
  /** A key of the service's functions. */
  readonly function: string;
  readonly with: Expression;
  /** For each attempt. */
  readonly timeout?: Duration;
}

export const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** Its value is `{ status, body }`. */
export interface HttpStep extends StepBase {
  readonly kind: 'http';
  readonly method: HttpMethod;
  /** Comes out as a string. */
  readonly url: Expression;
  /** Comes out as a map of strings, numbers and booleans. */
  readonly headers?: Expression;
  /** Comes out as a map of strings, numbers, booleans and nulls; nulls are left out. */
  readonly query?: Expression;
  /** Sent as JSON. */
  readonly body?: Expression;
  /** For each attempt; 30 when the user says nothing. */
  readonly timeout: Duration;
}

export interface RunStep extends StepBase {
  readonly kind: 'run';
  /** The name of another workflow of the program. */
  readonly workflow: string;
  readonly with: Expression;
  readonly timeout?: Duration;
}

/** All values are evaluated before any is assigned. */
export interface SetStep extends StepBase {
  readonly kind: 'set';
  readonly assignments: readonly Assignment[];
}

export interface Assignment {
  readonly name: string;
  readonly value: Expression;
  readonly origin: ConfigPath;
}

export interface DoStep extends StepBase {
  readonly kind: 'do';
  readonly body: Block;
}

/** Runs the first case whose condition holds, else `otherwise`, else nothing (null). */
export interface SwitchStep extends StepBase {
  readonly kind: 'switch';
  readonly cases: readonly SwitchCase[];
  readonly otherwise?: Block;
}

export interface SwitchCase {
  readonly when: Expression;
  readonly body: Block;
  readonly origin: ConfigPath;
}

/** Its value is the list of the rounds' values when the body has an `output`, else null. */
export interface ForStep extends StepBase {
  readonly kind: 'for';
  /** The name bound to the item. */
  readonly each: string;
  /** Evaluated once. */
  readonly in: Expression;
  /** The name bound to the position, from 0, counted after `where`. */
  readonly at?: string;
  /** Filters before the first round; sees `each`, not `at`. */
  readonly where?: Expression;
  /** Greater than 1 when present: the iterations are concurrent and `body` is a scope of its own. */
  readonly concurrency?: number;
  /** Concurrent only: no iteration's error fails the step. */
  readonly settle: boolean;
  /** Sequential only: asked after each round; sees `each` and `at`. */
  readonly until?: Expression;
  readonly body: Block;
}

/** `while` asks before each round, `until` after it. Its value is the last round's, null if none ran. */
export interface LoopStep extends StepBase {
  readonly kind: 'loop';
  readonly mode: 'while' | 'until';
  readonly condition: Expression;
  /** Waited between rounds, after the condition has asked for another. */
  readonly every?: Duration;
  /** Rounds; when the condition then asks for another: `Timeout`, without waiting. */
  readonly max?: number;
  readonly body: Block;
}

/** Its value is a map of the branches' values; with `settle`, of `{ ok, value }` or `{ ok, error }`. */
export interface ParallelStep extends StepBase {
  readonly kind: 'parallel';
  /** Two or more; each is a scope of its own. */
  readonly branches: readonly Branch[];
  readonly settle: boolean;
}

export interface Branch {
  readonly name: string;
  /** A branch written as one step's body holds that step, under the branch's name, and gives its value. */
  readonly body: Block;
  readonly origin: ConfigPath;
}

export interface RaiseStep extends StepBase {
  readonly kind: 'raise';
  readonly error: NamedError | DynamicError;
}

export interface NamedError {
  readonly kind: 'named';
  readonly name: string;
  /** Comes out as a string; "" when absent. */
  readonly message?: Expression;
  /** Null when absent. */
  readonly details?: Expression;
}

/** A map with string `name` and `message`, and any `details`; anything else is an ExpressionError. */
export interface DynamicError {
  readonly kind: 'dynamic';
  readonly value: Expression;
}

export interface WaitStep extends StepBase {
  readonly kind: 'wait';
  /** Seconds, which may be 0 here; or the ISO 8601 time to wait for. */
  readonly for: { readonly kind: 'seconds'; readonly value: Duration } | { readonly kind: 'time'; readonly value: Expression };
}

export interface ReturnStep extends StepBase {
  readonly kind: 'return';
  readonly value: Expression;
}

/** Retry n (from 1) waits min(maxDelay, delay * backoff^(n-1)) seconds. All numbers are literals. */
export interface RetryPolicy {
  /** Absent: any error but ExpressionError. */
  readonly errors?: readonly string[];
  readonly maxRetries: number;
  readonly delay: number;
  readonly backoff: number;
  readonly maxDelay?: number;
  readonly origin: ConfigPath;
}

export interface CatchEntry {
  /** Absent: any error but ExpressionError. */
  readonly errors?: readonly string[];
  /** The variable that holds the error in `body`. */
  readonly as: string;
  readonly body: Block;
  readonly origin: ConfigPath;
}
