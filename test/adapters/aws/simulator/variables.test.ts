import assert from 'node:assert/strict';
import { failure, machine, output, run, task } from './support';

const end = { End: true };

describe('aws simulator: variables and limits', () => {
  it('Assign and Output see the values that the variables had on entry', async () => {
    const definition = machine({
      A: { Type: 'Pass', Assign: { x: 3, y: 6 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { x: '{% $y %}', y: '{% $x %}' }, Output: ['{% $x %}', '{% $y %}'], Next: 'C' },
      C: { Type: 'Pass', Output: ['{% $states.input %}', '{% $x %}', '{% $y %}'], ...end },
    });
    assert.deepEqual(await output(definition), [[3, 6], 6, 3]);
  });

  it('are assigned by every state that may, and only when it is left', async () => {
    const definition = machine({
      T: { ...task({ Assign: { t: '{% $states.result.Payload %}' } }), End: undefined, Next: 'W' },
      W: { Type: 'Wait', Seconds: 1, Assign: { w: 2 }, Next: 'P' },
      P: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'B', States: { B: { Type: 'Pass', Output: 3, ...end } } }],
        Assign: { p: '{% $states.result[0] %}' },
        Next: 'M',
      },
      M: {
        Type: 'Map',
        Items: [4],
        ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', ...end } } },
        Assign: { m: '{% $states.result[0] %}' },
        Next: 'E',
      },
      E: { Type: 'Succeed', Output: ['{% $t %}', '{% $w %}', '{% $p %}', '{% $m %}'] },
    });
    assert.deepEqual(await output(definition, { input: 1 }), [1, 2, 3, 4]);
    const broken = machine({
      T: task({ Assign: { t: 1 }, Output: '{% $error("x") %}', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'X' }] }),
      X: { Type: 'Succeed', Output: '{% $exists($t) %}' },
    });
    assert.equal(await output(broken), false);
  });

  it('of the outside are read inside; those of the inside vanish', async () => {
    const branch = (name: string): object => ({
      StartAt: name,
      States: {
        [name]: { Type: 'Pass', Assign: { [`own${name}`]: name }, Next: `${name}2` },
        [`${name}2`]: { Type: 'Pass', Output: `{% $outer & $own${name} %}`, ...end },
      },
    });
    const definition = machine({
      A: { Type: 'Pass', Assign: { outer: 'o' }, Next: 'P' },
      P: { Type: 'Parallel', Branches: [branch('a'), branch('b')], Next: 'E' },
      E: { Type: 'Pass', Output: ['{% $states.input %}', '{% $exists($owna) %}'], ...end },
    });
    assert.deepEqual(await output(definition, { options: { strict: false } }), [['oa', 'ob'], false]);
  });

  it('of iterations are their own, null each time', async () => {
    const ItemProcessor = {
      StartAt: 'I',
      States: {
        I: { Type: 'Pass', Assign: { seen: '{% $exists($seen) %}' }, Next: 'J' },
        J: { Type: 'Pass', Output: '{% $seen %}', ...end },
      },
    };
    assert.deepEqual(await output(machine({ M: { Type: 'Map', Items: [1, 2], MaxConcurrency: 1, ItemProcessor, ...end } })), [
      false,
      false,
    ]);
  });

  it('a catcher of a Parallel assigns outside it', async () => {
    const branch = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E' } } };
    const Catch = [{ ErrorEquals: ['States.ALL'], Assign: { why: '{% $states.errorOutput.Error %}' }, Next: 'X' }];
    const definition = machine({
      P: { Type: 'Parallel', Branches: [branch], Catch, ...end },
      X: { Type: 'Succeed', Output: '{% $why %}' },
    });
    assert.equal(await output(definition), 'E');
  });

  it('null is a value, not an unassigned variable', async () => {
    const definition = machine({
      A: { Type: 'Pass', Assign: { n: null }, Next: 'B' },
      B: { Type: 'Pass', Output: ['{% $n %}', '{% $exists($n) %}'], ...end },
    });
    assert.deepEqual(await output(definition), [null, true]);
  });

  it('hide the function of the same name', async () => {
    const definition = machine({
      A: { Type: 'Pass', Assign: { count: 1 }, Next: 'B' },
      B: { Type: 'Pass', Output: '{% $count([1]) %}', ...end },
    });
    assert.match(
      (await failure(definition, { options: { strict: false } })).message,
      /T1006: Attempted to invoke a non-function$/,
    );
  });

  describe('limits', () => {
    const half = 'x'.repeat(131_072);
    it('a state gives at most 256 KiB', async () => {
      const definition = machine({ P: { Type: 'Pass', Output: '{% $states.input & $states.input %}', ...end } });
      assert.deepEqual(await failure(definition, { input: half }), {
        name: 'States.DataLimitExceeded',
        message: "The state/task 'P' returned a result with a size exceeding the maximum number of bytes service limit.",
        details: null,
      });
      assert.equal(((await output(definition, { input: half.slice(2) })) as string).length, 262_140);
    });

    it('counts bytes, not characters', async () => {
      const definition = machine({ P: { Type: 'Pass', Output: '{% $states.input %}', ...end } });
      await assert.rejects(run(definition, { input: '日'.repeat(90_000) }), /larger than 256 KiB/);
    });

    it('a task gives at most 256 KiB; that can be caught by its name and not by States.ALL', async () => {
      const call = () => ({ ok: true, value: half + half }) as const;
      const definition = (name: string): object =>
        machine({
          T: task({ Catch: [{ ErrorEquals: [name], Output: '{% $states.errorOutput.Cause %}', Next: 'X' }] }),
          X: { Type: 'Succeed' },
        });
      assert.equal((await failure(definition('States.ALL'), { call })).name, 'States.DataLimitExceeded');
      assert.equal(
        await output(definition('States.DataLimitExceeded'), { call }),
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
      );
    });

    it('an Assign takes at most 256 KiB', async () => {
      const Assign = { a: '{% $states.input %}', b: '{% $states.input %}' };
      assert.equal(
        (await failure(machine({ P: { Type: 'Pass', Assign, ...end } }), { input: half })).name,
        'States.DataLimitExceeded',
      );
    });

    it('the variables take at most 10 MiB together', async () => {
      const states: Record<string, object> = {};
      for (let i = 0; i < 90; i++)
        states[`S${i}`] = { Type: 'Pass', Assign: { [`v${i}`]: '{% $states.input %}' }, Next: `S${i + 1}` };
      const definition = machine({ ...states, S90: { Type: 'Succeed' } });
      assert.equal((await failure(definition, { input: half })).name, 'States.DataLimitExceeded');
      assert.equal((await run(definition, { input: half.slice(0, 60_000) })).execution.status, 'succeeded');
    });

    it('a STANDARD history holds 25,000 events, an EXPRESS one any number', async () => {
      const definition = machine({
        S: { Type: 'Pass', Assign: { i: 0 }, Next: 'L' },
        L: {
          Type: 'Choice',
          Choices: [{ Condition: '{% $i < 12600 %}', Assign: { i: '{% $i + 1 %}' }, Next: 'L' }],
          Default: 'E',
        },
        E: { Type: 'Succeed', Output: 'all' },
      });
      const ran = await run(definition);
      assert.deepEqual(ran.execution.status === 'failed' && ran.execution.error, {
        name: 'States.Runtime',
        message: 'The execution reached the maximum number of history events (25000).',
        details: null,
      });
      assert.equal(ran.events.length, 25_000);
      assert.equal(ran.history.at(-1), 'ExecutionFailed');
      assert.equal(await output(definition, { type: 'EXPRESS' }), 'all');
    });

    it('ends with a full history in the middle of a Map too', async () => {
      const ItemProcessor = { StartAt: 'I', States: { I: { Type: 'Pass', ...end } } };
      const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'X' }];
      const ran = await run(
        machine({ M: { Type: 'Map', Items: '{% [1..7000] %}', ItemProcessor, Catch, ...end }, X: { Type: 'Succeed' } }),
      );
      assert.equal(ran.execution.status === 'failed' && ran.execution.error.name, 'States.Runtime');
      assert.equal(ran.events.length, 25_000);
    });
  });
});
