import type { WorkflowError } from '../../../src/engine';
import { isMap, type Json } from '../../../src/language/json';

/**
 * How an execution ended, as DescribeExecution tells it. Error and Cause are texts, and may be absent:
 * a TIMED_OUT execution has neither.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export type Outcome =
  | { readonly status: 'SUCCEEDED'; readonly output: Json }
  | { readonly status: 'FAILED'; readonly error: string | null; readonly cause: string | null }
  | { readonly status: 'TIMED_OUT' }
  | { readonly status: 'ABORTED' };

/**
 * The names under which the language knows two errors of the service. Whoever reads an execution's end from outside
 * must translate these, since neither can be translated inside the machine: the service ends an execution by its own
 * timeout without entering another state, and an expression that fails outside Task, Map and Parallel can't be caught.
 */
const languageNames: Readonly<Record<string, string>> = {
  'States.Timeout': 'Timeout',
  'States.QueryEvaluationError': 'ExpressionError',
};

/**
 * The error of an execution that didn't succeed, as a workflow's user sees it. The service gives a name and one text;
 * message and details travel in that text as JSON, in the shape that Lambda functions give it:
 * `{"errorType":…,"errorMessage":…,"details":…}`. Any other text is the message.
 */
export function decodeError(outcome: Exclude<Outcome, { status: 'SUCCEEDED' }>): WorkflowError {
  if (outcome.status === 'TIMED_OUT') return { name: 'Timeout', message: '', details: null };
  if (outcome.status === 'ABORTED') return { name: 'Aborted', message: '', details: null };
  const name = languageName(outcome.error);
  return { name, ...decodeCause(outcome.cause ?? '') };
}

function languageName(error: string | null): string {
  if (error === null) return 'Error';
  return Object.hasOwn(languageNames, error) ? (languageNames[error] as string) : error;
}

function decodeCause(cause: string): { message: string; details: Json } {
  if (cause.startsWith('{')) {
    const parsed = parseOrUndefined(cause);
    if (isMap(parsed) && typeof parsed.errorType === 'string' && typeof parsed.errorMessage === 'string') {
      return { message: parsed.errorMessage, details: (parsed.details ?? null) as Json };
    }
  }
  return { message: cause, details: null };
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
