import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { reservedWords } from '../../../adapters/google/names';
import { preludeNames, preludeVariables } from '../../../adapters/google/prelude/index';
import type { Execution, FunctionAnswer, Json } from '../../../src/adapter';
import { nameProblem } from '../../../src/language/names';
import { functionsOf, make } from './support';

type Answer = (name: string, input: Json) => FunctionAnswer;
const echo: Answer = (_name, input) => ({ ok: true, value: input });
const fails =
  (...names: readonly Json[]): Answer =>
  (_name, input) =>
    names.includes(input)
      ? { ok: false, error: { name: String(input), message: `is ${String(input)}` }, platform: false }
      : { ok: true, value: input };

/** The same output or error as on the local runner; answers the source. */
async function agree(
  workflows: Record<string, unknown>,
  input: Json,
  answer: Answer = echo,
  service: Record<string, unknown> = {},
): Promise<string> {
  const made = make(workflows, service);
  assert.deepEqual(made.diagnostics, []);
  const name = Object.keys(workflows)[0]!;
  const [local, google] = await Promise.all([made.runLocally(name, input, answer), made.run(name, input, answer)]);
  assert.deepEqual(outcome(google), outcome(local), made.sources[name]);
  return made.sources[name]!;
}

/** What is compared: messages of the language's own errors aren't defined. */
function outcome(execution: Execution): unknown {
  if (execution.status === 'succeeded') return execution.output;
  const { name } = execution.error;
  return ['ExpressionError', 'Timeout', 'Unavailable'].includes(name) ? { failed: name } : { failed: execution.error };
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

describe("Google's limits are kept", () => {
  it('more than 50 conditions', async () => {
    const cases = range(120).map(i => ({ when: `input.n == ${i}`, output: `case ${i}` }));
    const workflows = { w: { do: [{ pick: { switch: cases, default: { output: 'none' } } }], output: '{{ pick }}' } };
    for (const n of [0, 41, 42, 49, 50, 51, 99, 119, 120]) await agree(workflows, { n });
  });

  it('more than 50 assignments', async () => {
    const values = Object.fromEntries(range(130).map(i => [`v${i}`, `{{ input.n + ${i} }}`]));
    const source = await agree({ w: { do: [{ all: { set: values } }], output: '{{ v0 + v129 }}' } }, { n: 1 });
    assert.ok(sizes(parse(source), 'assign').every(size => size <= 50));
  });

  it('more than 10 branches', async () => {
    const branches = Object.fromEntries(range(23).map(i => [`b${i}`, { call: 'work', with: `{{ input.n + ${i} }}` }]));
    await agree({ w: { do: [{ all: { parallel: branches } }], output: '{{ all }}' } }, { n: 1 });
    const settled = { w: { do: [{ all: { settle: true, parallel: branches } }], output: '{{ all }}' } };
    await agree(settled, { n: 1 }, (_name, input) =>
      input === 7 ? { ok: false, error: { name: 'Seven', message: '' }, platform: false } : { ok: true, value: input },
    );
  });

  it('expressions of more than 400 characters', async () => {
    const long = range(60).map(i => `input.someRatherLongName${i % 3} * ${i}`);
    const input = { someRatherLongName0: 1, someRatherLongName1: 2, someRatherLongName2: 3 };
    const text = range(40)
      .map(i => `part ${i} {{ input.someRatherLongName${i % 3} }}, `)
      .join('');
    const workflows = {
      w: {
        do: [
          { sum0: { set: { total: `{{ ${long.join(' + ')} }}` } } },
          { check: { if: `${long.slice(0, 30).join(' + ')} > 10 && ${long.slice(0, 40).join(' + ')} > 20`, set: { big: true } } },
          {
            each: { for: { each: 'x', in: [1, 2], where: `x + ${long.join(' + ')} > 0` }, output: `{{ [${long.join(', ')}] }}` },
          },
        ],
        output: { total: '{{ total }}', big: '{{ big }}', each: '{{ each }}', text, literal: 'x'.repeat(2000) },
      },
    };
    const source = await agree(workflows, input);
    assert.ok(Math.max(...[...source.matchAll(/\$\{(.*)\}'?$/gm)].map(match => match[1]!.length)) <= 400);
  });

  it('workflows that run each other more than 20 deep', async () => {
    const chain = Object.fromEntries(
      range(24).map(i => [
        `w${i}`,
        i === 23
          ? { output: '{{ input.n }}' }
          : { do: [{ next: { run: `w${i + 1}`, with: { n: '{{ input.n + 1 }}' } } }], output: '{{ next }}' },
      ]),
    );
    await agree(chain, { n: 0 });
  });
});

function sizes(value: unknown, key: string): readonly number[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => [
    ...(name === key && Array.isArray(child) ? [child.length] : []),
    ...sizes(child, key),
  ]);
}

describe('names never meet', () => {
  const words = [
    ...new Set([...reservedWords, ...preludeNames, ...preludeVariables, 'e', 'e2', 'retryAny', 'output', 'init', 'main']),
  ].filter(word => nameProblem(word) === undefined);

  /** In one workflow names differ by more than the case of their letters. */
  const apart = (some: readonly string[], others: readonly string[]): readonly string[] => {
    const seen = new Set(others.map(word => word.toLowerCase()));
    return some.filter(word => !seen.has(word.toLowerCase()) && seen.add(word.toLowerCase()));
  };

  it('variables, steps and bound names that are words of Google or ours', async () => {
    for (let i = 0; i < words.length; i += 8) {
      const some = apart(words.slice(i, i + 8), []);
      const rest = apart(words.slice(i + 8, i + 16), some);
      const set = Object.fromEntries(some.map((word, k) => [word, `{{ input.n + ${k} }}`]));
      const workflows = {
        w: {
          do: [
            { all: { set } },
            ...rest.map(word => ({ [word]: { call: 'work', with: `{{ input.n }}`, retry: {}, catch: [{ output: 'caught' }] } })),
            { loop0: { for: { each: 'item0', in: [1], at: 'at0' }, output: '{{ [item0, at0] }}' } },
          ],
          output: [
            ...some.map(word => `{{ ${word} }}`),
            ...rest.map(word => `{{ ${word} }}`),
            '{{ loop0 }}',
            '{{ "n" + string(input.n) }}',
          ],
        },
      };
      await agree(workflows, { n: 2 });
    }
  });

  it('bound by each, at and as', async () => {
    for (const word of words.slice(0, 200)) {
      const loop = { for: { each: word, in: [1, 2] }, output: `{{ ${word} + input.n }}` };
      const caught = { call: 'work', with: 'bad', catch: [{ as: word, output: `{{ ${word}.name }}` }] };
      await agree(
        { w: { do: [{ rounds: loop }, { failing0: caught }], output: ['{{ rounds }}', '{{ failing0 }}'] } },
        { n: 2 },
        fails('bad'),
      );
    }
  });

  it('that hide each other three deep, in loops, entries and branches', async () => {
    const call = (more: object = {}): object => ({ call: 'work', with: 'bad', ...more });
    const inner = { for: { each: 'x', in: [3] }, output: '{{ x }}' };
    const middle = { for: { each: 'x', in: [2], at: 'e' }, do: [{ l3: inner }], output: '{{ [x, e, l3] }}' };
    const outer = { for: { each: 'x', in: [1] }, do: [{ l2: middle }], output: '{{ [x, l2] }}' };
    const third = call({ catch: [{ as: 'x', do: [{ l1: outer }], output: '{{ [x.name, l1] }}' }] });
    const second = call({ catch: [{ as: 'x', do: [{ c3: third }], output: '{{ [x.name, c3] }}' }] });
    const first = call({
      catch: [
        {
          as: 'x',
          do: [
            {
              both: {
                parallel: {
                  output: { do: [{ c2: second }], output: '{{ c2 }}' },
                  b: call({ catch: [{ as: 'x', output: '{{ x.name }}' }] }),
                },
              },
            },
          ],
          output: '{{ [x.name, both] }}',
        },
      ],
    });
    await agree({ w: { do: [{ c1: first }], output: '{{ c1 }}' } }, {}, fails('bad'));
  });

  it('workflows that are called like variables, or alike but for a dash', async () => {
    const child = (text: string): object => ({ output: `${text} {{ input.x }}` });
    const names = ['x', 'e', 'tags', 'asError', 'printed', 'a-b', 'a_b', 'input', 'text', 'main', 'work', 'error'];
    const workflows = {
      parent: {
        do: names.map((name, i) => ({ [`r${i}`]: { run: name, with: { x: '{{ input.n }}' } } })),
        output: names.map((_, i) => `{{ r${i} }}`),
      },
      ...Object.fromEntries(names.map(name => [name, child(name)])),
    };
    await agree(workflows, { n: 2 });
  });

  it('functions whose keys give one environment variable', async () => {
    const functions = functionsOf('reserveStock reserve-stock reserve_stock');
    const calls = Object.keys(functions).map((key, i) => ({ [`c${i}`]: { call: key } }));
    await agree({ w: { do: calls, output: ['{{ c0 }}', '{{ c1 }}', '{{ c2 }}'] } }, {}, name => ({ ok: true, value: name }), {
      functions,
    });
  });
});

describe('flow', () => {
  const call = (input: Json, more: object = {}): object => ({ call: 'work', with: input, ...more });

  it('an entry that ignores the error at the end of a branch, a loop and a workflow', async () => {
    const ignore = { catch: [{ errors: ['bad'] }] };
    const workflows = {
      w: {
        do: [
          { both: { parallel: { a: { do: [{ x: call('bad', ignore) }] }, b: { do: [{ y: call('good') }] } } } },
          {
            rounds: {
              for: { each: 'n', in: ['good', 'bad', 'good'] },
              do: [{ z: { call: 'work', with: '{{ n }}', ...ignore } }],
            },
          },
          {
            many: {
              for: { each: 'n', in: ['good', 'bad'] },
              concurrency: 2,
              do: [{ c: { call: 'work', with: '{{ n }}', ...ignore } }],
            },
          },
          { last: { if: 'input.n != null && input.n > 1', call: 'work', with: 'bad', ...ignore } },
        ],
      },
    };
    await agree(workflows, {}, fails('bad'));
    await agree(workflows, { n: 2 }, fails('bad'));
  });

  it('lazy conditions at the end of branches and loops', async () => {
    const lazy = 'input.x != null && input.x.n > 3';
    const workflows = {
      w: {
        do: [
          { start: { set: { log: [] } } },
          {
            both: {
              parallel: {
                a: { do: [{ p: { if: lazy, call: 'work' } }], output: '{{ p }}' },
                b: { do: [{ q: { if: lazy, call: 'work' } }] },
              },
            },
          },
          { rounds: { for: { each: 'n', in: [1, 2] }, do: [{ r: { if: lazy, set: { log: '{{ append(log, n) }}' } } }] } },
          { until0: { do: [{ count: { set: { k: '{{ (k ?? 0) + 1 }}' } } }], until: 'k > 2 && k < 9', max: 5 } },
          { while0: { while: 'k != null && k < 5', do: [{ more: { set: { k: '{{ k + 1 }}' } } }], output: '{{ k }}' } },
        ],
        output: { log: '{{ log }}', both: '{{ both }}', k: '{{ k }}', last: '{{ while0 }}' },
      },
    };
    for (const x of [null, { n: 1 }, { n: 4 }]) await agree(workflows, { x });
  });

  it('what was caught, skipped or failed in an earlier round is cleared or kept', async () => {
    const workflows = {
      w: {
        do: [
          { start: { set: { log: [] } } },
          {
            rounds: {
              for: { each: 'n', in: ['a', 'bad', 'b', 'worse', 'c', 'skip'] },
              do: [
                {
                  guarded: {
                    do: [{ x: { if: 'n != "skip"', call: 'work', with: '{{ n }}', catch: [{ errors: ['bad'] }] } }],
                    output: '{{ [x] }}',
                    catch: [{ errors: ['worse'], output: 'outer' }],
                  },
                },
                { note: { set: { log: '{{ append(log, [x, guarded]) }}' } } },
              ],
            },
          },
        ],
        output: '{{ log }}',
      },
    };
    await agree(workflows, {}, fails('bad', 'worse'));
  });

  it('a retry by hand inside a loop, with its own counters each time', async () => {
    let calls = 0;
    const flaky: Answer = (_name, input) =>
      ++calls % 3 === 0
        ? { ok: true, value: input }
        : { ok: false, error: { name: calls % 3 === 1 ? 'A' : 'B', message: '' }, platform: false };
    const retry = [{ errors: ['A'], maxRetries: 1, delay: 1 }, { errors: ['B'], maxRetries: 1, delay: 1 }, { maxRetries: 0 }];
    const workflows = {
      w: {
        do: [
          {
            rounds: { for: { each: 'n', in: [1, 2] }, do: [{ x: { call: 'work', with: '{{ n }}', retry } }], output: '{{ x }}' },
          },
        ],
        output: '{{ rounds }}',
      },
    };
    const made = make(workflows);
    calls = 0;
    const local = await made.runLocally('w', {}, flaky);
    calls = 0;
    const google = await made.run('w', {}, flaky);
    assert.deepEqual(outcome(google), outcome(local));
  });

  it('a function that throws an ExpressionError is as uncatchable as one', async () => {
    const thrown = fails('ExpressionError');
    const caught = [{ output: 'caught' }];
    const passed = [{ do: [{ other0: call('x') }, { again: { raise: '{{ error }}' } }] }];
    for (const entry of [caught, passed]) {
      await agree({ w: { do: [{ x: call('ExpressionError', { retry: {}, catch: entry }) }], output: '{{ x }}' } }, {}, thrown);
    }
  });

  it('a call without a timeout has as long as Google can wait', async () => {
    const known = {
      functions: {
        work: { handler: 'a.b', runtime: 'nodejs22.x', timeout: 60 },
        other: { handler: 'a.b', runtime: 'nodejs22.x' },
      },
    };
    const source = await agree(
      { w: { do: [{ a: { call: 'work' } }, { b: { call: 'other' } }, { c: { call: 'other', timeout: 5 } }] } },
      {},
      echo,
      known,
    );
    assert.deepEqual(
      [...source.matchAll(/timeout: (\d+)/g)].map(match => match[1]),
      ['1800', '5'],
    );
  });

  it('a step that comes to nothing still asks its condition', async () => {
    const workflows = { w: { do: [{ a: { if: 'input.n', output: '{{ input.x }}' } }], output: 'end' } };
    for (const n of [true, false, null, 1]) await agree(workflows, { n });
  });

  it('values of blocks that are read in many places', async () => {
    const workflows = {
      w: {
        do: [
          {
            inner: {
              do: [{ a: call({ n: 1 }) }, { b: call([1, 2]) }],
              output: { a: '{{ a.n }}', b: '{{ b[1] }}', whole: '{{ b }}' },
            },
          },
          { outer: { do: [{ c: call('c') }], output: '{{ inner }}' } },
          { both: { parallel: { p: call({ deep: { n: 5 } }), q: { output: '{{ inner.a }}' } } } },
          { use: call({ x: '{{ outer.a }}', y: '{{ both.p.deep.n }}', z: '{{ both.q + 1 }}', none: '{{ both.none.x }}' }) },
        ],
        output: ['{{ use }}', '{{ outer.whole[0] }}', '{{ length(outer) }}', '{{ both }}', '{{ keys(both) }}'],
      },
    };
    await agree(workflows, {});
  });
});
