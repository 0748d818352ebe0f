import assert from 'node:assert/strict';
import { benchOf, testWorld } from './support';

const uses: Record<string, [expression: string, named: string]> = {
  dateNow: ['Date.now()', 'Date.now'],
  newDate: ['+new Date()', 'new Date()'],
  dateCall: ['Date()', 'Date()'],
  dateOfADate: ['+new context.df.currentUtcDateTime.constructor()', 'new Date()'],
  keptNow: ['kept()', 'Date.now'],
  random: ['Math.random()', 'Math.random'],
  uuid: ['crypto.randomUUID()', 'crypto.randomUUID'],
  nodeCrypto: ["require('crypto').randomUUID()", 'crypto.randomUUID'],
  bytes: ["require('node:crypto').randomBytes(4).toString('hex')", 'crypto.randomBytes'],
  performance: ['performance.now()', 'performance.now'],
  hrtime: ['String(process.hrtime.bigint())', 'process.hrtime.bigint'],
  environment: ['process.env.PATH', 'process.env'],
  timeout: ['clearTimeout(setTimeout(() => 0, 1))', 'setTimeout'],
  fetch: ["(fetch('http://localhost/').catch(() => 0), 1)", 'fetch'],
};

describe('Azure simulator: determinism', () => {
  describe('what an orchestrator must not use', () => {
    const bodies = Object.fromEntries(
      Object.entries(uses).flatMap(([name, [expression]]) => [
        [name, `return wrap(yield call(${expression}));`],
        [`${name}Caught`, `try { ${expression}; } catch {} return wrap(yield call(1));`],
      ]),
    );
    const { run, output } = benchOf(
      {
        ...bodies,
        allowed: `
          const date = new Date(0);
          const local = new Date('2026-01-01T00:00:00Z');
          return wrap([date.toISOString(), +local, Date.UTC(2026, 0, 1), Date.parse('2026-01-01T00:00:00Z'), date instanceof Date]);`,
      },
      { code: 'const kept = Date.now;' },
    );
    for (const [name, [, named]] of Object.entries(uses)) {
      it(`finds ${name}`, async () => {
        const message = `SimulationError: Orchestrator '${name}': The orchestrator isn't deterministic: it uses ${named}`;
        await assert.rejects(run(name, testWorld()), error => String(error) === message);
        await assert.rejects(run(`${name}Caught`, testWorld()), /isn't deterministic/);
      });
    }
    it('lets dates be made of times', async () => {
      const time = Date.UTC(2026, 0, 1);
      assert.deepEqual(await output('allowed', testWorld()), ['1970-01-01T00:00:00.000Z', time, time, time, true]);
    });
  });

  describe('state that outlives an episode', () => {
    const code = `
      const runs = {};
      const count = name => (runs[name] = (runs[name] ?? 0) + 1);`;
    const bodies = {
      names: "yield call(count('names')); return wrap(1);",
      fewer: "if (count('fewer') % 2 === 1) yield call(1); yield call(2); yield call(3); return wrap(1);",
      result: "yield call(1); return wrap(count('result'));",
      late: "const n = count('late'); yield call(1); if (n > 2) yield call(2); return wrap(1);",
      status: "context.df.setCustomStatus({ runs: count('status') }); yield call(1); return wrap(1);",
      parent: "yield child('childResult', 1); return wrap(1);",
      childResult: "yield call(1); return wrap(count('childResult'));",
      generations:
        "if (input.n > 0) return void context.df.continueAsNew(wrap({ n: 0, runs: count('generations') })); return wrap(1);",
    };
    const once = benchOf(bodies, { code, replay: 'once' });
    const every = benchOf(bodies, { code });
    const succeeds = async (flow: string) => assert.equal((await once.run(flow, testWorld())).status, 'succeeded');

    it('is found by the next episode when it changes the actions', async () => {
      await assert.rejects(
        once.run('names', testWorld()),
        /isn't deterministic: its action 0 was \{.*"input":1\} and is now \{.*"input":2\}$/,
      );
      await assert.rejects(once.run('fewer', testWorld()), /isn't deterministic: its action 0 was/);
    });

    it('is found by the replay of every prefix when it changes the result', async () => {
      await succeeds('result');
      await succeeds('late');
      const replayed = /isn't deterministic: replayed from its history up to episode/;
      await assert.rejects(every.run('result', testWorld()), /up to episode 2 of 2 it gave \{"isDone":true,.*2.* had given .*1/);
      await assert.rejects(every.run('late', testWorld()), /up to episode 2 of 2 it gave \{"isDone":false/);
      await assert.rejects(every.run('status', testWorld()), replayed);
    });

    it('is found in children and in every generation', async () => {
      await succeeds('parent');
      await assert.rejects(every.run('parent', testWorld()), /Orchestrator 'childResult': .* up to episode 2 of 2/);
      const input = { n: 1 };
      assert.equal((await once.run('generations', testWorld(), { input })).status, 'succeeded');
      await assert.rejects(every.run('generations', testWorld(), { input }), /up to episode 1 of 1 it asked for other actions/);
    });
  });
});
