import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { Adapter, Project } from '../../src/adapter';
import { check, compile } from '../../src/compiler/compile';
import { portabilityOf, type Portability } from '../../src/compiler/portability';
import { define } from '../../src/diagnostics/diagnostic';
import { toy } from '../support/toy';

const project: Project = { service: 's', stage: 'dev', provider: 'toy', providerOptions: {}, functions: [], folder: '/' };
const tooMany = define('strict/too-many', 'error', 'Two steps are the most.', (name: string) => ({
  message: `${name} has too many.`,
}));

/** A target with a limit of its own, that builds `sum` from other parts. */
const strict: Adapter = {
  ...toy,
  name: 'strict',
  title: 'Strict Target',
  capabilities: {
    ...toy.capabilities,
    steps: { ...toy.capabilities.steps, wait: { level: 'native' } },
    builtins: { sum: { level: 'emulated', how: 'a loop' } },
  },
  check: ({ workflows }, { report }) => {
    for (const { name, origin, body } of workflows) if (body.steps.length > 2) report(tooMany({ path: origin, key: true }, name));
  },
};

function portability(workflows: string): Portability {
  const { program, diagnostics } = check({ workflows: parse(workflows) as unknown }, ['f'], ['toy', 'strict']);
  assert.deepEqual(diagnostics, []);
  const judged = [toy, strict].map(adapter => ({ adapter, compilation: compile(program, project, adapter, {}) }));
  return portabilityOf(program, judged);
}

const levels = ({ workflows }: Portability, name: string): Record<string, unknown> =>
  Object.fromEntries(
    workflows
      .find(workflow => workflow.name === name)!
      .rows.map(({ what, support }) => [what, support.map(cell => cell?.level ?? '-').join(' ')]),
  );

describe('the portability of a program', () => {
  it('has a row for each thing a workflow uses, with all its places, and says how each target supports it', () => {
    const report = portability(`
      w:
        do:
          - a: { call: f, timeout: 5s }
          - b: { call: f, with: { n: "{{ sum([1, 2]) }}" } }`);
    assert.deepEqual(levels(report, 'w'), {
      'a `call` step': 'native native',
      'timeout on a step': 'degraded degraded',
      'sum()': 'native emulated',
    });
    const calls = report.workflows[0]?.rows[0]?.places.map(({ path }) => path.slice(-2));
    assert.deepEqual(calls, [
      [0, 'a'],
      [1, 'b'],
    ]);
    assert.deepEqual(
      report.targets.map(({ counts }) => counts),
      [
        { native: 2, emulated: 0, degraded: 1, refused: 0 },
        { native: 1, emulated: 1, degraded: 1, refused: 0 },
      ],
    );
  });

  it('shows what a table refuses, what a target refuses on its own, and the workflows that fall with it', () => {
    const report = portability(`
      later: { do: [ { pause: { wait: 5 } } ] }
      outer: { do: [ { inner: { run: later } } ] }
      long: { do: [ { a: { call: f } }, { b: { call: f } }, { c: { call: f } } ] }
      fine: { do: [ { d: { call: f } } ] }`);
    assert.deepEqual(levels(report, 'later'), { 'a `wait` step': 'refused native' });
    assert.deepEqual(levels(report, 'outer'), { 'a `run` step': 'native native', refused: 'refused -' });
    assert.deepEqual(levels(report, 'long'), { 'a `call` step': 'native native', 'strict/too-many': '- refused' });
    assert.deepEqual(levels(report, 'fine'), { 'a `call` step': 'native native' });
    assert.deepEqual(
      report.targets.map(({ target, refused }) => [target, refused]),
      [
        ['toy', ['later', 'outer']],
        ['strict', ['long']],
      ],
    );
  });

  it('names the concurrent steps whose error is open', () => {
    const report = portability(`
      w:
        do:
          - both: { parallel: { x: { call: f }, y: { call: f } } }
          - settled: { settle: true, parallel: { v: { call: f }, u: { call: f } } }
          - many: { for: { each: i, in: [1] }, concurrency: 2, do: [ { g: { call: f } } ] }
          - ordered: { for: { each: j, in: [1] }, do: [ { h: { call: f } } ] }`);
    assert.deepEqual(
      report.workflows[0]?.open.map(({ path }) => path.at(-1)),
      ['both', 'many'],
    );
  });
});
