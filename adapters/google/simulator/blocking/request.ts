import { fail } from '../errors';
import { encodeJson } from '../json';
import { urlEncode } from '../stdlib/text';
import { want } from '../stdlib/signature';
import { isList, isMap, typeName, type Value } from '../values';

/** A request as a workflow states it, checked. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The body's value, for functions of the service. */
  readonly content: Value | undefined;
  readonly auth: { readonly type: 'OIDC' | 'OAuth2'; readonly audience: string | undefined } | undefined;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']);

/** https://cloud.google.com/workflows/docs/reference/stdlib/http/request */
export function readRequest(name: string, args: ReadonlyMap<string, Value>): OutgoingRequest {
  const method = name === 'http.request' ? want.string(args.get('method'), 'method') : name.slice('http.'.length).toUpperCase();
  if (!methods.has(method)) fail('ValueError', `unknown HTTP method ${JSON.stringify(method)}`);
  const url = readUrl(want.string(args.get('url'), 'url'));
  addQuery(url, args.get('query') ?? null);
  const headers = readHeaders(args.get('headers') ?? null);
  const content = args.get('body');
  // A null body is no body: the schema allows it, and JSON's null as a body would be a surprise.
  const body = content === undefined || content === null ? undefined : encodeBody(content, headers);
  return { method, url, headers, body, content, auth: readAuth(args.get('auth') ?? null) };
}

function readUrl(text: string): URL {
  const url = parseUrl(text);
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  return fail('ValueError', `'url' must be an absolute http or https URL; got: ${JSON.stringify(text)}`);
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** "The map values must be strings, ints, floats, booleans, or lists of those." */
function addQuery(url: URL, query: Value): void {
  if (query === null) return;
  const parts: string[] = [];
  for (const [key, value] of want.map(query, 'query')) {
    for (const item of isList(value) ? value : [value]) parts.push(`${urlEncode(key)}=${urlEncode(scalarText(item, 'query'))}`);
  }
  if (parts.length === 0) return;
  url.search = url.search === '' ? parts.join('&') : `${url.search.slice(1)}&${parts.join('&')}`;
}

function scalarText(value: Value, what: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return fail('TypeError', `a value of '${what}' must be a string, a number or a boolean; got: ${typeName(value)}`);
}

/** "If present, must be a map of strings." */
function readHeaders(value: Value): Record<string, string> {
  const headers: Record<string, string> = {};
  if (value === null) return headers;
  for (const [name, content] of want.map(value, 'headers')) {
    if (typeof content !== 'string') fail('TypeError', `header '${name}' must be a string; got: ${typeName(content)}`);
    headers[name.toLowerCase()] = content as string;
  }
  return headers;
}

/**
 * "If a Content-Type header is not specified and if the body value is bytes, the header is set to application/octet-stream;
 * otherwise, the body is JSON-encoded and the header is set to application/json; charset=utf-8. If a Content-Type header is
 * specified, the request body is encoded as prescribed. For example, it might be JSON or URL-encoded."
 */
function encodeBody(content: Value, headers: Record<string, string>): string {
  const type = headers['content-type'];
  if (content instanceof Uint8Array) {
    if (type === undefined) headers['content-type'] = 'application/octet-stream';
    // The world carries text: bytes travel as text when they are some.
    return Buffer.from(content).toString('utf8');
  }
  if (type === undefined) headers['content-type'] = 'application/json; charset=utf-8';
  if (type?.startsWith('application/x-www-form-urlencoded') && isMap(content)) {
    return [...content].map(([key, value]) => `${urlEncode(key)}=${urlEncode(scalarText(value, 'body'))}`).join('&');
  }
  const isJson = type === undefined || /^application\/([\w.-]+\+)?json\b/.test(type);
  return typeof content === 'string' && !isJson ? content : encodeJson(content);
}

/** "If present, must be a map with type attribute in ["OIDC", "OAuth2"]." */
function readAuth(value: Value): OutgoingRequest['auth'] {
  if (value === null) return undefined;
  const auth = want.map(value, 'auth');
  const type = want.string(auth.get('type'), 'auth.type');
  if (type !== 'OIDC' && type !== 'OAuth2') return fail('ValueError', `the type of 'auth' is OIDC or OAuth2; got: ${type}`);
  const audience = auth.get('audience');
  return { type, audience: audience === undefined ? undefined : want.string(audience, 'auth.audience') };
}
