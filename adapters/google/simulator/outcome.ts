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
 * - a map with tags is Google's: ExpressionError for the tags above, else the name of the first tag, the payload as details;
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
  return { name: tags[0] ?? 'Error', message: text, details: toDisplay(payload) };
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
