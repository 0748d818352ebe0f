import assert from 'node:assert/strict';
import { decodeError, type Outcome } from '../../../../adapters/aws/simulator/outcome';

const failed = (error: string | null, cause: string | null): Outcome & { status: 'FAILED' } => ({
  status: 'FAILED',
  error,
  cause,
});

describe("aws simulator: reading an execution's end", () => {
  const rows: [string, Parameters<typeof decodeError>[0], object][] = [
    ['a plain cause is the message', failed('E', 'why'), { name: 'E', message: 'why', details: null }],
    [
      'a cause in the shape of Lambda has message and details',
      failed('E', '{"errorType":"E","errorMessage":"why","details":{"a":[1]}}'),
      { name: 'E', message: 'why', details: { a: [1] } },
    ],
    [
      "a function's cause has no details",
      failed('E', '{"errorType":"E","errorMessage":"why","trace":[]}'),
      { name: 'E', message: 'why', details: null },
    ],
    ['other JSON is the message', failed('E', '{"a":1}'), { name: 'E', message: '{"a":1}', details: null }],
    ['what only looks like JSON is the message', failed('E', '{not'), { name: 'E', message: '{not', details: null }],
    ['neither name nor cause', failed(null, null), { name: 'Error', message: '', details: null }],
    ['States.Timeout is Timeout', failed('States.Timeout', ''), { name: 'Timeout', message: '', details: null }],
    ['a machine out of time', { status: 'TIMED_OUT' }, { name: 'Timeout', message: '', details: null }],
    [
      'States.QueryEvaluationError is ExpressionError',
      failed('States.QueryEvaluationError', 'x'),
      { name: 'ExpressionError', message: 'x', details: null },
    ],
    ['other names of the service stay', failed('States.Runtime', 'x'), { name: 'States.Runtime', message: 'x', details: null }],
    ['a name of JavaScript is a name', failed('constructor', 'x'), { name: 'constructor', message: 'x', details: null }],
  ];
  for (const [title, outcome, expected] of rows) it(title, () => assert.deepEqual(decodeError(outcome), expected));
});
