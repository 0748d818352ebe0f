import assert from 'node:assert/strict';
import { benchOf, errorOf, eventTypes, testWorld } from './support';

describe('Azure simulator: activities', () => {
  const { run, output } = benchOf(
    {
      sequence: 'const a = yield call(input.n); const b = yield call(a); return wrap({ a, b });',
      uncaught: 'yield call(1); return wrap(1);',
      caught: 'try { return wrap(yield call(1)); } catch (error) { return wrap([error.name, error.message]); }',
      named: `
        try { yield call(1); } catch (error) {
          context.df.setCustomStatus({ error: { name: 'Refused', message: 'no', details: { n: 1 } } });
          throw error;
        }`,
      loop: `
        for (let attempt = 0; ; attempt++) {
          try { return wrap(yield call(attempt)); } catch (error) {
            if (attempt === 3) throw new Error('given up');
            yield later(2 ** attempt);
          }
        }`,
      hostRetry: `
        const options = new df.RetryOptions(1000, 3);
        options.backoffCoefficient = 2;
        try { return wrap(yield context.df.callActivityWithRetry('work', options, 'x')); } catch (error) {
          return wrap({ caught: yield call('after') });
        }`,
      values: 'return wrap(yield call(input.value));',
      text: 'return wrap(unwrap(yield call(wrap(input))));',
      status: "context.df.setCustomStatus({ error: { name: 'E', message: 'm', details: input } }); throw new Error('m');",
      statusText:
        "context.df.setCustomStatus({ error: wrap({ name: 'E', message: 'm', details: input }) }); throw new Error('m');",
      unregistered: "try { yield context.df.callActivity('nothing', 1); } catch { return wrap('caught'); }",
      notOne: "yield context.df.callActivity('sequence', 1);",
      ignoringCase: "return wrap(yield context.df.callActivity('WORK', 1));",
      many: `
        let sum = 0;
        for (let i = 0; i < 100; i++) sum += yield call(i);
        return wrap(sum);`,
    },
    {
      code: `df.app.activity('quiet', { handler: async () => undefined });`,
    },
  );

  it('runs them one after the other, and counts', async () => {
    const world = testWorld({ work: input => ({ value: (input as number) * 2, after: 5 }) });
    assert.deepEqual(await run('sequence', world, { input: { n: 3 } }), {
      status: 'succeeded',
      output: { a: 6, b: 12 },
      billed: { activities: 2, episodes: 3, historyEvents: 12, orchestrations: 1 },
    });
    assert.deepEqual(world.calls, [
      { function: 'work', input: 3, executionId: 'run-sequence' },
      { function: 'work', input: 6, executionId: 'run-sequence' },
    ]);
    assert.deepEqual(eventTypes(world, 'sequence'), [
      ...['OrchestratorStarted', 'ExecutionStarted', 'TaskScheduled', 'OrchestratorCompleted'],
      ...['OrchestratorStarted', 'TaskCompleted', 'TaskScheduled', 'OrchestratorCompleted'],
      ...['OrchestratorStarted', 'TaskCompleted', 'ExecutionCompleted', 'OrchestratorCompleted'],
    ]);
    assert.equal(world.elapsed(), 10);
  });

  it("gives the orchestrator a failure as plain text, its name lost, as the wire's", async () => {
    const world = testWorld({ work: () => ({ error: { name: 'CardDeclined', message: 'no funds' } }) });
    const [name, message] = (await output('caught', world)) as [string, string];
    assert.equal(name, 'Error');
    assert.match(message, /^Activity function 'work' failed: {2}no funds \n \{"\$type":"System.Exception","Message":"no funds"/);
  });

  it('fails the orchestration with an uncaught failure', async () => {
    const world = testWorld({ work: () => ({ error: { name: 'CardDeclined', message: 'no funds' } }) });
    const error = errorOf(await run('uncaught', world));
    assert.equal(error.name, 'Error');
    assert.match(error.message, /^Activity function 'work' failed: {2}no funds/);
    assert.equal(error.details, null);
    assert.ok(eventTypes(world, 'uncaught').includes('ExecutionFailed'));
  });

  it('reads the error from the custom status when there is one', async () => {
    const world = testWorld({ work: () => ({ error: { name: 'CardDeclined', message: 'no funds' } }) });
    assert.deepEqual(errorOf(await run('named', world)), { name: 'Refused', message: 'no', details: { n: 1 } });
  });

  it("fails an activity from outside of the app's code when the platform fails", async () => {
    const world = testWorld({ work: () => ({ error: { name: 'Unavailable', message: 'the worker died' }, platform: true }) });
    const [, message] = (await output('caught', world)) as [string, string];
    assert.match(message, /^Activity function 'work' failed: {2}Unavailable: the worker died/);
  });

  it('runs a retry loop of the orchestrator', async () => {
    const world = testWorld({ work: (_, count) => (count < 4 ? { error: { name: 'E', message: 'm' } } : { value: 'ok' }) });
    assert.equal(await output('loop', world), 'ok');
    assert.equal(world.elapsed(), 1 + 2 + 4);
    const failing = testWorld({ work: () => ({ error: { name: 'E', message: 'm' } }) });
    assert.deepEqual(errorOf(await run('loop', failing)), { name: 'Error', message: 'given up', details: null });
    assert.equal(failing.calls.length, 4);
  });

  it("runs the host's own retries", async () => {
    const world = testWorld({ work: (_, count) => (count < 3 ? { error: { name: 'E', message: 'm' } } : { value: 'ok' }) });
    assert.equal(await output('hostRetry', world), 'ok');
    assert.equal(world.elapsed(), 1 + 2);
    const failing = testWorld({ work: input => (input === 'x' ? { error: { name: 'E', message: 'm' } } : { value: input }) });
    assert.deepEqual(await output('hostRetry', failing), { caught: 'after' });
    assert.equal(failing.calls.length, 4);
    assert.equal(failing.elapsed(), 1 + 2);
  });

  for (const value of ['123', 'true', '"quoted"', '', null, 0, [1, [2]], { Timestamp: 'now' }, '\u2028</script>`${1}`']) {
    it(`carries ${JSON.stringify(value)} to an activity and back`, async () => {
      const world = testWorld();
      assert.deepEqual(await output('values', world, { input: { value } }), value);
      assert.deepEqual(world.calls[0]?.input, value);
    });
  }

  it('changes what looks like a time on its way, unless it travels as text', async () => {
    const at = '2026-01-01T00:00:00.340Z';
    const world = testWorld();
    await output('values', world, { input: { value: { at } } });
    assert.deepEqual(world.calls[0]?.input, { at: '2026-01-01T00:00:00.34Z' });
    assert.deepEqual(await output('text', testWorld(), { input: at }), at);
    assert.deepEqual(errorOf(await run('status', testWorld(), { input: at })), {
      name: 'E',
      message: 'm',
      details: '2026-01-01T00:00:00.34Z',
    });
    assert.deepEqual(errorOf(await run('statusText', testWorld(), { input: at })), { name: 'E', message: 'm', details: at });
  });

  it('refuses what is not an activity, out of reach of the orchestrator', async () => {
    await assert.rejects(run('unregistered', testWorld()), /'unregistered': The function 'nothing' doesn't exist/);
    await assert.rejects(run('notOne', testWorld()), /The function 'sequence' doesn't exist, is disabled, or is not an activity/);
    assert.equal(await output('ignoringCase', testWorld()), 1);
  });

  it('runs a hundred in a row, with four events for each', async () => {
    const { billed, ...rest } = await run('many', testWorld());
    assert.deepEqual(rest, { status: 'succeeded', output: 4950 });
    assert.deepEqual(billed, { activities: 100, episodes: 101, historyEvents: 404, orchestrations: 1 });
  });
});
