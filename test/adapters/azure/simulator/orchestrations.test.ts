import assert from 'node:assert/strict';
import { benchOf, errorOf, testWorld } from './support';

describe('Azure simulator: sub-orchestrations, generations, events', () => {
  const { run, output } = benchOf(
    {
      parent: "return wrap(unwrap(yield child('double', input.n)) + 1);",
      double: 'return wrap((yield call(input)) * 2);',
      failing: "throw new Error('the child broke');",
      catching: "try { yield child('failing', 1); } catch (error) { return wrap(error.message); }",
      notCatching: "yield child('failing', 1);",
      fanOut: "return wrap((yield Task.all(input.map(n => child('double', n)))).map(unwrap));",
      ids: `
        const one = unwrap(yield child('whoAmI', 1));
        const two = unwrap(yield child('whoAmI', 1, 'my-child'));
        return wrap([context.df.instanceId, one, two]);`,
      whoAmI: 'return wrap([context.df.instanceId, context.df.parentInstanceId]);',
      twins: "return wrap(yield Task.all([child('double', 1, 'same'), child('double', 2, 'same')]));",
      noSuch: "yield child('nothing', 1);",
      retried: `
        const options = new df.RetryOptions(1000, 3);
        return yield context.df.callSubOrchestratorWithRetry('double', options, wrap(4));`,
      countdown: `
        yield call(input.n);
        if (input.n === 0) return wrap('lift-off');
        context.df.continueAsNew(wrap({ n: input.n - 1 }));`,
      waiting: `
        yield later(10);
        return wrap(yield context.df.waitForExternalEvent('go'));`,
      several: `
        const all = [];
        for (let i = 0; i < 3; i++) all.push(yield context.df.waitForExternalEvent('go'));
        return wrap(all);`,
      eventOrTimer: `
        const event = context.df.waitForExternalEvent('go');
        const timer = later(10);
        const winner = yield Task.any([event, timer]);
        if (winner === timer) return wrap('timeout');
        timer.cancel();
        return wrap(yield winner);`,
      drain: `
        const event = context.df.waitForExternalEvent('go');
        const timer = later(60);
        const winner = yield Task.any([event, timer]);
        if (winner === timer) return wrap(input.seen);
        timer.cancel();
        context.df.continueAsNew(wrap({ seen: [...input.seen, yield winner] }));`,
      version: 'return wrap(context.df.version);',
      guids: `
        const guids = [context.df.newGuid('x'), context.df.newGuid('x')];
        yield later(1);
        return wrap([...guids, context.df.newGuid('x')]);`,
    },
    { host: { extensions: { durableTask: { defaultVersion: '1.2' } } } },
  );

  it('runs a child and takes its output', async () => {
    const world = testWorld();
    const { billed, ...rest } = await run('parent', world, { input: { n: 5 } });
    assert.deepEqual(rest, { status: 'succeeded', output: 11 });
    assert.deepEqual(billed, { activities: 1, episodes: 4, historyEvents: 16, orchestrations: 2 });
    assert.equal(world.calls[0]?.executionId, 'run-parent');
  });

  it("gives a parent the child's failure as text", async () => {
    const message = (await output('catching', testWorld())) as string;
    assert.match(message, /^Orchestrator function 'failing' failed: the child broke \n Message: the child broke, StackTrace: /);
    assert.equal(errorOf(await run('notCatching', testWorld())).message, message);
  });

  it('runs children at the same time', async () => {
    const world = testWorld({ work: input => ({ value: input, after: 5 }) });
    assert.deepEqual(await output('fanOut', world, { input: [1, 2, 3] }), [2, 4, 6]);
    assert.equal(world.elapsed(), 5);
  });

  it('gives children their own ids, the same in each run', async () => {
    const first = (await output('ids', testWorld(), { executionId: 'root-1' })) as [string, [string, string], [string, string]];
    assert.equal(first[0], 'root-1');
    assert.match(first[1][0], /^[0-9a-f]{32}:0$/);
    assert.equal(first[1][1], 'root-1');
    assert.deepEqual(first[2], ['my-child', 'root-1']);
    assert.deepEqual(await output('ids', testWorld(), { executionId: 'root-1' }), first);
  });

  it('refuses an instance id in use, and an orchestrator that is not there', async () => {
    await assert.rejects(run('twins', testWorld()), /the instance id 'same', which is in use/);
    await assert.rejects(run('noSuch', testWorld()), /The function 'nothing' doesn't exist.* not an orchestrator function/);
  });

  it('retries a child in the host', async () => {
    const world = testWorld({ work: (input, count) => (count < 3 ? { error: { name: 'E', message: 'm' } } : { value: input }) });
    assert.equal(await output('retried', world), 8);
    assert.equal(world.elapsed(), 2);
  });

  it('continues as new with an empty history', async () => {
    const world = testWorld();
    const { billed, ...rest } = await run('countdown', world, { input: { n: 20 } });
    assert.deepEqual(rest, { status: 'succeeded', output: 'lift-off' });
    assert.deepEqual(billed, { activities: 21, episodes: 42, historyEvents: 21 * 8, orchestrations: 1 });
  });

  it('keeps an event that comes before it is awaited', async () => {
    const events = [{ after: 1000, name: 'go', data: { n: 1 } }];
    assert.deepEqual(await output('waiting', testWorld(), { events }), { n: 1 });
  });

  it('waits for an event that comes late, whatever the case of its name in the host', async () => {
    const world = testWorld();
    assert.equal(await output('waiting', world, { events: [{ after: 25_000, name: 'go', data: 'x' }] }), 'x');
    assert.equal(world.elapsed(), 25);
  });

  it('takes several events of one name in their order', async () => {
    const events = [1, 2, 3].map(n => ({ after: n * 1000, name: 'go', data: n }));
    assert.deepEqual(await output('several', testWorld(), { events }), [1, 2, 3]);
    const together = [1, 2, 3].map(n => ({ after: 0, name: 'go', data: n }));
    assert.deepEqual(await output('several', testWorld(), { events: together }), [1, 2, 3]);
  });

  it('races an event with a timer, both ways', async () => {
    const early = testWorld();
    assert.equal(await output('eventOrTimer', early, { events: [{ after: 4000, name: 'go', data: 1 }] }), 1);
    assert.equal(early.elapsed(), 4);
    assert.equal(await output('eventOrTimer', testWorld()), 'timeout');
  });

  it('loses events that were delivered and not awaited when it continues as new', async () => {
    const input = { seen: [] };
    const apart = [1, 2].map(n => ({ after: n * 1000, name: 'go', data: n }));
    assert.deepEqual(await output('drain', testWorld(), { input, events: apart }), [1, 2]);
    const together = [1, 2].map(n => ({ after: 1000, name: 'go', data: n }));
    assert.deepEqual(await output('drain', testWorld(), { input, events: together }), [1]);
  });

  it('tells the version of host.json, and makes guids that differ', async () => {
    assert.equal(await output('version', testWorld()), '1.2');
    const guids = (await output('guids', testWorld())) as string[];
    assert.equal(new Set(guids).size, 3);
  });
});
