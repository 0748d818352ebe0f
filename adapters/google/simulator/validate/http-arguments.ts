import { limits } from '../limits';
import type { Template } from '../parse/ast';
import type { Problems } from '../problem';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];

/** What Google's JSON schema says of the arguments of HTTP calls, where they are literal. */
export function checkHttpArguments(literal: (name: string) => Template | undefined, problems: Problems): void {
  const method = literal('method');
  if (method?.kind === 'constant' && !methods.includes(method.value as string)) {
    problems.add(method.place, `unknown HTTP method`);
  }
  const timeout = literal('timeout');
  if (timeout?.kind === 'constant') {
    const seconds = typeof timeout.value === 'bigint' || typeof timeout.value === 'number' ? Number(timeout.value) : NaN;
    const most = limits.httpTimeout.most;
    if (!(seconds > 0 && seconds <= most)) problems.add(timeout.place, `timeout must be more than 0 and at most ${most} seconds`);
  }
  const headers = literal('headers');
  if (headers?.kind === 'constant' && headers.value instanceof Map && headers.value.size === 0) {
    problems.add(headers.place, `'headers' must not be empty`);
  }
  const body = literal('body');
  const listBody = body?.kind === 'list' || (body?.kind === 'constant' && Array.isArray(body.value));
  const plainBody =
    body?.kind === 'constant' && body.value !== null && typeof body.value !== 'string' && typeof body.value !== 'object';
  if (body && (listBody || plainBody))
    problems.add(body.place, `'body' must be a map, a string or null; give anything else by an expression`);
  const auth = literal('auth');
  if (auth) checkAuth(auth, problems);
}

function checkAuth(auth: Template, problems: Problems): void {
  const fields = new Map<string, unknown>();
  if (auth.kind === 'constant' && auth.value instanceof Map)
    for (const [key, value] of auth.value) fields.set(key as string, value);
  else if (auth.kind === 'map') {
    for (const { key, value } of auth.entries) {
      if (key.kind === 'constant') fields.set(key.value as string, value.kind === 'constant' ? value.value : undefined);
    }
  } else if (auth.kind !== 'expression') problems.add(auth.place, `'auth' must be a map`);
  for (const key of fields.keys()) {
    if (!['type', 'scope', 'scopes', 'audience'].includes(key)) problems.add(auth.place, `unexpected entry '${key}' in 'auth'`);
  }
  const type = fields.get('type');
  if (type !== undefined && type !== 'OIDC' && type !== 'OAuth2')
    problems.add(auth.place, `the type of 'auth' is OIDC or OAuth2`);
}
