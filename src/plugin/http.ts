import type { HttpAnswer, HttpRequest } from '../engine';

/** The real web, as an engine's world sees it. */
export interface Web {
  http(request: HttpRequest): Promise<HttpAnswer>;
  /** Gives up on requests that are still under way. */
  close(): void;
}

export function createWeb(): Web {
  const closing = new AbortController();
  return {
    http: async ({ method, url, headers, body }) => {
      try {
        const response = await fetch(url, {
          method,
          headers: { ...headers },
          signal: closing.signal,
          ...(body === undefined ? {} : { body }),
        });
        return {
          ok: true,
          status: response.status,
          headers: Object.fromEntries(response.headers.entries()),
          body: await response.text(),
        };
      } catch (error) {
        return { ok: false, message: reason(error) };
      }
    },
    close: () => closing.abort(),
  };
}

/** `fetch` itself only says that it failed; why is in the cause. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  return cause.message === '' ? code : cause.message;
}
