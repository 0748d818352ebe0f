import assert from 'node:assert/strict';
import { output, run } from './harness';

const main = (steps: string): string => `main:\n  params: [input]\n  steps:\n${steps.replace(/^/gm, '    ')}`;

/** https://cloud.google.com/workflows/docs/reference/syntax/variables: "the value is copied". The simulator changes in place what nobody else holds. */
describe('assignments copy by value', () => {
  it('what was read before a part is assigned keeps its value', async () => {
    const source = main(`
- start: { assign: [ { xs: [1, 2] }, { "xs[0]": 10 }, { ys: "\${xs}" }, { "xs[0]": 20 }, { m: {} }, { "m.a": "\${xs}" }, { "xs[1]": 30 } ] }
- done: { return: { xs: "\${xs}", ys: "\${ys}", m: "\${m}" } }`);
    assert.deepEqual(await output(source), { xs: [20, 30], ys: [10, 2], m: { a: [20, 2] } });
  });

  it('a list that grows by itself', async () => {
    const source = main(`
- start: { assign: [ { xs: [] }, { xs: "\${list.concat(xs, 1)}" }, { ys: "\${xs}" }, { xs: "\${list.concat(xs, 2)}" }, { zs: "\${[xs]}" }, { xs: "\${list.concat(xs, xs)}" } ] }
- done: { return: { xs: "\${xs}", ys: "\${ys}", zs: "\${zs}" } }`);
    assert.deepEqual(await output(source), { xs: [1, 2, [1, 2]], ys: [1], zs: [[1, 2]] });
  });

  it('a constant of the source stays what it is from round to round', async () => {
    const source = main(`
- start: { assign: [ { all: [] } ] }
- each:
    for:
      value: v
      range: [1, 3]
      steps:
        - fresh: { assign: [ { m: { a: 0 } }, { "m.a": "\${m.a + v}" }, { "m[string(v)]": true }, { all: "\${list.concat(all, m)}" } ] }
- done: { return: "\${all}" }`);
    assert.deepEqual(await output(source), [
      { a: 1, 1: true },
      { a: 2, 2: true },
      { a: 3, 3: true },
    ]);
  });

  it('what a loop goes over, and what a subworkflow is given', async () => {
    const source = `${main(`
- start: { assign: [ { xs: [1, 2, 3] }, { "xs[2]": 4 }, { seen: [] } ] }
- each: { for: { value: v, index: i, in: "\${xs}", steps: [ { change: { assign: [ { "xs[2]": 9 }, { seen: "\${list.concat(seen, v)}" } ] } } ] } }
- call: { call: other, args: { given: "\${xs}" }, result: changed }
- done: { return: { xs: "\${xs}", seen: "\${seen}", changed: "\${changed}" } }`)}
other:
  params: [given]
  steps:
    - change: { assign: [ { "given[0]": 7 }, { "given[1]": 8 } ] }
    - done: { return: "\${given}" }`;
    assert.deepEqual(await output(source), { xs: [1, 2, 9], seen: [1, 2, 4], changed: [7, 8, 9] });
  });

  it('a part of a part', async () => {
    const source = main(`
- start: { assign: [ { m: { a: { b: [1] } } }, { "m.a.b[0]": 2 }, { inner: "\${m.a}" }, { "m.a.b[0]": 3 }, { "m.a.c": 4 } ] }
- done: { return: { m: "\${m}", inner: "\${inner}" } }`);
    assert.deepEqual(await output(source), { m: { a: { b: [3], c: 4 } }, inner: { b: [2] } });
  });

  it('branches that write to one shared list', async () => {
    const source = main(`
- start: { assign: [ { xs: [0, 0, 0] }, { before: "\${xs}" } ] }
- all: { parallel: { shared: [xs], for: { value: v, index: i, in: [5, 6, 7], steps: [ { put: { assign: [ { "xs[i]": "\${v}" } ] } } ] } } }
- done: { return: { xs: "\${xs}", before: "\${before}" } }`);
    assert.deepEqual(await output(source), { xs: [5, 6, 7], before: [0, 0, 0] });
  });

  it('what grows in place counts in the memory, and what shrinks gives it back', async () => {
    const grow = main(`
- start: { assign: [ { xs: [] } ] }
- each: { for: { value: v, range: [1, 70000], steps: [ { add: { assign: [ { xs: "\${list.concat(xs, v)}" } ] } } ] } }
- done: { return: "\${len(xs)}" }`);
    const { execution } = await run(grow);
    assert.equal(execution.status === 'failed' && execution.error.name, 'ResourceLimitError');
    const shrink = main(`
- start: { assign: [ { m: {} }, { text: "${'x'.repeat(1000)}" } ] }
- each: { for: { value: v, range: [1, 2000], steps: [ { set: { assign: [ { "m.a": "\${text}" }, { "m.a": 1 } ] } } ] } }
- done: { return: "\${m}" }`);
    assert.deepEqual(await output(shrink), { a: 1 });
  });
});
