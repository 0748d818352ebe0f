import assert from 'node:assert/strict';
import { adapters } from '../../../adapters/index';
import { compareOnTarget, refusals, runReference, runnersOf, start } from '../compare';
import { invalid, serviceOf } from '../service';
import { hostileOf, makings } from './specimens';
import { canary, texts } from './texts';

/** What a target may refuse of these programs, and says so. */
const refused: Readonly<Record<string, readonly string[]>> = { aws: ['aws/proto-key'], google: [], azure: [] };

for (const kind of Object.keys(makings) as (keyof typeof makings)[])
  describe(`${texts.length} hostile texts as ${kind}`, function () {
    this.timeout(120_000);
    const made = texts.map((text, i) => hostileOf(kind, text, i));
    const service = serviceOf(made.map(({ specimen }) => specimen));
    const runners = runnersOf(service);

    it('make valid programs', () => {
      assert.deepEqual(
        invalid(service).map(({ code, message, place }) => `${code}: ${message} (${place.path.join('.')})`),
        [],
      );
    });

    it('come out of the local runner unchanged', async () => {
      for (const [i, { output }] of made.entries()) {
        const reference = await runReference(service, i, 0, runners);
        assert.ok(reference.usable, JSON.stringify({ text: texts[i], reference }));
        const { execution } = reference;
        if (kind === 'errors') assert.deepEqual(execution.status === 'failed' && execution.error.message, texts[i]);
        else assert.deepEqual(execution.status === 'succeeded' && execution.output, output);
      }
    });

    for (const adapter of adapters)
      it(`are the same on ${adapter.name}`, async () => {
        const target = await start(service, adapter);
        if ('failed' in target) assert.fail(target.failed);
        const differences: string[] = [];
        for (const i of made.keys()) {
          const codes = refusals(target, service, i).map(({ code }) => code);
          for (const code of codes) assert.ok(refused[adapter.name]?.includes(code), `${JSON.stringify(texts[i])}: ${code}`);
          const reference = await runReference(service, i, 0, runners);
          if (codes.length > 0 || !reference.usable) continue;
          for (const { message, expected, actual } of await compareOnTarget(reference, target))
            differences.push(`${JSON.stringify(texts[i])}: ${message}: ${JSON.stringify(expected)}, ${JSON.stringify(actual)}`);
        }
        await target.engine.close?.();
        assert.deepEqual(differences, []);
        assert.ok(!(canary in globalThis), 'a text was run');
      });
  });
