/** A failure as Step Functions knows it: a name and, mostly, a text. Both may be absent after a `Fail` state without them. */
export class StateError extends Error {
  constructor(
    readonly error: string | null,
    override readonly cause: string | null,
  ) {
    super(`${error ?? 'failed'}: ${cause ?? ''}`);
  }
}

/** An expression that failed, before the state is known in which it stands. `tail` is the service's text behind the state's part. */
export class EvaluationError extends Error {
  constructor(
    readonly tail: string,
    /** The field, as the service names it: `Output/total`, `Choices[0]/Condition`. */
    readonly location?: string,
  ) {
    super(tail);
  }
}

/** Thrown into whatever goes on in a branch that a failed sibling or an ended execution has cut short. */
export class Cancelled extends Error {}

/** Thrown through a run when its own time is over (`TimeoutSeconds` of the machine, five minutes of EXPRESS). */
export class ExecutionTimedOut extends Error {}

/** The two names that no retrier and no catcher takes by a wildcard. */
const outsideAll = new Set(['States.DataLimitExceeded', 'States.Runtime']);
const timeouts = new Set(['States.Timeout', 'States.HeartbeatTimeout']);

/**
 * Whether a retrier or catcher takes an error.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function matches(errorEquals: readonly string[], error: string | null): boolean {
  // States.Runtime is never retried and never caught, not even by its name.
  if (error === 'States.Runtime') return false;
  return errorEquals.some(wanted => {
    if (wanted === error) return true;
    if (wanted === 'States.ALL') return error === null || !outsideAll.has(error);
    if (wanted === 'States.TaskFailed') return error === null || !timeouts.has(error);
    return wanted === 'States.Timeout' && error === 'States.HeartbeatTimeout';
  });
}
