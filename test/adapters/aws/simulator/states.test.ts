import assert from 'node:assert/strict';
import { complaint, failing, failure, lambda, machine, output, pass, run, start, task } from './support';

const end = { End: true };
const identity = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };

describe('aws simulator: states', () => {
  it('Pass, Succeed: the input goes through, or Output replaces it', async () => {
    const definition = machine({
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Succeed', Output: { was: '{% $states.input %}' } },
    });
    const { execution, history } = await run(definition, { input: { n: 1 } });
    assert.deepEqual(execution, { status: 'succeeded', output: { was: { n: 1 } }, billed: { transitions: 2 } });
    assert.deepEqual(history, [
      'ExecutionStarted',
      'PassStateEntered A',
      'PassStateExited A',
      'SucceedStateEntered B',
      'SucceedStateExited B',
      'ExecutionSucceeded',
    ]);
  });

  it('Output takes any JSON: false, null, an empty text', async () => {
    for (const value of [false, null, '', 0, []]) assert.deepEqual(await output(pass(value)), value);
  });

  describe('Fail', () => {
    it('ends with Error and Cause, literal or computed', async () => {
      const { execution, history } = await run(
        machine({ F: { Type: 'Fail', Error: 'No{% %', Cause: '{% "for " & $states.input.who %}' } }),
        {
          input: { who: 'me' },
        },
      );
      assert.equal(execution.status, 'failed');
      assert.deepEqual(execution.error, { name: 'No{% %', message: 'for me', details: null });
      assert.deepEqual(history, ['ExecutionStarted', 'FailStateEntered F', 'ExecutionFailed']);
    });
    it('may have neither', async () => {
      assert.deepEqual(await failure(machine({ F: { Type: 'Fail' } })), { name: 'Error', message: '', details: null });
    });
    it('takes texts only', async () => {
      const { name, message } = await failure(machine({ F: { Type: 'Fail', Error: '{% 1 %}' } }));
      assert.equal(name, 'ExpressionError');
      assert.match(message, /'Error' returned an unexpected result type\. Expected 'string', but was 'number' for value: 1$/);
    });
  });

  describe('Choice', () => {
    const choice = (Condition: unknown, more: object = {}): object =>
      machine({
        C: { Type: 'Choice', Choices: [{ Condition, Next: 'T', Assign: { a: 'rule' }, Output: 'rule' }], Default: 'D', ...more },
        T: { Type: 'Pass', Output: ['T', '{% $states.input %}', '{% $a %}'], End: true },
        D: { Type: 'Pass', Output: ['D', '{% $states.input %}', '{% $a %}'], End: true },
      });
    it("takes the rule's Assign and Output when it holds, its own when none does", async () => {
      const own = { Assign: { a: 'own' }, Output: 'own' };
      assert.deepEqual(await output(choice('{% $states.input.yes %}', own), { input: { yes: true } }), ['T', 'rule', 'rule']);
      assert.deepEqual(await output(choice('{% $states.input.yes %}', own), { input: { yes: false } }), ['D', 'own', 'own']);
    });
    it('takes literal conditions', async () => {
      assert.deepEqual(await output(choice(true)), ['T', 'rule', 'rule']);
    });
    it('wants a boolean: nothing is cast, undefined fails', async () => {
      for (const [text, complaint] of [
        ['"true"', `returned an unexpected result type. Expected 'boolean', but was 'string' for value: "true"`],
        ['null', `returned an unexpected result type. Expected 'boolean', but was 'null' for value: null`],
        ['$states.input.none', 'returned nothing (undefined).'],
      ] as const) {
        const { name, message } = await failure(choice(`{% ${text} %}`));
        assert.equal(name, 'ExpressionError');
        assert.ok(message.endsWith(`'${text}' specified for the field 'Choices[0]/Condition' ${complaint}`), message);
      }
    });
    it('looks no further than the first rule that holds', async () => {
      const rules = [true, '{% $error("looked") %}'].map(Condition => ({ Condition, Next: 'E' }));
      assert.equal(await output(machine({ C: { Type: 'Choice', Choices: rules }, E: { Type: 'Succeed', Output: 1 } })), 1);
    });
    it('fails without Default when nothing holds, in a way that nothing catches', async () => {
      const inner = {
        StartAt: 'C',
        States: { C: { Type: 'Choice', Choices: [{ Condition: false, Next: 'E' }] }, E: { Type: 'Succeed' } },
      };
      const definition = machine({
        P: { Type: 'Parallel', Branches: [inner], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'X' }], End: true },
        X: { Type: 'Succeed' },
      });
      assert.deepEqual(await failure(definition), {
        name: 'States.Runtime',
        message:
          "An error occurred while executing the state 'C' (entered at the event id #4). Failed to transition out of the state. The state does not point to a next state.",
        details: null,
      });
    });
  });

  describe('Wait', () => {
    const waiting = (fields: object): object => machine({ W: { Type: 'Wait', ...fields, Output: '{% $now() %}', ...end } });
    it('waits seconds, literal or computed', async () => {
      for (const Seconds of [90, '{% $states.input.n * 2 %}']) {
        const ran = await run(waiting({ Seconds }), { input: { n: 45 } });
        assert.equal(ran.elapsed, 90_000);
        assert.deepEqual(ran.history.slice(1, 3), ['WaitStateEntered W', 'WaitStateExited W']);
      }
    });
    it('waits until a time; one that has passed is no wait', async () => {
      const later = new Date(start + 3_600_000).toISOString();
      assert.equal((await run(waiting({ Timestamp: later }))).elapsed, 3_600_000);
      assert.equal(
        (await run(waiting({ Timestamp: '{% $states.input.t %}' }), { input: { t: later.replace('Z', '+01:00') } })).elapsed,
        0,
      );
      assert.equal((await run(waiting({ Timestamp: '2016-12-05T21:29:29Z' }))).elapsed, 0);
    });
    for (const text of [
      '05-12-2016T21:29:29Z',
      '2016-12-05 21:29:29Z',
      '2016-12-05T21:29:29',
      '2016-12-05T25:29:29Z',
      '2016-13-05T21:29:29Z',
      '2023-02-29T00:00:00Z',
    ]) {
      it(`refuses the time ${text}`, async () => {
        const { message } = await failure(waiting({ Timestamp: '{% $states.input.t %}' }), { input: { t: text } });
        assert.equal(
          message,
          `An error occurred while executing the state 'W' (entered at the event id #2). The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
        );
      });
    }
    it('wants whole seconds from 0', async () => {
      for (const n of [-1, 0.5, '5', 1e8])
        assert.equal((await failure(waiting({ Seconds: '{% $states.input.n %}' }), { input: { n } })).name, 'ExpressionError');
    });
  });

  describe('Parallel', () => {
    it('gives the branches the input, or Arguments, and the outputs in order', async () => {
      const branch = (name: string, seconds: number): object => ({
        StartAt: `${name}W`,
        States: {
          [`${name}W`]: { Type: 'Wait', Seconds: seconds, Next: name },
          [name]: { Type: 'Pass', Output: `{% "${name}" & $states.input %}`, End: true },
        },
      });
      const definition = machine({
        P: { Type: 'Parallel', Arguments: '{% $states.input.x %}', Branches: [branch('a', 5), branch('b', 1)], ...end },
      });
      const ran = await run(definition, { input: { x: '!' } });
      assert.deepEqual(ran.execution, { status: 'succeeded', output: ['a!', 'b!'], billed: { transitions: 5 } });
      assert.equal(ran.elapsed, 5000);
      assert.deepEqual(ran.history, [
        'ExecutionStarted',
        'ParallelStateEntered P',
        'ParallelStateStarted P',
        'WaitStateEntered aW',
        'WaitStateEntered bW',
        'WaitStateExited bW',
        'PassStateEntered b',
        'PassStateExited b',
        'WaitStateExited aW',
        'PassStateEntered a',
        'PassStateExited a',
        'ParallelStateSucceeded P',
        'ParallelStateExited P',
        'ExecutionSucceeded',
      ]);
    });

    it('is ended by the first branch that fails; the others are cancelled with what goes on in them', async () => {
      const definition = machine({
        P: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'slow', States: { slow: { Type: 'Wait', Seconds: 60, Next: 'never' }, never: task() } },
            { StartAt: 'soon', States: { soon: { Type: 'Wait', Seconds: 1, Next: 'bad' }, bad: task() } },
          ],
          ...end,
        },
      });
      const ran = await run(definition, { call: failing('Declined', 'no funds') });
      assert.equal(ran.execution.status, 'failed');
      assert.deepEqual(ran.execution.error, { name: 'Declined', message: 'no funds', details: null });
      assert.equal(ran.elapsed, 1000);
      assert.equal(ran.calls.length, 1);
      assert.deepEqual(ran.history.slice(-7), [
        'TaskScheduled bad',
        'TaskStarted bad',
        'TaskFailed bad',
        'WaitStateAborted',
        'TaskStateAborted',
        'ParallelStateFailed P',
        'ExecutionFailed',
      ]);
    });

    it('aborts nested lanes from the inside out', async () => {
      const inner = {
        Type: 'Map',
        Items: [1, 2],
        ItemProcessor: { StartAt: 'w', States: { w: { Type: 'Wait', Seconds: 9, ...end } } },
        ...end,
      };
      const branches = [
        { StartAt: 'm', States: { m: inner } },
        { StartAt: 'f', States: { f: { Type: 'Wait', Seconds: 1, Next: 'x' }, x: { Type: 'Fail', Error: 'X' } } },
      ];
      const { history } = await run(machine({ P: { Type: 'Parallel', Branches: branches, ...end } }));
      assert.deepEqual(history.slice(-8), [
        'FailStateEntered x',
        'WaitStateAborted',
        'MapIterationAborted m',
        'WaitStateAborted',
        'MapIterationAborted m',
        'MapStateAborted',
        'ParallelStateFailed P',
        'ExecutionFailed',
      ]);
    });

    it('is run as a whole by its Retry (recorded on the service)', async () => {
      const branches = [{ StartAt: 'B', States: { B: { Type: 'Fail', Error: 'FailureType', Cause: 'Cause description' } } }];
      const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2, IntervalSeconds: 1 }];
      const { history, execution } = await run(machine({ P: { Type: 'Parallel', Branches: branches, Retry, ...end } }));
      assert.deepEqual(history, [
        'ExecutionStarted',
        'ParallelStateEntered P',
        'ParallelStateStarted P',
        'FailStateEntered B',
        'ParallelStateStarted P',
        'FailStateEntered B',
        'ParallelStateStarted P',
        'FailStateEntered B',
        'ParallelStateFailed P',
        'ExecutionFailed',
      ]);
      assert.deepEqual(execution.billed, { transitions: 6 });
    });
  });

  describe('Map', () => {
    const mapping = (more: object): object => machine({ M: { Type: 'Map', ItemProcessor: identity, ...end, ...more } });

    it('runs its processor for each item, at most MaxConcurrency at once (recorded on the service)', async () => {
      const { history, execution } = await run(mapping({ Items: [1, 2], MaxConcurrency: 1 }));
      assert.deepEqual(execution.status === 'succeeded' && execution.output, [1, 2]);
      assert.deepEqual(history, [
        'ExecutionStarted',
        'MapStateEntered M',
        'MapStateStarted M',
        'MapIterationStarted M',
        'PassStateEntered I',
        'PassStateExited I',
        'MapIterationSucceeded M',
        'MapIterationStarted M',
        'PassStateEntered I',
        'PassStateExited I',
        'MapIterationSucceeded M',
        'MapStateSucceeded M',
        'MapStateExited M',
        'ExecutionSucceeded',
      ]);
    });

    it('takes at most forty at once when nothing is said', async () => {
      const ItemProcessor = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 1, ...end } } };
      assert.equal((await run(mapping({ Items: '{% [1..80] %}', ItemProcessor }))).elapsed, 2000);
      assert.equal((await run(mapping({ Items: '{% [1..80] %}', MaxConcurrency: '{% 1000 %}', ItemProcessor }))).elapsed, 2000);
      assert.equal((await run(mapping({ Items: '{% [1..9] %}', MaxConcurrency: 3, ItemProcessor }))).elapsed, 3000);
    });

    it('gives each the item, or what ItemSelector makes of it; Map.Item is read there only', async () => {
      const ItemSelector = {
        i: '{% $states.context.Map.Item.Index %}',
        v: '{% $states.context.Map.Item.Value %}',
        all: '{% $states.input %}',
      };
      assert.deepEqual(await output(mapping({ Items: ['a', [1]], ItemSelector }), { input: 7 }), [
        { i: 0, v: 'a', all: 7 },
        { i: 1, v: [1], all: 7 },
      ]);
      const inside = { StartAt: 'I', States: { I: { Type: 'Pass', Output: '{% $exists($states.context.Map) %}', ...end } } };
      assert.deepEqual(await output(mapping({ Items: [1], ItemProcessor: inside })), [false]);
    });

    it('without Items goes over the input', async () => {
      assert.deepEqual(await output(mapping({}), { input: [3, null] }), [3, null]);
      assert.deepEqual(await output(mapping({}), { input: [] }), []);
      for (const [input, shown] of [
        [1, '1'],
        ['string', '"string"'],
        [true, 'true'],
        [null, 'null'],
        [{ foo: 'bar' }, '{"foo":"bar"}'],
      ] as const) {
        const { message } = await failure(mapping({}), { input });
        assert.equal(
          message,
          `An error occurred while executing the state 'M' (entered at the event id #2). Map state input must be an array but was: ${shown}`,
        );
      }
      const { history } = await run(mapping({}), { input: 1 });
      assert.deepEqual(history.slice(1), ['MapStateEntered M', 'EvaluationFailed M', 'MapStateFailed M', 'ExecutionFailed']);
    });

    for (const [text, type, value] of [
      ['1', 'number', '1'],
      ['null', 'null', 'null'],
      ['true', 'boolean', 'true'],
      ["'string'", 'string', '"string"'],
      ["{'foo': 'bar'}", 'object', '{"foo":"bar"}'],
    ] as const) {
      it(`refuses Items that are ${text}`, async () => {
        const { message } = await failure(mapping({ Items: `{% ${text} %}` }));
        assert.equal(
          message,
          `An error occurred while executing the state 'M' (entered at the event id #2). The JSONata expression '${text}' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was '${type}' for value: ${value}`,
        );
      });
    }

    it('is ended by the first iteration that fails (recorded on the service)', async () => {
      const ItemProcessor = { StartAt: 'L', States: { L: { ...task(), TimeoutSeconds: 5 } } };
      const ran = await run(mapping({ Items: [1, 2, 3, 4], ItemProcessor }), { call: () => new Promise(() => undefined) });
      assert.deepEqual(ran.execution.status === 'failed' && ran.execution.error.name, 'Timeout');
      assert.deepEqual(ran.history.slice(19), [
        'TaskTimedOut L',
        'MapIterationFailed M',
        'TaskStateAborted',
        'TaskStateAborted',
        'MapIterationAborted M',
        'TaskStateAborted',
        'MapIterationAborted M',
        'TaskStateAborted',
        'MapIterationAborted M',
        'MapStateFailed M',
        'ExecutionFailed',
      ]);
    });

    it('passes on the error inside it, catches and retries as a whole', async () => {
      const ItemProcessor = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Inner', Cause: 'why' } } };
      const Catch = [{ ErrorEquals: ['Inner'], Output: '{% $states.errorOutput %}', Next: 'X' }];
      const definition = machine({
        M: {
          Type: 'Map',
          Items: [1, 2],
          MaxConcurrency: 1,
          ItemProcessor,
          Retry: [{ ErrorEquals: ['Inner'], MaxAttempts: 1 }],
          Catch,
          ...end,
        },
        X: { Type: 'Succeed' },
      });
      const { history, execution } = await run(definition);
      assert.deepEqual(execution.status === 'succeeded' && execution.output, { Error: 'Inner', Cause: 'why' });
      const round = ['MapStateStarted M', 'MapIterationStarted M', 'FailStateEntered F', 'MapIterationFailed M'];
      assert.deepEqual(history.slice(2, 12), [...round, ...round, 'MapStateFailed M', 'MapStateExited M']);
    });
  });

  describe('Task', () => {
    it('schedules, starts, succeeds (recorded on the service)', async () => {
      const { history, events } = await run(machine({ T: task() }), { input: { a: 1 } });
      assert.deepEqual(history.slice(1), [
        'TaskStateEntered T',
        'TaskScheduled T',
        'TaskStarted T',
        'TaskSucceeded T',
        'TaskStateExited T',
        'ExecutionSucceeded',
      ]);
      assert.equal(events[2]?.target, 'work');
    });

    it('runs out of time: States.Timeout with an empty cause', async () => {
      const Catch = [{ ErrorEquals: ['States.Timeout'], Output: '{% $states.errorOutput %}', Next: 'X' }];
      const definition = machine({ T: { ...task({ Catch }), TimeoutSeconds: '{% 2 + 3 %}' }, X: { Type: 'Succeed' } });
      const ran = await run(definition, { call: () => new Promise(() => undefined) });
      assert.deepEqual(ran.execution.status === 'succeeded' && ran.execution.output, { Error: 'States.Timeout', Cause: '' });
      assert.equal(ran.elapsed, 5000);
      assert.ok(ran.history.includes('TaskTimedOut T'));
    });

    it('is not late when the answer comes in time, and leaves no timer behind', async () => {
      const call = async (_: unknown, clock: { timer(ms: number): { promise: Promise<void> } }) => {
        await clock.timer(4000).promise;
        return { ok: true, value: null } as const;
      };
      const ran = await run(machine({ T: task({ TimeoutSeconds: 5, HeartbeatSeconds: 2 }) }), { call });
      assert.equal(ran.execution.status, 'succeeded');
      assert.equal(ran.elapsed, 4000);
    });

    it('wants a whole number of seconds', async () => {
      const { message } = await failure(machine({ T: task({ TimeoutSeconds: '{% "5" %}' }) }));
      assert.match(
        message,
        /'TimeoutSeconds' returned an unexpected result type\. Expected 'number', but was 'string' for value: "5"$/,
      );
      assert.equal((await failure(machine({ T: task({ TimeoutSeconds: '{% 0 %}' }) }))).name, 'ExpressionError');
    });

    it('names the field of Arguments that gives nothing', async () => {
      const broken = { Type: 'Task', Resource: lambda, Arguments: { FunctionName: '{% $states.input.none %}' }, ...end };
      const { message } = await failure(machine({ T: broken }));
      assert.match(
        message,
        /'\$states\.input\.none' specified for the field 'Arguments\/FunctionName' returned nothing \(undefined\)\.$/,
      );
    });
  });

  it('the machine has a time of its own, which nothing inside takes', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'X' }];
    const branch = { StartAt: 'w', States: { w: { Type: 'Wait', Seconds: 60, ...end } } };
    const definition = machine(
      { P: { Type: 'Parallel', Branches: [branch], Catch, ...end }, X: { Type: 'Succeed' } },
      { TimeoutSeconds: 30 },
    );
    const ran = await run(definition);
    assert.deepEqual(ran.execution, {
      status: 'failed',
      error: { name: 'Timeout', message: '', details: null },
      billed: { transitions: 2 },
    });
    assert.equal(ran.elapsed, 30_000);
    assert.deepEqual(ran.history.slice(-2), ['WaitStateEntered w', 'ExecutionTimedOut']);
  });

  it('EXPRESS ends after five minutes and is billed by number and duration', async () => {
    const definition = machine({ W: { Type: 'Wait', Seconds: 301, ...end } });
    const ran = await run(definition, { type: 'EXPRESS' });
    assert.equal(ran.execution.status === 'failed' && ran.execution.error.name, 'Timeout');
    const brief = await run(machine({ W: { Type: 'Wait', Seconds: 2, ...end } }), { type: 'EXPRESS' });
    assert.deepEqual(brief.execution.billed, { transitions: 0, expressRequests: 1, expressDuration: 2000 });
  });

  it('the part of the context object that is climbed to', async () => {
    const climbed = '{% $states.context.Execution.(%.State.Name) %}';
    assert.equal(await output(machine({ C: { Type: 'Pass', Output: climbed, ...end } })), 'C');
  });

  it('the context object', async () => {
    const context = (await output(
      machine({ W: { Type: 'Wait', Seconds: 1, Next: 'C' }, C: { Type: 'Pass', Output: '{% $states.context %}', ...end } }),
      {
        input: { a: 1 },
      },
    )) as Record<string, never>;
    assert.deepEqual(context, {
      Execution: {
        Id: 'arn:aws:states:eu-west-1:111111111111:execution:main:execution-1',
        Input: { a: 1 },
        Name: 'execution-1',
        RoleArn: 'arn:aws:iam::111111111111:role/simulated',
        StartTime: '2026-11-20T09:00:00.250Z',
        RedriveCount: 0,
      },
      State: { EnteredTime: '2026-11-20T09:00:01.250Z', Name: 'C' },
      StateMachine: { Id: 'arn:aws:states:eu-west-1:111111111111:stateMachine:main', Name: 'main' },
    });
  });

  it('reads $states.result only where there is one', async () => {
    assert.equal(await complaint('$states.input.result'), 'returned nothing (undefined).');
    assert.deepEqual(await output(machine({ T: task({ Output: '{% $states.result.Payload %}' }) }), { input: { k: [] } }), {
      k: [],
    });
  });

  it('loops, and keeps count of its transitions', async () => {
    const definition = machine({
      S: { Type: 'Pass', Assign: { i: 0 }, Next: 'L' },
      L: { Type: 'Choice', Choices: [{ Condition: '{% $i < 5 %}', Assign: { i: '{% $i + 1 %}' }, Next: 'L' }], Default: 'E' },
      E: { Type: 'Succeed', Output: '{% $i %}' },
    });
    assert.deepEqual((await run(definition)).execution, { status: 'succeeded', output: 5, billed: { transitions: 8 } });
  });
});
