import { createHash } from 'node:crypto';
import { repeatedKey } from './repeated-keys';
import { BareMap } from './values';

/** What an evaluation takes from the outside; bound under a name that no expression can write. */
export const outsideKey = ' outside';

export interface Outside {
  /** Milliseconds since 1970; the same throughout one evaluation. */
  readonly now: number;
  readonly source: Source;
}

/** The same for all evaluations of an execution. */
export interface Source {
  uuid(): string;
  /** From 0 up to 1. */
  random(): number;
}

/** What the library binds `this` to in a registered function. */
interface Focus {
  readonly environment: { lookup(name: string): unknown };
}

export interface AddedFunction {
  readonly name: string;
  /** The library's signature: it checks the arguments and gives T0410 and T0412. */
  readonly signature: string;
  readonly implementation: (this: Focus, ...parameters: never[]) => unknown;
}

/**
 * The functions that Step Functions adds to JSONata, and the three of JSONata that read the clock or chance.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-step-functions
 * Numbers that aren't whole are cut towards zero (measured on the service; the page says "rounded down").
 */
export const addedFunctions: readonly AddedFunction[] = [
  { name: 'partition', signature: '<an?:a>', implementation: partition },
  { name: 'range', signature: '<nnn?:x>', implementation: range },
  { name: 'hash', signature: '<ss?:s>', implementation: hash },
  { name: 'random', signature: '<n?:n>', implementation: random },
  { name: 'uuid', signature: '<:s>', implementation: uuid },
  { name: 'parse', signature: '<s?:x>', implementation: parse },
  { name: 'now', signature: '<s?s?:s>', implementation: now },
  { name: 'millis', signature: '<:n>', implementation: millis },
];

/** Those among them that take something from the outside. */
export const outsideFunctions = ['random', 'uuid', 'now', 'millis'];

/** JSONata's own functions that the service hasn't. */
export const removedFunctions = ['eval'];

/** The most items that `$range` may make (measured on the service). */
const rangeLimit = 360_145;

function partition(list?: readonly unknown[], size?: number): unknown {
  if (list === undefined || list.length === 0) return undefined;
  if (size === undefined) return [list];
  const step = Math.trunc(size);
  if (step < 0) throw failure('Second argument must be zero or greater');
  if (step === 0) return undefined;
  const parts: unknown[] = [];
  for (let start = 0; start < list.length; start += step) parts.push(list.slice(start, start + step));
  return parts;
}

function range(from?: number, to?: number, by?: number): unknown {
  if (from === undefined || to === undefined || by === undefined) return undefined;
  const [first, last, step] = [Math.trunc(from), Math.trunc(to), Math.trunc(by)];
  if (step === 0 || (last - first) * step < 0) return undefined;
  const count = Math.floor((last - first) / step) + 1;
  if (count > rangeLimit) throw new Error(memoryLimitExceeded);
  const items = Array.from({ length: count }, (_, i) => first + i * step);
  // As with JSONata's own sequences, a single item is the item.
  return items.length === 1 ? items[0] : items;
}

export const memoryLimitExceeded = 'Expression evaluation memory limit exceeded: Check for excessive memory usage';

const algorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

function hash(text?: string, algorithm?: string): unknown {
  if (text === undefined || algorithm === undefined) return undefined;
  const known = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm] : undefined;
  if (!known) throw failure('Second argument must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512');
  return createHash(known).update(text, 'utf8').digest('hex');
}

function random(this: Focus, seed?: number): number {
  return seed === undefined ? outside(this).source.random() : seededRandom(BigInt(Math.trunc(seed)));
}

/** The service draws a seeded number as Java does: the first `nextDouble()` of `java.util.Random(seed)`. */
function seededRandom(seed: bigint): number {
  const mask = (1n << 48n) - 1n;
  let state = (seed ^ 0x5deece66dn) & mask;
  const next = (bits: bigint): bigint => {
    state = (state * 0x5deece66dn + 0xbn) & mask;
    return state >> (48n - bits);
  };
  const high = next(26n);
  return Number((high << 27n) + next(27n)) / 2 ** 53;
}

function uuid(this: Focus): string {
  return outside(this).source.uuid();
}

/** Strict JSON. A repeated key and a number too large for a double are refused, as on the service (measured). */
function parse(text?: string): unknown {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text, (_key, item: unknown) => {
      if (typeof item === 'number' && !Number.isFinite(item)) throw new Error('a number out of range');
      if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
      return Object.assign(new BareMap(), item);
    });
    if (!repeatedKey(text)) return value;
  } catch {
    // Refused below, like a repeated key.
  }
  throw failure('Invalid JSON');
}

function now(this: Focus, picture?: string, timezone?: string): unknown {
  const { now } = outside(this);
  if (picture === undefined && timezone === undefined) return new Date(now).toISOString();
  const format = this.environment.lookup('fromMillis') as {
    implementation(ms: number, picture?: string, zone?: string): unknown;
  };
  return format.implementation(now, picture, timezone);
}

function millis(this: Focus): number {
  return outside(this).now;
}

function outside(focus: Focus): Outside {
  return focus.environment.lookup(outsideKey) as Outside;
}

/** The shape of the library's own errors; the code is the one of `$error`, which the service gives here too (measured). */
function failure(message: string): { code: string; message: string } {
  return { code: 'D3137', message };
}
