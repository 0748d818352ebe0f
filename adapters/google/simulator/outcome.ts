import type { WorkflowError } from '../../../src/engine';
import type { Raised } from './errors';
import { toDisplay } from './json';
import { isList, isMap, type Value } from './values';

/** Tags of the mistakes in a workflow that the language calls ExpressionError. */
const expressionErrors = new Set([
  'TypeError',
  'KeyError',
  'IndexError',
  'ValueError',
  'ZeroDivisionError',
  // A workflow that calls itself too deep is wrong in itself, whatever its input: no handler could help it.
  'RecursionError',
]);

/**
 * The error that an execution ended with, in the terms of the engines' contract. Google keeps whatever was raised, so:
 * - a map with a string `name` is an error of the workflow's own, in the form { name, message, details };
 * - a map with tags is Google's. ExpressionError for the tags above; what a call of a function raises means what the contract with its
 *   wrapper says (422 with { name, message } is what the handler threw); any other is named by its first tag, the payload as details;
 * - a string is an error without a name of its own: `Error`, as for a thrown Error in a function.
 */
export function errorOf(payload: Value): WorkflowError {
  if (typeof payload === 'string') return { name: 'Error', message: payload, details: null };
  if (!isMap(payload)) return { name: 'Error', message: '', details: toDisplay(payload) };
  const message = payload.get('message');
  const text = typeof message === 'string' ? message : '';
  const name = payload.get('name');
  if (typeof name === 'string') return { name, message: text, details: toDisplay(payload.get('details') ?? null) };
  const tags = tagsOf(payload);
  if (tags.some(tag => expressionErrors.has(tag))) return { name: 'ExpressionError', message: text, details: null };
  const called = callError(payload, tags);
  if (called) return { message: text, ...called, details: null };
  return { name: tags[0] ?? 'Error', message: text, details: toDisplay(payload) };
}

/** What a failed call means: the wrapper's answer, or that the platform couldn't run the function. */
function callError(
  payload: ReadonlyMap<string, Value>,
  tags: readonly string[],
): { readonly name: string; readonly message?: string } | undefined {
  if (tags.includes('TimeoutError')) return { name: 'Timeout' };
  if (tags.includes('ConnectionError') || tags.includes('ConnectionFailedError')) return { name: 'Unavailable' };
  if (!tags.includes('HttpError')) return undefined;
  const body = payload.get('body');
  const thrown = body !== undefined && isMap(body) ? body.get('name') : undefined;
  const message = body !== undefined && isMap(body) ? body.get('message') : undefined;
  const code = Number(payload.get('code'));
  if (code === 422 && typeof thrown === 'string') return { name: thrown, message: typeof message === 'string' ? message : '' };
  return [429, 502, 503, 504].includes(code) ? { name: 'Unavailable' } : undefined;
}

function tagsOf(payload: Value): string[] {
  const tags = isMap(payload) ? (payload.get('tags') ?? null) : null;
  return tags !== null && isList(tags) ? tags.filter(tag => typeof tag === 'string') : [];
}

/**
 * The execution's `error.context`, as in the troubleshooting page's example: the error, then where it was raised and through which calls it
 * came.
 */
export function contextOf(error: Raised): string {
  const { payload } = error;
  const message = isMap(payload) ? payload.get('message') : payload;
  const tag = tagsOf(payload)[0];
  const text = typeof message === 'string' ? message : JSON.stringify(toDisplay(payload));
  const lines = error.trace.map(({ step, routine, line }) => `in step "${step}", routine "${routine}", line: ${line}`);
  return [tag ? `${tag}: ${text}` : text, ...lines].join('\n');
}
