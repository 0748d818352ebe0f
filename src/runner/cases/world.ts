import type { Clock, FunctionAnswer, FunctionCall, HistoryEvent, HttpAnswer, HttpRequest, World } from '../../engine';
import type { Json } from '../../language/json';
import { VirtualClock } from '../clock';
import type { RecordedCall } from '../trace';
import { answersOf, CaseProblem } from './answers';
import type { Case } from './case';

/** What stands behind a world: the service's handlers and the web, for `run` and for cases with `handlers: true`. */
export interface Outside {
  call(call: FunctionCall): Promise<FunctionAnswer>;
  http(request: HttpRequest): Promise<HttpAnswer>;
}

/** A world that keeps a list of the calls it gets, for any engine. */
export interface RecordingWorld extends World {
  readonly recorded: readonly RecordedCall[];
  /** What the case should have answered and didn't. */
  readonly problems: readonly string[];
}

export interface WorldOptions {
  readonly clock: Clock;
  readonly outside: Outside;
  readonly observe?: (event: HistoryEvent) => void;
  readonly uuid?: () => string;
}

export function createWorld({
  clock,
  outside,
  observe = () => undefined,
  uuid = () => globalThis.crypto.randomUUID(),
}: WorldOptions): RecordingWorld {
  const recorded: RecordedCall[] = [];
  const problems: string[] = [];
  return {
    clock,
    recorded,
    problems,
    uuid,
    observe,
    async call(call) {
      recorded.push({ kind: 'function', function: call.function, input: call.input });
      try {
        return await outside.call(call);
      } catch (error) {
        problems.push(messageOf(error));
        return { ok: false, error: { name: 'Error', message: messageOf(error) }, platform: false };
      }
    },
    async http(request) {
      const { method, url, body } = request;
      recorded.push({ kind: 'http', method, url, ...(body === undefined ? {} : { body: bodyValue(body) }) });
      try {
        return await outside.http(request);
      } catch (error) {
        problems.push(messageOf(error));
        return { ok: false, message: messageOf(error) };
      }
    },
  };
}

/** The world of one run of a case: virtual time, the case's answers, and behind them `real` where the case lets it. */
export function caseWorld(given: Case, real: Outside | undefined, observe?: (event: HistoryEvent) => void): RecordingWorld {
  const clock = new VirtualClock(given.now);
  const answers = answersOf(given);
  const behind = given.handlers ? real : undefined;
  let count = 0;
  const later = async <T>(after: number, value: T): Promise<T> => {
    if (after > 0) await clock.timer(after).promise;
    return value;
  };
  const outside: Outside = {
    async call(call) {
      const found = answers.ofFunction(call);
      if (found) return later(found.after, found.answer);
      if (behind) return clock.during(behind.call(call));
      throw new CaseProblem(`the case has no answer for ${call.function}(${JSON.stringify(call.input)})`);
    },
    async http(request) {
      const found = answers.ofHttp(request);
      if (found) return later(found.after, found.answer);
      if (behind) return clock.during(behind.http(request));
      throw new CaseProblem(`the case has no answer for ${request.method} ${request.url}`);
    },
  };
  const uuid = (): string => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
  return createWorld({ clock, outside, uuid, ...(observe ? { observe } : {}) });
}

function bodyValue(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
