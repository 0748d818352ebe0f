import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Adapter } from '../../src/adapter';
import { stepSyntax } from '../../src/language/steps/index';
import { frameworks, runCli, type TestService } from './support/frameworks';

const folder = path.resolve(__dirname, '../../examples/plan-adapter');
const service: TestService = { folder, path: file => path.join(folder, file) };

describe('the example of an adapter of a third party', function () {
  this.timeout(60_000);

  it('writes the plan that its README shows', async () => {
    const out = mkdtempSync(path.join(tmpdir(), 'plan-'));
    try {
      const result = await runCli(frameworks[0]!, service, ['orchestration', 'compile', '--out', out]);
      assert.equal(result.code, 0, result.stderr);
      const plan = readFileSync(path.join(out, 'plan/placeOrder.txt'), 'utf8');
      assert.ok(readFileSync(service.path('README.md'), 'utf8').includes(`\`\`\`\n${plan}\`\`\``), plan);
    } finally {
      rmSync(out, { recursive: true });
    }
  });

  it('knows every kind of step', () => {
    const adapter = createRequire(__filename)('../../examples/adapters/plan/plan.js') as Adapter;
    assert.deepEqual(Object.keys(adapter.capabilities.steps).sort(), Object.keys(stepSyntax).sort());
  });
});
