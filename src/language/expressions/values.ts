import type { Json } from '../json';
import { ExpressionError } from './error';

export function codePoints(text: string): string[] {
  return Array.from(text);
}

/** Unlike JavaScript's `<`, which orders by UTF-16 unit. */
export function compareCodePoints(a: string, b: string): number {
  const left = codePoints(a);
  const right = codePoints(b);
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i] as string).codePointAt(0)! - (right[i] as string).codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** A whole number prints without a fraction, and -0 as 0. Defined for 0 and magnitudes from 1e-6 up to 1e15. */
export function printNumber(x: number): string {
  return String(x);
}

const jsonNumber = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

/** Null for what isn't a number in JSON's grammar, or is too great for a double. */
export function parseJsonNumber(text: string): number | null {
  if (!jsonNumber.test(text)) return null;
  const value = Number(text) + 0;
  return Number.isFinite(value) ? value : null;
}

export function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ExpressionError("fromJson() was given a text that isn't JSON");
  }
}

const isoPattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970 of an ISO 8601 date and time with `Z` or an offset; anything else is an ExpressionError. */
export function parseTime(text: string): number {
  const match = isoPattern.exec(text);
  const time = match ? Date.parse(text) : NaN;
  // Date.parse rolls February 30 over into March.
  const day = match ? new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))).getUTCDate() : NaN;
  if (!match || Number.isNaN(time) || day !== Number(match[3])) {
    throw new ExpressionError(`"${text}" isn't a date and time like 2026-11-20T09:00:00Z`);
  }
  return time;
}

/** UTC, exactly three decimals and `Z`. */
export function isoTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 0 || year > 9999) throw new ExpressionError('a time outside the years 0 to 9999');
  return date.toISOString();
}

export function base64Encode(text: string): string {
  // eslint-disable-next-line no-control-regex -- ASCII is what this asks for
  if (!/^[\x00-\x7f]*$/.test(text)) throw new ExpressionError('base64Encode() takes ASCII text only');
  return Buffer.from(text, 'ascii').toString('base64');
}

export function base64Decode(text: string): string {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
    throw new ExpressionError("base64Decode() was given a text that isn't base64");
  const bytes = Buffer.from(text, 'base64');
  if (bytes.some(byte => byte > 127)) throw new ExpressionError('base64Decode() gives ASCII text only');
  return bytes.toString('ascii');
}
