import assert from 'node:assert/strict';
import { benchOf, testWorld } from './support';

const failOnBoom = () =>
  testWorld({
    work: (input, count) =>
      input === 'boom' || (input === 'flaky' && count < 4) ? { error: { name: 'E', message: 'm' } } : { value: input, after: 1 },
  });

/** Wrong results and endless waits that real durable-functions 3.5 gives without a word. */
describe('Azure simulator: what would go wrong on Azure', () => {
  const { run } = benchOf(
    {
      window: `
        const a = call('a'), b = call('b'), c = call('c');
        yield Task.any([a, b]);
        yield Task.any([b, c]);
        return wrap('done');`,
      twoGenerators: `
        function* branch(name) { return [yield call(name + '1'), yield call(name + '2')]; }
        const branches = [branch('a'), branch('b')];
        const waiting = branches.map(each => each.next().value);
        const results = [null, null];
        while (waiting.some(Boolean)) {
          const winner = yield Task.any(waiting.filter(Boolean));
          const i = waiting.indexOf(winner);
          const step = branches[i].next(winner.result);
          waiting[i] = step.done ? null : step.value;
          if (step.done) results[i] = step.value;
        }
        return wrap(results);`,
      sharedDeadline: `
        const deadline = later(100);
        for (let i = 0; i < 2; i++) yield Task.any([context.df.waitForExternalEvent('go'), deadline]);
        deadline.cancel();
        return wrap(yield call('after'));`,
      failFast: `
        const retry = new df.RetryOptions(1000, 5);
        try { yield Task.all([call('boom'), context.df.callActivityWithRetry('work', retry, 'flaky')]); } catch {}
        return wrap(yield call('after'));`,
      finishedInCompound: `
        const a = call('a');
        yield a;
        yield Task.all([a]);
        return wrap('done');`,
      cancelledRetryRace: `
        const retried = context.df.callActivityWithRetry('work', new df.RetryOptions(1000, 9), 'flaky');
        const timer = later(60);
        yield Task.any([retried, timer]);
        timer.cancel();
        return wrap(yield call('next'));`,
      longTimerCancelled: `
        const long = later(10 * 86400);
        yield Task.any([context.df.waitForExternalEvent('go'), long]);
        long.cancel();
        return wrap(yield call('next'));`,
      retryTimeout: `
        const options = new df.RetryOptions(1000, 5);
        options.retryTimeoutInMilliseconds = 500;
        try { yield context.df.callActivityWithRetry('work', options, 'boom'); } catch { return wrap('caught'); }`,
      event: "yield context.df.waitForExternalEvent('never');",
      inChild: "yield child('event', 1);",
      noMessage: "throw new Error('');",
      noError: "throw 'oops';",
      endless: 'for (;;) yield later(1);',
      http: "yield context.df.callHttp({ method: 'GET', url: 'http://localhost/' });",
      entity: "yield context.df.callEntity(new df.EntityId('counter', 'a'), 'add', 1);",
      notATask: 'yield 1;',
      emptyAll: 'yield Task.all([]);',
      bigStatus: "context.df.setCustomStatus('x'.repeat(9000)); yield call(1);",
      plainOutput: 'return { value: 1 };',
      badStatus: "context.df.setCustomStatus({ error: 'text' }); throw new Error('no');",
    },
    { maxEpisodes: 200, code: "df.app.orchestration('plain', context => 1);" },
  );

  const refused: Record<string, RegExp> = {
    // Bug 1: a task in a second compound is scheduled again.
    window: /^SimulationError: Orchestrator 'window': The SDK and the host don't number the tasks alike/,
    twoGenerators: /don't number the tasks alike/,
    // Bug 2: Task.all fails fast in the SDK, and the host waits for all.
    failFast: /don't number the tasks alike/,
    // Bug 6: the host gives up without the timer that the SDK waits for.
    retryTimeout: /don't number the tasks alike.*Open in the SDK: \[3 timer\]; in the host: \[\]/,
    event: /The orchestration is stuck: orchestrator 'event': it waits for the external event 'never'/,
    inChild: /The orchestration is stuck: orchestrator 'event': /,
    noMessage: /stuck: orchestrator 'noMessage': it threw something that is no Error, or an Error without a message/,
    noError: /stuck: orchestrator 'noError': it threw something that is no Error/,
    endless: /more than 200 episodes/,
    http: /Orchestrator 'http': The orchestrator used an action that the simulator doesn't support: CallHttp/,
    entity: /doesn't support: CallEntity/,
    bigStatus: /The custom status is larger than 16 KB/,
    plainOutput: /The root orchestrator's output isn't \{ p: <JSON text> \}: \{"value":1\}/,
    badStatus: /The custom status' error isn't \{ name, message, details \}: "text"/,
  };
  for (const [flow, message] of Object.entries(refused)) {
    it(`finds ${flow}`, async () => {
      await assert.rejects(run(flow, failOnBoom()), message);
    });
  }

  it('finds a deadline raced twice', async () => {
    const events = [1, 2].map(n => ({ after: n * 1000, name: 'go', data: n }));
    await assert.rejects(run('sharedDeadline', testWorld(), { events }), /don't number the tasks alike/);
  });

  it('finds a long timer that is cancelled after its first hop', async () => {
    const events = [{ after: 4 * 86400_000, name: 'go', data: 1 }];
    await assert.rejects(
      run('longTimerCancelled', testWorld(), { events }),
      /NonDeterministicOrchestrationException|number the tasks/,
    );
  });

  it('finds a retry of the host raced with a timer that is cancelled', async () => {
    await assert.rejects(run('cancelledRetryRace', failOnBoom()), /NonDeterministicOrchestrationException|number the tasks/);
  });

  it('finds a finished task in a compound, for which the SDK waits for ever', async () => {
    await assert.rejects(run('finishedInCompound', testWorld()), /stuck|number the tasks/);
  });

  it('lets an orchestrator fail by itself', async () => {
    const message = async (flow: string) => {
      const execution = await run(flow, testWorld());
      return execution.status === 'failed' ? execution.error.message : '';
    };
    assert.match(await message('notATask'), /Orchestration yielded data of type number/);
    assert.match(await message('emptyAll'), /you must specify at least one Task/);
  });

  it('refuses a workflow it has no orchestrator for', async () => {
    await assert.rejects(run('nothing', testWorld()), /The app has no workflow 'nothing'/);
  });
});
