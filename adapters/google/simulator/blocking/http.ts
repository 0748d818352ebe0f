import type { FunctionAnswer, HttpAnswer } from '../../../../src/engine';
import type { Json } from '../../../../src/language/json';
import { kindOfHost } from '../billing';
import { withoutQuery } from '../callbacks';
import { exceed, fail, Raised, timeoutError } from '../errors';
import { observeCall } from '../history';
import type { Execution } from '../interpret/state';
import { decodeJson, fromJson, toJson } from '../json';
import { limits } from '../limits';
import { mapOf, type Value } from '../values';
import { readTimeout, timedOut, within } from './deadline';
import { readRequest, type OutgoingRequest } from './request';

interface Response {
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Value;
}

/** https://cloud.google.com/workflows/docs/http-requests */
export async function sendHttp(name: string, args: ReadonlyMap<string, Value>, execution: Execution): Promise<Value> {
  let request: OutgoingRequest;
  let timeout: number;
  try {
    request = readRequest(name, args);
    timeout = readTimeout(args.get('timeout'), limits.httpTimeout);
  } catch (error) {
    // Nothing was sent, so it failed inside.
    execution.billing.count('internal');
    throw error;
  }
  execution.billing.count(kindOfHost(request.url.hostname));
  const answer = await within(execution.world.clock, timeout, route(request, execution));
  if (answer === timedOut) throw timeoutError();
  if (answer.code >= 400) {
    throw new Raised(
      mapOf({
        tags: ['HttpError'],
        message: `HTTP server responded with error code ${answer.code}`,
        ...responseMap(answer),
      }),
    );
  }
  return mapOf(responseMap(answer));
}

function responseMap({ code, headers, body }: Response): Record<string, Value> {
  return { body, code: BigInt(code), headers: mapOf(headers) };
}

/** A callback endpoint of this deployment, one of its functions, or the web. */
async function route(request: OutgoingRequest, execution: Execution): Promise<Response> {
  const { site } = execution;
  if (site.callbacks.knows(withoutQuery(request.url.href))) return deliver(request, execution);
  const target = site.functionAt(request.url);
  if (target) return callFunction(request, target, execution);
  if (site.isFunctionHost(request.url)) return textResponse(404, 'Not Found');
  observeCall(execution, 'httpCalled', `${request.method} ${request.url.href}`);
  const answer = await execution.world.http({
    method: request.method,
    url: request.url.href,
    headers: request.headers,
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return webResponse(answer);
}

function webResponse(answer: HttpAnswer): Response {
  if (!answer.ok) {
    // Whether the request arrived can't be told but for these; the doubtful error is the one that isn't retried by default for POST.
    const never = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED/.test(answer.message);
    return fail(never ? 'ConnectionFailedError' : 'ConnectionError', answer.message);
  }
  if (Buffer.byteLength(answer.body) > limits.responseBytes) exceed(`HTTP response is larger than ${limits.responseBytes} bytes`);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) headers[canonicalName(name)] = value;
  return { code: answer.status, headers, body: parseBody(answer.body, answer.headers['content-type']) };
}

/** `Content-Type`, as in the documentation's examples; the case isn't promised. */
function canonicalName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, letters => letters.toUpperCase());
}

/** "The body is parsed when the Content-Type says JSON"; an empty one, or one that isn't JSON after all, stays text. */
function parseBody(body: string, type: string | undefined): Value {
  const isJson = type !== undefined && /^application\/([\w.-]+\+)?json\b/i.test(type.trim());
  const parsed = isJson ? decodeJson(body) : undefined;
  return parsed === undefined ? body : parsed;
}

/**
 * A function of the service behind its wrapper: it takes POST with an OIDC token for its own URL, answers 200 and the JSON value, 422 and
 * { name, message } for what the handler threw.
 */
async function callFunction(
  request: OutgoingRequest,
  target: { readonly key: string; readonly base: URL },
  execution: Execution,
): Promise<Response> {
  if (request.auth?.type !== 'OIDC') return textResponse(403, 'Forbidden');
  if (!isAudience(request.auth.audience ?? withoutQuery(request.url.href), target.base)) return textResponse(401, 'Unauthorized');
  if (request.method !== 'POST') return textResponse(405, 'Method Not Allowed');
  const input = functionInput(request);
  if ('status' in input) return textResponse(input.status, input.text);
  observeCall(execution, 'functionCalled', target.key, input.value);
  return functionResponse(
    await execution.world.call({ function: target.key, input: input.value, executionId: execution.id }),
    execution,
  );
}

/**
 * What functions-framework makes of a request's body. Its JSON parser is strict: it takes maps and lists only and answers 400 to other
 * JSON. Bytes reach the wrapper as they are, which reads JSON from them. https://github.com/expressjs/body-parser#strict
 */
function functionInput({
  content,
  headers,
}: OutgoingRequest): { readonly value: Json } | { readonly status: number; readonly text: string } {
  // Without a body the wrapper sees no input, which the language calls {}.
  if (content === undefined || content === null) return { value: {} };
  if (content instanceof Uint8Array) {
    const read = decodeJson(Buffer.from(content).toString('utf8'));
    return read === undefined ? { status: 422, text: 'the bytes are no JSON' } : { value: toJson(read) };
  }
  if (!/^application\/json\b/.test(headers['content-type'] ?? 'application/json'))
    return { status: 415, text: 'Unsupported Media Type' };
  const value = toJson(content);
  return typeof value === 'object' && value !== null ? { value } : { status: 400, text: 'Bad Request' };
}

function functionResponse(answer: FunctionAnswer, execution: Execution): Response {
  if (answer.ok) return jsonResponse(200, fromJson(answer.value));
  const { name, message } = answer.error;
  if (!answer.platform) return jsonResponse(422, mapOf({ name, message }));
  return platformFailure(message, execution);
}

/** What the platform does when it can't run a function takes several forms; they come in turn, so that none is forgotten. */
function platformFailure(message: string, execution: Execution): Response {
  switch (execution.platformFailures++ % 3) {
    case 0:
      return textResponse(503, message || 'Service Unavailable');
    case 1:
      return textResponse(429, message || 'Too Many Requests');
    default:
      return fail('ConnectionError', message || 'connection broken');
  }
}

/** "The audience should be set to your service's root URL", or is the URL itself. */
function isAudience(audience: string, base: URL): boolean {
  const trimmed = audience.replace(/\/+$/, '');
  return trimmed === base.href.replace(/\/+$/, '') || trimmed === base.origin;
}

function deliver(request: OutgoingRequest, execution: Execution): Response {
  const code = execution.site.callbacks.deliver({
    method: request.method,
    url: request.url.href,
    headers: request.headers,
    query: Object.fromEntries(request.url.searchParams),
    body: request.content ?? null,
  });
  return textResponse(code, '');
}

function textResponse(code: number, body: string): Response {
  return { code, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body };
}

function jsonResponse(code: number, body: Value): Response {
  return { code, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body };
}
