import type { Execution, WorkflowError } from '../../src/adapter';
import { httpSocket, httpStatusPrefix, lambdaUnavailable, transientStatuses } from './expressions/error-names';

/**
 * An execution's end in the language's words. An error that nothing in a machine takes leaves it under AWS's own name,
 * which no state could translate: whoever reads the end does.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function inOurWords(execution: Execution): Execution {
  return execution.status === 'failed' ? { ...execution, error: translate(execution.error) } : execution;
}

const unavailable = new Set<string>([...lambdaUnavailable, httpSocket]);
const ownName = /^(States|Lambda|StepFunctions|Events)\./;

function translate(error: WorkflowError): WorkflowError {
  if (unavailable.has(error.name)) return { ...error, name: 'Unavailable' };
  if (error.name.startsWith(httpStatusPrefix)) {
    const status = Number(error.name.slice(httpStatusPrefix.length));
    const name = transientStatuses.some(transient => transient === status) ? 'Unavailable' : 'HttpError';
    return { name, message: `HTTP status ${status}`, details: { status, body: null } };
  }
  return ownName.test(error.name) ? { ...error, name: 'Error' } : error;
}
