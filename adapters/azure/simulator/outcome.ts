import type { WorkflowError } from '../../../src/engine';
import { isMap, type Json } from '../../../src/language/json';
import { SimulationError } from './error';
import type { Ended } from './host/instance';

/**
 * How a workflow's values cross the Durable Task Framework: as JSON text in an object. As plain values they would be
 * changed on the way: Newtonsoft rewrites whatever looks like a date, and the SDK turns strings named `Timestamp` into dates.
 */
export function wrap(value: Json): { p: string } {
  return { p: JSON.stringify(value) };
}

/**
 * The workflow's own end, from the end of its root orchestration. An error stands in the custom status, as
 * `{ error: { name, message, details } }` or, so that no time in it is rewritten, `{ error: { p: <JSON text> } }`.
 */
export function readOutcome(
  ended: Ended,
): { readonly status: 'succeeded'; readonly output: Json } | { readonly status: 'failed'; readonly error: WorkflowError } {
  if (ended.status === 'completed')
    return { status: 'succeeded', output: unwrap("The root orchestrator's output", ended.output) };
  const status = ended.customStatus;
  const error = isMap(status) ? status.error : undefined;
  return { status: 'failed', error: error === undefined ? plainError(ended.error) : readError(error) };
}

function unwrap(what: string, payload: unknown): Json {
  if (!isMap(payload) || typeof payload.p !== 'string') {
    throw new SimulationError(`${what} isn't { p: <JSON text> }: ${JSON.stringify(payload)}`);
  }
  try {
    return JSON.parse(payload.p) as Json;
  } catch {
    throw new SimulationError(`${what} holds text that isn't JSON: ${payload.p}`);
  }
}

function plainError(message: string): WorkflowError {
  return { name: 'Error', message, details: null };
}

function readError(status: unknown): WorkflowError {
  const what = "The custom status' error";
  const error = isMap(status) && 'p' in status ? unwrap(what, status) : status;
  if (!isMap(error) || typeof error.name !== 'string' || typeof error.message !== 'string') {
    throw new SimulationError(`${what} isn't { name, message, details }: ${JSON.stringify(error)}`);
  }
  return { name: error.name, message: error.message, details: (error.details ?? null) as Json };
}
