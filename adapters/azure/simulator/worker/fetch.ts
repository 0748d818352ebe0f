import { callWorld } from './invocation';

/** `fetch` that sends to the world. What it refuses, and the headers it adds by itself, are those of Node's own Request. */
export async function worldFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const body = request.body === null ? undefined : await request.text();
  request.signal.throwIfAborted();
  const { answer } = callWorld({
    kind: 'http',
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    ...(body !== undefined && { body }),
  });
  const silence = callWorld({ kind: 'timer', milliseconds: 300_000 });
  const result = await Promise.race([answer, silence.answer, aborted(request.signal)]).finally(silence.cancel);
  // The defaults of undici: https://github.com/nodejs/undici/blob/main/docs/docs/api/Client.md
  if (result.kind === 'fired') {
    throw Object.assign(new TypeError('fetch failed'), { cause: new Error('Headers Timeout Error') });
  }
  if (result.kind === 'noConnection') {
    throw Object.assign(new TypeError('fetch failed'), { cause: new Error(result.message) });
  }
  if (result.kind !== 'http') throw new TypeError(`fetch can't be answered with ${result.kind}`);
  // These statuses have no body, and Response insists on it.
  const empty = [101, 204, 205, 304].includes(result.status);
  const response = new Response(empty ? null : result.body, { status: result.status, headers: result.headers });
  Object.defineProperty(response, 'url', { value: request.url });
  return response;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}
