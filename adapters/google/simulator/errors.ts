import { mapOf, type Value } from './values';

/** The tags of https://cloud.google.com/workflows/docs/reference/syntax/error-types */
export type Tag =
  | 'AuthError'
  | 'ConnectionError'
  | 'ConnectionFailedError'
  | 'HttpError'
  | 'IndexError'
  | 'KeyError'
  | 'OperationError'
  | 'ParallelNestingError'
  | 'RecursionError'
  | 'ResourceLimitError'
  | 'ResponseTypeError'
  | 'SystemError'
  | 'TimeoutError'
  | 'TypeError'
  | 'UnhandledBranchError'
  | 'ValueError'
  | 'ZeroDivisionError';

/** Where an error passed: one element for each routine on the call stack, the innermost first. */
export interface TraceElement {
  readonly step: string;
  readonly routine: string;
  readonly line: number;
}

/**
 * An error on its way through a workflow. `payload` is exactly what was raised: a string stays a string.
 * It doesn't extend Error, whose stack of this program would cost time and say nothing about the workflow.
 */
export class Raised {
  readonly trace: TraceElement[] = [];
  /** The activation whose trace element was added last, so that each adds one only. */
  activation: object | undefined;

  constructor(
    readonly payload: Value,
    /** False for the limits that end the execution whatever the workflow says. */
    readonly catchable = true,
  ) {}
}

/** Raises one of Google's own errors: `{ tags: [tag], message }`. */
export function fail(tag: Tag, message: string, more: Readonly<Record<string, Value>> = {}): never {
  throw new Raised(mapOf({ ...more, message, tags: [tag] }));
}

/**
 * "ResourceLimitError: raised when hitting some resource limit. When raised internally, this error type can't be caught
 * and causes the execution to fail immediately" (error-types page).
 */
export function exceed(message: string): never {
  throw new Raised(mapOf({ message, tags: ['ResourceLimitError'] }), false);
}

export function timeoutError(message = 'request timed out'): Raised {
  return new Raised(mapOf({ message, tags: ['TimeoutError', 'OSError'] }));
}
