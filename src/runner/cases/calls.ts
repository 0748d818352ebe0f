import { sameJson } from '../../language/json';
import type { Loose, RecordedCall, TraceEntry } from '../trace';
import type { ExpectedCall } from './case';
import { sameUrl } from './urls';

/** Where a list of calls leaves what the local runner's trace allows. */
export interface CallDifference {
  /** The position in the list, from 0; the list's length when calls are missing at its end. */
  readonly at: number;
  /** What the trace has there. */
  readonly expected?: RecordedCall;
}

/** Whether a list of calls is one that the trace allows; undefined when it is. */
export function matchCalls<T>(
  trace: readonly TraceEntry[],
  calls: readonly T[],
  same: (recorded: RecordedCall, call: T) => boolean,
  isLoose: (loose: Loose, call: T) => boolean,
): CallDifference | undefined {
  let furthest: CallDifference = { at: -1 };
  const failAt = (at: number, expected?: RecordedCall): false => {
    if (at > furthest.at) furthest = { at, ...(expected ? { expected } : {}) };
    return false;
  };
  const rest = (entry: number, at: number): boolean => {
    for (; ; entry++, at++) {
      const next = trace[entry];
      if (!next) return at === calls.length || failAt(at);
      if (next.kind === 'bag') return bag(next.calls, next.loose, entry, at);
      const call = calls[at];
      if (call === undefined || !same(next.call, call)) return failAt(at, next.call);
    }
  };
  // A bag takes its calls in any order; calls of a failed part of it may stand between and behind them.
  const bag = (left: readonly RecordedCall[], loose: Loose | undefined, entry: number, at: number): boolean => {
    if (left.length === 0 && rest(entry + 1, at)) return true;
    const call = calls[at];
    if (call === undefined) return left.length > 0 ? failAt(at, left[0]) : false;
    const found = left.findIndex(recorded => same(recorded, call));
    if (found >= 0 && bag(left.toSpliced(found, 1), loose, entry, at + 1)) return true;
    if (loose && isLoose(loose, call)) return bag(left, loose, entry, at + 1);
    return left.length > 0 ? failAt(at, left[0]) : false;
  };
  return rest(0, 0) ? undefined : furthest;
}

/** Another engine's calls against the local runner's trace. */
export function compareCalls(trace: readonly TraceEntry[], calls: readonly RecordedCall[]): CallDifference | undefined {
  return matchCalls(trace, calls, sameCall, (loose, call) =>
    call.kind === 'http' ? loose.http : loose.functions.has(call.function),
  );
}

/** A case's expected calls against the local runner's trace. */
export function compareExpected(trace: readonly TraceEntry[], expected: readonly ExpectedCall[]): CallDifference | undefined {
  // The calls of a failed concurrent step are neither expected nor counted.
  return matchCalls(trace, expected, isExpected, () => false);
}

function sameCall(a: RecordedCall, b: RecordedCall): boolean {
  if (a.kind === 'function') return b.kind === 'function' && a.function === b.function && sameJson(a.input, b.input);
  return b.kind === 'http' && a.method === b.method && sameUrl(a.url, b.url) && sameJson(a.body ?? null, b.body ?? null);
}

export function isExpected(call: RecordedCall, expected: ExpectedCall): boolean {
  if (expected.kind === 'function')
    return (
      call.kind === 'function' &&
      call.function === expected.function &&
      (expected.input === undefined || sameJson(call.input, expected.input))
    );
  return (
    call.kind === 'http' &&
    call.method === expected.method &&
    sameUrl(call.url, expected.url) &&
    (expected.body === undefined || sameJson(call.body ?? null, expected.body))
  );
}

export function describeCall(call: RecordedCall | ExpectedCall): string {
  if (call.kind === 'http') return `${call.method} ${call.url}${call.body === undefined ? '' : ` ${JSON.stringify(call.body)}`}`;
  return `${call.function}(${call.input === undefined ? '...' : JSON.stringify(call.input)})`;
}
