import type { Json, JsonMap } from '../../../src/language/json';
import type { Random } from '../random';
import type { Answering, Endpoint } from './draft';
import { errorNames } from './pools';
import { randomText, randomType, randomValue, type Type } from './types';

/** What a program's cases answer to. */
export interface Answers {
  readonly functions: readonly Answering[];
  readonly endpoints: readonly Endpoint[];
  readonly input: Type;
}

const starts = ['2026-11-20T09:00:00.000Z', '2026-11-05T23:59:59.500Z', '2026-11-12T00:00:00.000Z'];

/** A case as it stands in a file; it expects nothing, since the local runner's answer is what the targets must give. */
export function answersFor(random: Random, { functions, endpoints, input }: Answers, name: string): JsonMap {
  return {
    name,
    input: randomValue(input, random, 3),
    now: random.pick(starts),
    executionId: random.pick(['execution-1', 'e_2', '7f3a']),
    functions: Object.fromEntries(functions.map(entry => [entry.key, answersOf(entry, random)])),
    http: Object.fromEntries(endpoints.map(entry => [entry.key, responsesOf(entry, random)])),
  };
}

function answersOf({ type, keyed }: Answering, random: Random): Json {
  const hangs = random.chance(0.1);
  if (!keyed) return Array.from({ length: random.whole(1, 4) }, () => answerOf(type, random, hangs));
  return [...keysOf(random).map(k => ({ when: { k }, ...answerOf(type, random, hangs) })), answerOf(type, random, hangs)];
}

/** Some of the values that `k` often has. */
function keysOf(random: Random): number[] {
  return random.shuffled([-1, 0, 1, 2, 3, 4, 5]).slice(0, random.whole(0, 4));
}

function answerOf(type: Type, random: Random, hangs: boolean): JsonMap {
  const delay = delayOf(random, hangs);
  switch (random.weighted({ value: 12, user: 3, platform: 2, error: 1 })) {
    case 'value':
      return { ...delay, returns: randomValue(type, random) };
    case 'user':
      return {
        ...delay,
        raises: { name: random.pick(errorNames), ...(random.chance(0.8) ? { message: randomText(random) } : {}) },
      };
    case 'platform':
      return { ...delay, raises: { name: 'Unavailable', message: 'no room' } };
    case 'error':
      return { ...delay, raises: { name: 'Error', message: randomText(random) } };
  }
}

/**
 * Answers come at once or in seconds, timeouts are tens of seconds, and what hangs takes longer than they and less than any
 * target's own limit: the margins are clear.
 */
function delayOf(random: Random, hangs: boolean): JsonMap {
  if (hangs && random.chance(0.4)) return { after: '150s' };
  return random.chance(0.3) ? { after: `${random.whole(1, 8)}s` } : {};
}

const failures = [400, 404, 409, 418, 429, 500, 501, 502, 503, 504];

function responsesOf({ key, type, keyed, method }: Endpoint, random: Random): Json {
  const hangs = random.chance(0.1);
  // What answers any URL may answer those of concurrent steps, where the order of calls isn't defined.
  if (!keyed && !key.endsWith('*')) return Array.from({ length: random.whole(1, 3) }, () => responseOf(type, random, hangs));
  const byBody = ['GET', 'HEAD', 'DELETE'].includes(method) ? [] : keysOf(random);
  return [...byBody.map(k => ({ when: { body: { k } }, ...responseOf(type, random, hangs) })), responseOf(type, random, hangs)];
}

function responseOf(type: Type, random: Random, hangs: boolean): JsonMap {
  const delay = delayOf(random, hangs);
  switch (random.weighted({ value: 10, failure: 4, broken: 1 })) {
    case 'value':
      return { ...delay, status: random.pick([200, 201, 202]), body: randomValue(type, random) };
    case 'failure':
      return {
        ...delay,
        status: random.pick(failures),
        body: randomValue(random.chance(0.5) ? { kind: 'string' } : randomType(random, 1), random),
      };
    case 'broken':
      return { ...delay, raises: { name: 'Unavailable', message: 'connection reset' } };
  }
}
