import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { check } from '../../src/compiler/compile';
import { hasErrors } from '../../src/diagnostics/diagnostic';
import type { FunctionAnswer, HistoryEvent } from '../../src/engine';
import type { Json } from '../../src/language/json';
import { caseWorld, createWorld } from '../../src/runner/cases/world';
import { RealClock, VirtualClock } from '../../src/runner/clock';
import { createRunner, type LocalExecution } from '../../src/runner/run';

type Handlers = Record<string, (input: Json) => FunctionAnswer | Promise<FunctionAnswer>>;

const value = (json: Json): FunctionAnswer => ({ ok: true, value: json });
const error = (name: string, message = ''): FunctionAnswer => ({ ok: false, error: { name, message }, platform: false });

/** Runs the workflow `main` of a block with the given functions on virtual time. */
async function run(
  block: string,
  handlers: Handlers,
  input: Json = {},
): Promise<{ execution: LocalExecution; events: HistoryEvent[]; elapsed: number }> {
  const { program, diagnostics } = check(parse(block), Object.keys(handlers), []);
  assert.equal(hasErrors(diagnostics), false, JSON.stringify(diagnostics));
  const clock = new VirtualClock(0);
  const events: HistoryEvent[] = [];
  const outside = {
    call: async ({ function: name, input: given }: { function: string; input: Json }) => handlers[name]!(given),
    http: async () => ({ ok: false as const, message: 'no web' }),
  };
  const world = createWorld({ clock, outside, observe: event => events.push(event) });
  const execution = await createRunner(program).run({ workflow: 'main', input, executionId: 'e' }, world);
  return { execution, events, elapsed: clock.now() };
}

describe('the local runner', () => {
  it("tells what happens with the user's step paths and times", async () => {
    const block = `
workflows:
  main:
    do:
      - each:
          for: { each: n, in: [1, 2] }
          do:
            - fetch: { call: f, with: "{{ n }}", retry: { delay: 3s, maxRetries: 1 } }
            - rest: { if: n == 2, wait: 5s }
    output: "{{ fetch }}"
`;
    let failed = false;
    const { events, execution } = await run(block, {
      f: n => {
        if (failed || n !== 1) return value(n);
        failed = true;
        return error('Broken', 'once');
      },
    });
    assert.deepEqual(
      events.map(({ time, type, step, attempt }) =>
        [time / 1000, type, step, ...(attempt === undefined ? [] : [attempt])].join(' '),
      ),
      [
        '0 executionStarted main',
        '0 stepEntered main/each',
        '0 stepEntered main/each[0]/fetch',
        '0 functionCalled main/each[0]/fetch 1',
        '0 stepRetried main/each[0]/fetch 2',
        '3 functionCalled main/each[0]/fetch 2',
        '3 functionAnswered main/each[0]/fetch 2',
        '3 stepLeft main/each[0]/fetch',
        '3 stepSkipped main/each[0]/rest',
        '3 stepEntered main/each[1]/fetch',
        '3 functionCalled main/each[1]/fetch 1',
        '3 functionAnswered main/each[1]/fetch 1',
        '3 stepLeft main/each[1]/fetch',
        '3 stepEntered main/each[1]/rest',
        '3 waiting main/each[1]/rest',
        '8 stepLeft main/each[1]/rest',
        '8 stepLeft main/each',
        '8 executionSucceeded main',
      ],
    );
    assert.deepEqual(execution.status === 'succeeded' && execution.output, 2);
  });

  it('cuts the siblings of a failed branch short', async () => {
    const block = `
workflows:
  main:
    do:
      - both:
          parallel:
            slow: { do: [ { rest: { wait: 1h } }, { later: { call: never } } ] }
            quick: { call: f }
`;
    const { execution, events, elapsed } = await run(block, {
      f: () => error('Broken', 'now'),
      never: () => assert.fail('it was called'),
    });
    assert.deepEqual(execution.status === 'failed' && execution.error, { name: 'Broken', message: 'now', details: null });
    assert.equal(elapsed, 0);
    assert.ok(events.some(({ type, step }) => type === 'stepCancelled' && step === 'main/both/slow/rest'));
  });

  it('stops a child workflow when the time of `run` is over', async () => {
    const block = `
workflows:
  main:
    do:
      - child: { run: other, timeout: 10s, catch: [ { errors: [Timeout], output: late } ] }
      - after: { call: f }
    output: "{{ child }}"
  other:
    do:
      - rest: { wait: 1m }
      - never: { call: never }
`;
    const { execution, elapsed } = await run(block, { f: () => value(1), never: () => assert.fail('it was called') });
    assert.deepEqual(execution.status === 'succeeded' && execution.output, 'late');
    assert.equal(elapsed, 10_000);
  });

  it('runs no more iterations at once than `concurrency` says', async () => {
    const block = `
workflows:
  main:
    do:
      - each: { for: { each: n, in: range(7) }, concurrency: 3, do: [ { work: { call: f } } ] }
`;
    let now = 0;
    let most = 0;
    const { execution } = await run(block, {
      f: async () => {
        most = Math.max(most, ++now);
        await new Promise(resolve => setImmediate(resolve));
        now--;
        return value(null);
      },
    });
    assert.equal(execution.status, 'succeeded');
    assert.equal(most, 3);
  });

  it('keeps the order of calls apart from the bag of a concurrent step', async () => {
    const block = `
workflows:
  main:
    do:
      - first: { call: f, with: 1 }
      - both: { parallel: { a: { call: f, with: 2 }, b: { call: f, with: 3 } } }
      - failing: { parallel: { a2: { call: f, with: 4 }, b2: { raise: Broken } }, catch: [ {} ] }
      - last: { call: f, with: 5 }
`;
    const { execution } = await run(block, { f: value });
    const inputs = execution.trace
      .map(entry => (entry.kind === 'call' ? entry.call : entry.calls))
      .map(calls => JSON.stringify(calls));
    assert.equal(inputs.length, 4);
    assert.match(inputs[0]!, /"input":1/);
    assert.match(inputs[1]!, /^\[.*"input":2.*"input":3.*\]$/);
    assert.equal(inputs[2], '[]');
    const failed = execution.trace[2];
    assert.deepEqual(failed?.kind === 'bag' && [...(failed.loose?.functions ?? [])], ['f']);
    assert.match(inputs[3]!, /"input":5/);
  });

  it('names what a case forgot to answer', async () => {
    const { program } = check(parse('workflows: { main: { do: [ { a: { call: f, with: { x: 1 } } } ] } }'), ['f'], []);
    const world = caseWorld(
      { name: 'c', workflow: 'main', input: {}, now: 0, executionId: 'e', handlers: false, functions: {}, http: {}, expect: {} },
      undefined,
    );
    await createRunner(program).run({ workflow: 'main', input: {}, executionId: 'e' }, world);
    assert.deepEqual(world.problems, ['the case has no answer for f({"x":1})']);
  });

  it('ends a hanging handler by its timeout on real time', async () => {
    const { program } = check(parse('workflows: { main: { do: [ { a: { call: f, timeout: 1s } } ] } }'), ['f'], []);
    const world = createWorld({
      clock: new RealClock(),
      outside: { call: () => new Promise(() => undefined), http: async () => ({ ok: false, message: '' }) },
    });
    const execution = await createRunner(program).run({ workflow: 'main', input: {}, executionId: 'e' }, world);
    assert.equal(execution.status === 'failed' && execution.error.name, 'Timeout');
  });
});
