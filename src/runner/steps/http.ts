import type { HttpAnswer, HttpRequest } from '../../engine';
import { printScalar } from '../../language/expressions/builtins';
import { ExpressionError } from '../../language/expressions/error';
import { evaluate } from '../../language/expressions/evaluate';
import type { HttpStep } from '../../language/ir';
import { isMap, type Json, type JsonMap, typeOf } from '../../language/json';
import { observe, seconds, type StepRunner } from '../execution';
import { type Failure, fail } from '../failure';
import type { Frame } from '../frame';
import { within } from '../timeout';

export const http: StepRunner<'http'> = (step, context) => {
  const { frame, world, cancellation } = context;
  const body = step.body && evaluate(step.body, frame);
  const request = requestOf(step, body ?? null, frame);
  const timeout = seconds(step.timeout, frame, 1);
  return async attempt => {
    observe(context, { type: 'httpCalled', target: `${request.method} ${request.url}`, attempt });
    context.calls.record({
      kind: 'http',
      step: step.name,
      method: request.method,
      url: request.url,
      ...(body === undefined || body === null ? {} : { body }),
    });
    const answer = await within(timeout, world.clock, cancellation, part => part.race(world.http(request)));
    if (!answer.ok) throw fail('Unavailable', answer.message);
    const value = { status: answer.status, body: bodyOf(answer) };
    if (answer.status >= 400) throw statusFailure(value);
    observe(context, { type: 'httpAnswered', target: `${request.method} ${request.url}`, value, attempt });
    return value;
  };
};

/** Statuses that say: not now. */
const transient = new Set([429, 502, 503, 504]);

function statusFailure(value: { readonly status: number; readonly body: Json }): Failure {
  return fail(transient.has(value.status) ? 'Unavailable' : 'HttpError', `HTTP status ${value.status}`, value);
}

function requestOf(step: HttpStep, body: Json, frame: Frame): HttpRequest {
  const url = evaluate(step.url, frame);
  if (typeof url !== 'string') throw new ExpressionError(`a URL is a string, not a ${typeOf(url)}`);
  const headers = step.headers ? scalars(evaluate(step.headers, frame), 'headers') : [];
  const query = step.query ? scalars(withoutNulls(evaluate(step.query, frame)), 'query') : [];
  return {
    method: step.method,
    url: withQuery(url, query),
    headers: {
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  };
}

function withoutNulls(query: Json): Json {
  return isMap(query) ? (Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null)) as JsonMap) : query;
}

function scalars(map: Json, what: string): [string, string][] {
  if (!isMap(map)) throw new ExpressionError(`${what} is a map, not a ${typeOf(map)}`);
  return Object.entries(map as JsonMap).map(([name, value]) => [name, printScalar(value)]);
}

function withQuery(url: string, query: readonly [string, string][]): string {
  if (query.length === 0) return url;
  const text = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  return `${url}${url.includes('?') ? '&' : '?'}${text}`;
}

function bodyOf({ headers, body }: Extract<HttpAnswer, { ok: true }>): Json {
  if (body === '') return null;
  if (!/^application\/([^;]*\+)?json\b/i.test(headers['content-type'] ?? '')) return body;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}
