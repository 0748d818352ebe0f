import { Callable, isList, isMap, mapOf, type Value, type ValueMap } from '../values';
import { define, type LibraryFunction } from './signature';

/**
 * https://cloud.google.com/workflows/docs/reference/stdlib/http/default_retry_predicate and its neighbours, .../retry.
 * A 500 is never retried by default.
 */
export const predicates: Readonly<Record<string, LibraryFunction>> = {
  'http.default_retry_predicate': define('errormap', ([error = null]) =>
    isOneOf(error, [429, 502, 503, 504], ['ConnectionError', 'ConnectionFailedError', 'TimeoutError']),
  ),
  'http.default_retry_predicate_non_idempotent': define('errormap', ([error = null]) =>
    isOneOf(error, [429, 503], ['ConnectionFailedError']),
  ),
  'retry.always': define('exception', () => true),
  'retry.never': define('exception', () => false),
};

export const predicateNames: ReadonlySet<string> = new Set(Object.keys(predicates));

function isOneOf(error: Value, codes: readonly number[], tags: readonly string[]): boolean {
  if (!isMap(error)) return false;
  const own = error.get('tags') ?? null;
  const code = error.get('code');
  if (!isList(own)) return false;
  if (own.includes('HttpError') && typeof code === 'bigint' && codes.includes(Number(code))) return true;
  return tags.some(tag => own.includes(tag));
}

/** The multiplier is 1.25 in one secondary source and 2 in another; the smaller one waits less, and hides less. */
const backoff: ValueMap = mapOf({ initial_delay: 1, max_delay: 60, multiplier: 1.25 });

function policy(predicate: string): ValueMap {
  return mapOf({ predicate: new Callable(predicate), max_retries: 5n, backoff });
}

/** The library's names that are values. */
export const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['http.default_retry', policy('http.default_retry_predicate')],
  ['http.default_retry_non_idempotent', policy('http.default_retry_predicate_non_idempotent')],
  ['retry.default_backoff', backoff],
]);
