import assert from 'node:assert/strict';
import type { FunctionAnswer } from '../../../../src/engine';
import { matches } from '../../../../adapters/aws/simulator/errors';
import { delayOf } from '../../../../adapters/aws/simulator/interpret/retry';
import { failing, failure, machine, output, run, task } from './support';

const ok: FunctionAnswer = { ok: true, value: 'done' };
const bad = (name: string): FunctionAnswer => ({ ok: false, error: { name, message: `of ${name}` }, platform: false });

/** Answers call after call. */
function answers(...list: FunctionAnswer[]): () => FunctionAnswer {
  return () => list.shift() ?? ok;
}

describe('aws simulator: Retry and Catch', () => {
  describe('which errors an entry takes', () => {
    const rows: [string, string, boolean][] = [
      ['Declined', 'Declined', true],
      ['Declined', 'declined', false],
      ['States.ALL', 'Declined', true],
      ['States.ALL', 'States.Timeout', true],
      ['States.ALL', 'States.QueryEvaluationError', true],
      ['States.ALL', 'States.DataLimitExceeded', false],
      ['States.ALL', 'States.Runtime', false],
      ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
      ['States.Runtime', 'States.Runtime', false],
      ['States.TaskFailed', 'Declined', true],
      ['States.TaskFailed', 'States.TaskFailed', true],
      ['States.TaskFailed', 'States.Timeout', false],
      ['States.Timeout', 'States.Timeout', true],
      ['States.Timeout', 'States.HeartbeatTimeout', true],
      ['States.HeartbeatTimeout', 'States.Timeout', false],
    ];
    for (const [entry, error, taken] of rows)
      it(`${entry} ${taken ? 'takes' : 'leaves'} ${error}`, () => assert.equal(matches([entry], error), taken));
  });

  it('waits IntervalSeconds * BackoffRate^n, at most MaxDelaySeconds', async () => {
    const Retry = [{ ErrorEquals: ['E'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 30 }];
    const ran = await run(machine({ T: task({ Retry }) }), { call: answers(bad('E'), bad('E'), bad('E'), bad('E')) });
    assert.equal(ran.execution.status, 'succeeded');
    assert.equal(ran.elapsed, (2 + 6 + 18 + 30) * 1000);
    assert.equal(ran.execution.billed.transitions, 5);
    assert.deepEqual(
      ran.events.flatMap(event => (event.type === 'TaskScheduled' ? [event.attempt] : [])),
      [1, 2, 3, 4, 5],
    );
  });

  it('retries three times, after 1, 2 and 4 seconds, when nothing is said', async () => {
    const ran = await run(machine({ T: task({ Retry: [{ ErrorEquals: ['E'] }] }) }), { call: failing('E') });
    assert.equal(ran.calls.length, 4);
    assert.equal(ran.elapsed, 7000);
  });

  it('MaxAttempts 0 never retries', async () => {
    const ran = await run(machine({ T: task({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 0 }] }) }), {
      call: failing('E'),
    });
    assert.equal(ran.calls.length, 1);
  });

  it('FULL jitter waits somewhere between nothing and the whole delay, the same in each run', async () => {
    const retrier = { errorEquals: [], intervalSeconds: 10, maxAttempts: 3, backoffRate: 2, maxDelaySeconds: 15, jitter: true };
    assert.equal(
      delayOf(retrier, 0, () => 0.5),
      5,
    );
    assert.equal(
      delayOf(retrier, 3, () => 1),
      15,
    );
    const definition = machine({
      T: task({ Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 60, JitterStrategy: 'FULL', MaxAttempts: 1 }] }),
    });
    const elapsed = await Promise.all([1, 2].map(async () => (await run(definition, { call: failing('E') })).elapsed));
    assert.ok(elapsed[0] !== undefined && elapsed[0] > 0 && elapsed[0] < 60_000);
    assert.equal(elapsed[0], elapsed[1]);
  });

  it('counts per retrier, from zero when the state is entered again', async () => {
    const Retry = [
      { ErrorEquals: ['A'], MaxAttempts: 1, IntervalSeconds: 1 },
      { ErrorEquals: ['B'], MaxAttempts: 1, IntervalSeconds: 1 },
    ];
    const definition = machine({ T: task({ Retry, End: undefined, Next: 'U', Assign: { x: 1 } }), U: task({ Retry }) });
    const ran = await run(definition, { call: answers(bad('A'), bad('B'), ok, bad('B'), bad('A')) });
    assert.equal(ran.execution.status, 'succeeded');
    assert.equal(ran.calls.length, 6);
    assert.equal((await failure(definition, { call: answers(bad('A'), bad('B'), bad('A')) })).name, 'A');
  });

  it('asks only the first retrier that has the name, even when its attempts are used up', async () => {
    const Retry = [
      { ErrorEquals: ['A'], MaxAttempts: 1 },
      { ErrorEquals: ['States.ALL'], MaxAttempts: 9 },
    ];
    const ran = await run(machine({ T: task({ Retry }) }), { call: failing('A') });
    assert.equal(ran.calls.length, 2);
  });

  it('has the number of retries in the context, in a catcher too', async () => {
    const count = '{% $states.context.State.RetryCount %}';
    const definition = machine({
      T: task({
        Arguments: { FunctionName: 'orders-dev-work', Payload: [count] },
        Retry: [{ ErrorEquals: ['E'], MaxAttempts: 2 }],
        Catch: [{ ErrorEquals: ['E'], Output: count, Next: 'X' }],
      }),
      X: { Type: 'Succeed' },
    });
    const ran = await run(definition, { call: failing('E') });
    assert.deepEqual(
      ran.calls.map(call => call.input),
      [[0], [1], [2]],
    );
    assert.equal(ran.execution.status === 'succeeded' && ran.execution.output, 2);
  });

  it('goes to the first catcher that has the name; its Assign and Output replace those of the state', async () => {
    const definition = machine({
      T: task({
        Assign: { a: 'state', b: 'state' },
        Output: 'state',
        Catch: [
          { ErrorEquals: ['Other'], Next: 'Y' },
          {
            ErrorEquals: ['E', 'F'],
            Assign: { a: '{% $states.errorOutput.Error %}' },
            Output: '{% $parse($states.errorOutput.Cause).errorMessage %}',
            Next: 'X',
          },
        ],
        End: undefined,
        Next: 'Y',
      }),
      X: { Type: 'Pass', Output: ['{% $a %}', '{% $exists($b) %}', '{% $states.input %}'], End: true },
      Y: { Type: 'Succeed' },
    });
    assert.deepEqual(await output(definition, { call: failing('E', 'why') }), ['E', false, 'why']);
  });

  it('gives Error and Cause as the output of a catcher that has none', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'X' }];
    assert.deepEqual(await output(machine({ T: task({ Catch }), X: { Type: 'Succeed' } }), { call: failing('E', 'why') }), {
      Error: 'E',
      Cause: '{"errorType":"E","errorMessage":"why","trace":[]}',
    });
  });

  it('retries and catches what fails in Arguments, Output and Assign of the state', async () => {
    const Retry = [{ ErrorEquals: ['States.QueryEvaluationError'], MaxAttempts: 1 }];
    const Catch = [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'X' }];
    for (const fields of [{ Output: '{% $error("o") %}' }, { Assign: { v: '{% $error("a") %}' } }]) {
      const ran = await run(machine({ T: task({ Retry, Catch, ...fields }), X: { Type: 'Succeed' } }));
      assert.equal(ran.execution.status === 'succeeded' && ran.execution.output, 'States.QueryEvaluationError');
      assert.equal(ran.calls.length, 2);
      assert.equal(ran.history.filter(event => event === 'EvaluationFailed T').length, 2);
    }
  });

  it('does not catch what fails in a catcher', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Output: '{% $error("again") %}', Next: 'X' }];
    const { name, message } = await failure(machine({ T: task({ Catch }), X: { Type: 'Succeed' } }), { call: failing('E') });
    assert.equal(name, 'ExpressionError');
    assert.match(message, /specified for the field 'Catch\[0\]\/Output' threw an error during evaluation\. D3137: again$/);
  });

  it('lets an enclosing Parallel catch what fails in a state that cannot catch', async () => {
    const branch = { StartAt: 'B', States: { B: { Type: 'Pass', Output: '{% $states.input.none %}', End: true } } };
    const Catch = [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'X' }];
    const definition = machine({ P: { Type: 'Parallel', Branches: [branch], Catch, End: true }, X: { Type: 'Succeed' } });
    const ran = await run(definition);
    assert.equal(ran.execution.status === 'succeeded' && ran.execution.output, 'States.QueryEvaluationError');
    assert.deepEqual(ran.history.slice(3, 7), [
      'PassStateEntered B',
      'EvaluationFailed B',
      'ParallelStateFailed P',
      'ParallelStateExited P',
    ]);
  });
});
