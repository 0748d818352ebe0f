import type { Execution } from '../../engine';
import { type Json, type JsonMap, sameJson } from '../../language/json';
import type { LocalExecution } from '../run';
import type { RecordedCall, TraceEntry } from '../trace';
import { compareCalls, compareExpected, describeCall } from './calls';
import type { Expectation } from './case';

/** How a run differs from what a case expects, or one engine from the local runner. */
export interface Difference {
  readonly what: 'output' | 'error' | 'status' | 'calls' | 'elapsed' | 'case';
  readonly message: string;
  readonly expected?: Json;
  readonly actual?: Json;
}

/** Output, error and time against the expectation. Without an expected error the execution must succeed. */
export function compareWithExpectation(expect: Expectation, execution: Execution, elapsed: number): Difference[] {
  const differences: Difference[] = [];
  if (expect.error) {
    if (execution.status === 'succeeded') {
      differences.push({
        what: 'status',
        message: `it succeeded; ${String(expect.error['name'] ?? 'an error')} is expected`,
        expected: expect.error,
        actual: execution.output,
      });
    } else {
      const actual: JsonMap = { ...execution.error };
      const other = Object.entries(expect.error).find(([key, value]) => !sameJson(value, actual[key] ?? null));
      if (other) differences.push({ what: 'error', message: `the error's ${other[0]} differs`, expected: expect.error, actual });
    }
  } else if (execution.status === 'failed') {
    const { name, message } = execution.error;
    differences.push({
      what: 'status',
      message: `it failed with ${name}: ${message}`,
      ...(expect.output === undefined ? {} : { expected: expect.output }),
      actual: { ...execution.error },
    });
  } else if (expect.output !== undefined && !sameJson(expect.output, execution.output)) {
    differences.push({ what: 'output', message: 'the output differs', expected: expect.output, actual: execution.output });
  }
  if (expect.elapsed !== undefined && expect.elapsed !== elapsed) {
    differences.push({
      what: 'elapsed',
      message: `it took ${elapsed / 1000}s; ${expect.elapsed / 1000}s are expected`,
      expected: expect.elapsed / 1000,
      actual: elapsed / 1000,
    });
  }
  return differences;
}

/** The expected calls against the local runner's. */
export function compareWithExpectedCalls(expect: Expectation, trace: readonly TraceEntry[]): Difference[] {
  const difference = expect.calls && compareExpected(trace, expect.calls);
  if (!expect.calls || !difference) return [];
  const expected = expect.calls[difference.at];
  const made = difference.expected;
  const message = `call ${difference.at + 1}: ${made ? `${describeCall(made)} was made${byStep(made)}` : 'no further call was made'}; ${expected ? describeCall(expected) : 'none'} is expected`;
  return [
    {
      what: 'calls',
      message,
      expected: expect.calls.map(describeCall),
      actual: trace.flatMap(entry => (entry.kind === 'call' ? [describeCall(entry.call)] : entry.calls.map(describeCall))),
    },
  ];
}

/** Errors whose messages the language doesn't define. */
const unworded = new Set(['Timeout', 'Unavailable', 'HttpError', 'ExpressionError']);

/** Another engine's run against the local runner's: same output, same error, same calls. */
export function compareWithLocal(local: LocalExecution, execution: Execution, calls: readonly RecordedCall[]): Difference[] {
  const differences: Difference[] = [];
  const expected = outcome(local);
  const actual = outcome(execution);
  if (local.status !== execution.status) {
    differences.push({ what: 'status', message: `locally it ${local.status}, here it ${execution.status}`, expected, actual });
  } else if (!sameJson(maskUuids(expected), maskUuids(actual))) {
    differences.push({
      what: local.status === 'succeeded' ? 'output' : 'error',
      message: 'it differs from the local run',
      expected,
      actual,
    });
  }
  const difference = compareCalls(local.trace, calls);
  if (difference) {
    const call = calls[difference.at];
    const message = `call ${difference.at + 1}: ${call ? describeCall(call) : 'none'}; locally ${difference.expected ? describeCall(difference.expected) + byStep(difference.expected) : 'no further call'}`;
    differences.push({
      what: 'calls',
      message,
      expected: local.trace.flatMap(entry =>
        entry.kind === 'call' ? [describeCall(entry.call)] : entry.calls.map(describeCall),
      ),
      actual: calls.map(describeCall),
    });
  }
  return differences;
}

const byStep = ({ step }: RecordedCall): string => (step === undefined ? '' : ` by the step "${step}"`);

function outcome(execution: Execution): Json {
  if (execution.status === 'succeeded') return execution.output;
  const { name, message, details } = execution.error;
  // Of an error that nobody raised and nothing took only the name is defined; what a request got may be lost outside.
  return unworded.has(name) ? { name } : { name, message, details };
}

/** Every engine makes UUIDs of its own: their values aren't compared. */
function maskUuids(value: Json): Json {
  return JSON.parse(
    JSON.stringify(value).replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, 'uuid'),
  ) as Json;
}
