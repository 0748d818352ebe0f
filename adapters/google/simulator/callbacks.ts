import type { Value } from './values';

/** A request to a callback endpoint, as `events.await_callback` answers it. */
export interface CallbackRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Value;
}

interface Endpoint {
  readonly execution: string;
  readonly method: string;
  /** One request may come before it is waited for. */
  received: CallbackRequest | undefined;
  waiting: ((request: CallbackRequest) => void) | undefined;
}

/** The endpoints of all running executions. https://cloud.google.com/workflows/docs/creating-callback-endpoints */
export class Callbacks {
  private readonly endpoints = new Map<string, Endpoint>();

  create(url: string, execution: string, method: string): void {
    this.endpoints.set(url, { execution, method, received: undefined, waiting: undefined });
  }

  knows(url: string): boolean {
    return this.endpoints.has(url);
  }

  /**
   * Delivers a request; answers the HTTP status. 404: no such endpoint, or its execution is over; 405: another method; 429: the last
   * request wasn't taken yet (both statuses from secondary sources).
   */
  deliver(request: CallbackRequest): number {
    const endpoint = this.endpoints.get(withoutQuery(request.url));
    if (!endpoint) return 404;
    if (endpoint.method !== request.method) return 405;
    if (endpoint.waiting) {
      const resume = endpoint.waiting;
      endpoint.waiting = undefined;
      resume(request);
      return 200;
    }
    if (endpoint.received) return 429;
    endpoint.received = request;
    return 200;
  }

  /** The next request; `cancel` gives up the waiting. */
  next(url: string): { readonly request: Promise<CallbackRequest>; cancel(): void } {
    const endpoint = this.endpoints.get(url);
    if (!endpoint) throw new Error(`no callback endpoint ${url}`);
    if (endpoint.received) {
      const request = Promise.resolve(endpoint.received);
      endpoint.received = undefined;
      return { request, cancel: () => undefined };
    }
    const request = new Promise<CallbackRequest>(resolve => (endpoint.waiting = resolve));
    return { request, cancel: () => (endpoint.waiting = undefined) };
  }

  isAwaited(url: string): boolean {
    return this.endpoints.get(url)?.waiting !== undefined;
  }

  /** An execution ends, and its endpoints with it. */
  close(execution: string): void {
    for (const [url, endpoint] of this.endpoints) if (endpoint.execution === execution) this.endpoints.delete(url);
  }
}

export function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] as string;
}
