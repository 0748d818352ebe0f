import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { adapters } from '../adapters/index';
import { check, compile } from '../src/compiler/compile';
import { readCases } from '../src/runner/cases/read';
import { runLocally, runOnTarget } from '../src/runner/cases/run';
import { createRunner } from '../src/runner/run';
import { projectOf } from './support/fixtures';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(
  ([, text]) => parse(text as string) as Record<string, unknown>,
);

/** Who begins with the README copies its first workflow and its first case. */
describe("the README's first workflow", () => {
  const service = blocks.find(block => 'orchestration' in block)!;
  const file = blocks.find(block => 'cases' in block)!;
  const project = projectOf(service, '/shop');
  const functions = project.functions.map(({ key }) => key);
  const { program, diagnostics } = check(service['orchestration'], functions, ['aws', 'google', 'azure']);
  const names = { functions, workflows: program.workflows.map(({ name }) => name) };
  const read = readCases(file, 'placeOrder.cases.yml', names);
  const cases = read.file?.cases ?? [];
  const runner = createRunner(program);

  it('is valid, and so are its cases', () => {
    assert.deepEqual([...diagnostics, ...read.diagnostics], []);
    assert.ok(cases.length > 0);
  });

  it('passes its cases locally', async () => {
    for (const given of cases) assert.deepEqual((await runLocally(given, runner)).differences, []);
  });

  for (const adapter of adapters)
    it(`passes its cases on ${adapter.name}`, async () => {
      const { deployment } = compile(program, project, adapter, undefined);
      const context = { program, project, options: undefined, report: () => undefined };
      const engine = await adapter.simulate?.(deployment, context);
      assert.ok(engine);
      for (const given of cases) {
        const { execution } = await runLocally(given, runner);
        assert.deepEqual((await runOnTarget(given, engine, execution)).differences, []);
      }
      await engine.close?.();
    });
});
