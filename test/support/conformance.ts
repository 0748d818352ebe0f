import assert from 'node:assert/strict';
import type { Adapter } from '../../src/adapter';
import type { Engine } from '../../src/engine';
import { createRunner } from '../../src/runner/run';
import { runLocally, runOnTarget } from '../../src/runner/cases/run';
import type { Difference } from '../../src/runner/cases/compare';
import { createFunctionHost } from '../../src/plugin/handlers';
import type { Outside } from '../../src/runner/cases/world';
import { compileFixture, contextOf, type Fixture, refusedCodes } from './fixtures';

/** Describes every case of a fixture on the local runner: the case's expectations are the language page's. */
export function describeLocally(fixture: Fixture): void {
  describe(fixture.name, () => {
    it('has no diagnostics', () => {
      assert.deepEqual(problems(fixture), []);
    });
    const runner = createRunner(fixture.checked.program);
    const real = realOutside(fixture);
    after(() => real.close());
    for (const file of fixture.cases) {
      for (const given of file.cases) {
        it(`${file.workflow}: ${given.name}`, async () => explain((await runLocally(given, runner, { real })).differences));
      }
    }
  });
}

/** Describes every case of a fixture on a target's artefacts: same output, error and calls as locally, or the workflow is refused with a code. */
export function describeOnTarget(fixture: Fixture, adapter: Adapter): void {
  describe(`${fixture.name} on ${adapter.name}`, () => {
    let engine: Engine | undefined;
    const compilation = compileFixture(fixture, adapter);
    const runner = createRunner(fixture.checked.program);
    before(async () => {
      engine = await adapter.simulate?.(compilation.deployment, contextOf(fixture, adapter));
    });
    const real = realOutside(fixture);
    after(() => Promise.all([engine?.close?.(), real.close()]));
    for (const file of fixture.cases) {
      const codes = refusedCodes(compilation, file.workflow);
      if (codes) {
        it(`${file.workflow} is refused with a code`, () => {
          assert.ok(codes.length > 0 && codes.every(code => code === 'refused' || code.startsWith(`${adapter.name}/`)));
        });
        continue;
      }
      for (const given of file.cases) {
        it(`${file.workflow}: ${given.name}`, async () => {
          assert.ok(engine, `${adapter.name} has no simulator`);
          const local = await runLocally(given, runner, { real });
          explain((await runOnTarget(given, engine, local.execution, { real })).differences);
        });
      }
    }
  });
}

/** The service's own handlers, for cases with `handlers: true`; no case reaches the web. */
export function realOutside(fixture: Fixture): Outside & { close(): Promise<void> } {
  const host = createFunctionHost(fixture.project);
  return {
    call: request => host.call(request),
    http: async () => ({ ok: false, message: 'the tests have no web' }),
    close: () => host.close(),
  };
}

function problems(fixture: Fixture): string[] {
  return [...fixture.checked.diagnostics, ...fixture.diagnostics]
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, place }) => `${code}: ${message} (${place.path.join('.')})`);
}

function explain(differences: readonly Difference[]): void {
  const text = differences.map(
    ({ message, expected, actual }) => `${message}\n  expected ${JSON.stringify(expected)}\n  actual   ${JSON.stringify(actual)}`,
  );
  assert.equal(text.join('\n'), '');
}
