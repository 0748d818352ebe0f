import type { WorkflowError } from '../engine';
import type { Json } from '../language/json';

/** An error on its way outwards; `catch` and `retry` may take it. */
export class Failure {
  constructor(readonly error: WorkflowError) {}
}

/** A `return` on its way to the workflow's end. */
export class Returned {
  constructor(readonly value: Json) {}
}

/** The step was cut short: a sibling failed, or a timeout ran out. */
export class Cancelled {}

export function fail(name: string, message: string, details: WorkflowError['details'] = null): Failure {
  return new Failure({ name, message, details });
}
