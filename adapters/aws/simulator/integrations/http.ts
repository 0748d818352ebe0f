import { STATUS_CODES } from 'node:http';
import type { HttpAnswer, HttpRequest, Timer } from '../../../../src/engine';
import { isMap, type Json, type JsonMap } from '../../../../src/language/json';
import { StateError } from '../errors';
import type { HttpFailureCause } from '../interpret/execution';
import { fits, limits } from '../limits';
import { parametersOf, requiredText, unusable } from './parameters';
import type { Integration, TaskRequest } from './integration';

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];

/** Headers that a task may not set; the list of the documentation. */
const forbidden =
  /^(a-im|accept-charset|accept-datetime|accept-encoding|authorization|cache-control|connection|content-encoding|content-md5|date|expect|forwarded|from|host|http2-settings|if-.*|max-forwards|origin|pragma|proxy-authorization|referer|server|te|trailer|transfer-encoding|upgrade|via|warning|x-forwarded-.*|x-amz-.*|x-amzn-.*)$/;

/** https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html */
export const httpInvoke: Integration = {
  service: 'http',
  prepare(task) {
    const request = requestOf(task);
    const { lane } = task.visit;
    const { world, httpFailureCause } = lane.execution.run;
    let timer: Timer | undefined;
    return {
      target: `${request.method} ${request.url}`,
      async perform() {
        timer = world.clock.timer(limits.httpTask * 1000);
        const tooLate = timer.promise.then(() => {
          throw new StateError('States.Http.Socket', `The HTTP task ran longer than ${limits.httpTask} seconds.`);
        });
        try {
          return resultOf(await Promise.race([world.http(request), tooLate]), httpFailureCause);
        } finally {
          timer.cancel();
        }
      },
      cancel: () => timer?.cancel(),
    };
  },
};

function requestOf(task: TaskRequest): HttpRequest {
  const parameters = parametersOf(task);
  const method = requiredText(task, parameters, 'Method');
  if (!methods.includes(method)) throw unusable(task, `The value of the field 'Method' is not valid`);
  if (!hasConnection(parameters)) throw unusable(task, `The field 'ConnectionArn' is required but was missing`);
  const headers = headersOf(task, parameters.Headers);
  const body = bodyOf(parameters, headers);
  if (body !== undefined && headers['content-type'] === undefined) headers['content-type'] = 'application/json';
  return { method, url: urlOf(task, parameters), headers, ...(body === undefined ? {} : { body }) };
}

/** An EventBridge connection is mandatory, even for an API that asks for no credentials. */
function hasConnection(parameters: JsonMap): boolean {
  return [parameters.Authentication, parameters.InvocationConfig].some(
    place => isMap(place) && typeof place.ConnectionArn === 'string' && place.ConnectionArn !== '',
  );
}

function urlOf(task: TaskRequest, parameters: JsonMap): string {
  const endpoint = requiredText(task, parameters, 'ApiEndpoint');
  if (!/^https:\/\//i.test(endpoint) || !URL.canParse(endpoint))
    throw unusable(task, `The value for the 'ApiEndpoint' field is not valid`);
  const query = parameters.QueryParameters;
  if (query === undefined) return endpoint;
  if (!isMap(query)) throw unusable(task, `The value of the field 'QueryParameters' has an invalid format`);
  const pairs = Object.entries(query as JsonMap).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(each => [name, each]),
  );
  const text = pairs.map(([name, value]) => `${encodeURIComponent(String(name))}=${encodeURIComponent(String(value))}`).join('&');
  if (text === '') return endpoint;
  return `${endpoint}${endpoint.includes('?') ? '&' : '?'}${text}`;
}

function headersOf(task: TaskRequest, headers: Json | undefined): Record<string, string> {
  if (headers === undefined) return {};
  if (!isMap(headers)) throw unusable(task, `The value of the field 'Headers' has an invalid format`);
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers as JsonMap)) {
    const lower = name.toLowerCase();
    if (forbidden.test(lower)) throw unusable(task, `The header '${name}' is not allowed`);
    result[lower] = Array.isArray(value) ? value.join(',') : String(value);
  }
  return result;
}

/** JSON, unless the body is a text or `Transform` asks for a form. */
function bodyOf(parameters: JsonMap, headers: Readonly<Record<string, string>>): string | undefined {
  const body = parameters.RequestBody;
  if (body === undefined) return undefined;
  const transform = parameters.Transform;
  if (isMap(transform) && transform.RequestBodyEncoding === 'URL_ENCODED' && isMap(body)) {
    const pairs = Object.entries(body as JsonMap);
    return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join('&');
  }
  const json = /json/i.test(headers['content-type'] ?? 'json');
  return typeof body === 'string' && !json ? body : JSON.stringify(body);
}

function resultOf(answer: HttpAnswer, failureCause: HttpFailureCause): Json {
  // The reference knows no name for a connection that can't be made; this one stands for a broken socket.
  if (!answer.ok) throw new StateError('States.Http.Socket', answer.message);
  if (!fits(answer.body, limits.payload)) {
    throw new StateError(
      'States.DataLimitExceeded',
      "The state/task 'http' returned a result with a size exceeding the maximum number of bytes service limit.",
    );
  }
  const result = {
    Headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, [value]])),
    ResponseBody: parseBody(answer.headers['content-type'] ?? '', answer.body),
    StatusCode: answer.status,
    StatusText: STATUS_CODES[answer.status] ?? '',
  };
  if (answer.status < 400) return result;
  const causes: Record<HttpFailureCause, () => string> = {
    statusText: () => result.StatusText,
    body: () => answer.body,
    result: () => JSON.stringify(result),
  };
  throw new StateError(`States.Http.StatusCode.${answer.status}`, causes[failureCause]());
}

function parseBody(contentType: string, body: string): Json {
  if (!/[/+]json\b/i.test(contentType)) return body;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}
