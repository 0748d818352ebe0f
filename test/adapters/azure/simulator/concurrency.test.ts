import assert from 'node:assert/strict';
import { benchOf, testWorld } from './support';

/** Answers after as many seconds as the input says. */
const slow = () => testWorld({ work: input => ({ value: input, after: input as number }) });

describe('Azure simulator: timers, races and fan-out', () => {
  const { run, output } = benchOf({
    timer: 'yield later(input.seconds); return wrap(context.df.currentUtcDateTime.toISOString());',
    past: 'yield later(-5); return wrap(1);',
    fanOut: 'return wrap(yield Task.all(input.map(call)));',
    nested: 'return wrap(yield Task.all([Task.all([call(1), call(2)]), Task.all([call(3)])]));',
    race: `
      const work = call(input.work);
      const timer = later(input.limit);
      const winner = yield Task.any([work, timer]);
      if (winner === timer) return wrap('timeout');
      timer.cancel();
      return wrap([yield winner, yield call(0)]);`,
    raceThenFailure: `
      const work = call(1);
      const timer = later(9);
      const winner = yield Task.any([work, timer]);
      if (winner !== timer) timer.cancel();
      try { return wrap(yield winner); } catch (error) { return wrap(['caught', yield call(2)]); }`,
    races: `
      const results = [];
      for (const seconds of input) {
        const work = call(seconds);
        const timer = later(10);
        const winner = yield Task.any([work, timer]);
        if (winner === work) { timer.cancel(); results.push(yield winner); } else results.push('timeout');
      }
      return wrap(results);`,
    lanes: `
      const left = [...input];
      const results = [];
      while (left.length > 0) results.push(...(yield Task.all(left.splice(0, 2).map(call))));
      return wrap(results);`,
    longWait: `
      const deadline = new Date(+context.df.currentUtcDateTime + 10 * 86400000);
      while (context.df.currentUtcDateTime < deadline) yield context.df.createTimer(new Date(Math.min(+deadline, +context.df.currentUtcDateTime + 3 * 86400000)));
      return wrap('done');`,
    hour: 'return wrap(yield call(input));',
  });

  it('waits on the virtual clock', async () => {
    const world = testWorld();
    assert.equal(await output('timer', world, { input: { seconds: 90 } }), '2026-01-01T00:01:30.000Z');
    assert.equal(world.elapsed(), 90);
    assert.equal(await output('past', testWorld()), 1);
  });

  it('takes a timer of 14 days in hops of three', async () => {
    const world = testWorld();
    assert.equal(await output('timer', world, { input: { seconds: 14 * 86400 } }), '2026-01-15T00:00:00.000Z');
    const delays = world.events.filter(event => event.type === 'TimerCreated').map(event => (event.delay ?? 0) / 86400);
    assert.deepEqual(delays, [3, 3, 3, 3, 2]);
  });

  it('takes a timer of 6 days as one', async () => {
    const world = testWorld();
    await output('timer', world, { input: { seconds: 6 * 86400 } });
    assert.equal(world.events.filter(event => event.type === 'TimerCreated').length, 1);
    assert.equal(await output('longWait', testWorld()), 'done');
  });

  it('runs activities at the same time and joins them in order', async () => {
    const world = slow();
    assert.deepEqual(await output('fanOut', world, { input: [3, 1, 2] }), [3, 1, 2]);
    assert.equal(world.elapsed(), 3);
    assert.deepEqual(await output('nested', slow()), [[1, 2], [3]]);
    const wide = testWorld();
    const { billed } = await run('fanOut', wide, { input: Array.from({ length: 200 }, (_, i) => i) });
    assert.equal(billed.activities, 200);
    assert.ok((billed.episodes ?? 0) < 20, `what comes at one moment is taken together: ${billed.episodes} episodes`);
  });

  it('joins batches', async () => {
    const world = slow();
    assert.deepEqual(await output('lanes', world, { input: [1, 2, 3, 4, 5] }), [1, 2, 3, 4, 5]);
    assert.equal(world.elapsed(), 2 + 4 + 5);
  });

  it('lets an activity win a race with a timer, which is cancelled', async () => {
    const world = slow();
    assert.deepEqual(await output('race', world, { input: { work: 2, limit: 10 } }), [2, 0]);
    assert.equal(world.elapsed(), 2);
  });

  it('lets the timer win, and keeps the instance running until the activity is done', async () => {
    const world = slow();
    assert.equal(await output('race', world, { input: { work: 30, limit: 10 } }), 'timeout');
    assert.equal(world.elapsed(), 30);
  });

  it('lets a failing activity win', async () => {
    const world = testWorld({ work: input => (input === 1 ? { error: { name: 'E', message: 'm' } } : { value: input }) });
    assert.deepEqual(await output('raceThenFailure', world), ['caught', 2]);
  });

  it('runs race after race, losers among them', async () => {
    assert.deepEqual(await output('races', slow(), { input: [1, 20, 3, 30, 5] }), [1, 'timeout', 3, 'timeout', 5]);
  });

  it("ends an activity at the host's functionTimeout", async () => {
    const world = testWorld({ work: () => ({ value: 1, after: 3600 }) });
    const execution = await run('hour', world);
    assert.equal(execution.status, 'failed');
    assert.match(
      execution.status === 'failed' ? execution.error.message : '',
      /^Activity function 'work' failed: {2}Timeout value of 00:30:00 exceeded by function: Functions.work/,
    );
    assert.equal(world.elapsed(), 1800);
  });
});
