import assert from 'node:assert/strict';
import { make } from './support';

/** Blocks inside each other, and beside the innermost so many steps. */
function deep(levels: number, steps: number): Record<string, unknown> {
  const inner = Array.from({ length: steps }, (_, i) => ({
    [`s${i}`]: { set: { [`v${i}`]: `{{ input.n + ${i} }}` }, if: `input.n > ${i}` },
  }));
  let block: readonly unknown[] = inner;
  for (let i = 0; i < levels; i++) block = [{ [`level${i}`]: { if: 'input.n > 0', do: block } }];
  return { do: block, output: { last: `{{ v${steps - 1} }}`, text: '{{ "$" }}{ literal: "quoted", \n\\' } };
}

describe('the text of a source', () => {
  const cases = [
    { form: 'is indented as usual', workflow: deep(3, 20), begins: /^main:\n {2}params: \[input\]\n {2}steps:\n {4}- / },
    {
      form: 'is indented less where it would be too long',
      workflow: deep(20, 120),
      begins: /^main:\n params: \[input\]\n steps:\n {1,2}- /,
    },
    {
      form: 'is JSON where that is too long too',
      workflow: deep(30, 400),
      begins: /^\{\n"main": \{ "params": \["input"\], "steps": \[\n {2}\{"init/,
    },
  ];
  for (const { form, workflow, begins } of cases) {
    it(form, async () => {
      const made = make({ w: workflow });
      assert.deepEqual(made.diagnostics, []);
      assert.match(made.sources['w']!.slice(0, 80), begins);
      for (const input of [{ n: 0 }, { n: 10_000 }]) {
        const [theirs, local] = [await made.run('w', input), await made.runLocally('w', input)];
        assert.ok(theirs.status === 'succeeded' && local.status === 'succeeded', JSON.stringify(theirs));
        assert.deepEqual(theirs.output, local.output);
      }
    });
  }
});
