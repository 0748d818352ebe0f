import assert from 'node:assert/strict';
import type { Engine, Json } from '../../../src/adapter';
import { compileService, runOnBoth, simulate, worldOf } from './support';

const service = compileService(`
service: status
functions: { f: { handler: h.f } }
orchestration:
  workflows:
    raises:
      do: [ { fail: { raise: { name: Bad, message: "{{ input.message }}", details: "{{ input.details }}" } } } ]
    calls:
      do: [ { work: { call: f } } ]
`);

describe('azure: the error in the custom status', () => {
  let engine: Engine;
  before(async () => {
    engine = await simulate(service);
  });
  after(() => engine.close?.());

  it('keeps what looks like a time, which the host rewrites', async () => {
    const details = {
      at: '2026-01-01T00:00:00.340Z',
      zone: ['2026-01-01T00:00:00+02:00'],
      Timestamp: '2026-01-01T00:00:00.000Z',
    };
    const input = { message: '2026-01-01T00:00:00.340Z', details };
    const { execution } = await runOnBoth(service, engine, 'raises', input, () => null);
    assert.deepEqual(execution.status === 'failed' && execution.error, { name: 'Bad', message: input.message, details });
  });

  for (const [what, text] of [
    ['long', 'x'.repeat(9000)],
    ['full of quotes', '"'.repeat(3500)],
    ['full of backslashes', '\\'.repeat(3500)],
    ['full of control characters', '\u0001'.repeat(3000)],
  ] as const) {
    it(`fits into 16 KB when its details are ${what}`, async () => {
      const request = { workflow: 'raises', input: { message: 'why', details: text }, executionId: 'x' };
      // The simulator rejects a status that is larger.
      const { status, ...rest } = await engine.run(request, worldOf(() => null).world);
      assert.equal(status, 'failed');
      assert.deepEqual('error' in rest && rest.error, { name: 'Bad', message: 'why', details: null });
    });
    it(`fits into 16 KB when its message and its name are ${what}`, async () => {
      const fails = (): Json => {
        throw Object.assign(new Error(text), { name: text });
      };
      const execution = await engine.run({ workflow: 'calls', input: {}, executionId: 'x' }, worldOf(fails).world);
      assert.deepEqual(execution.status === 'failed' && execution.error, {
        name: text.slice(0, 100),
        message: text.slice(0, 1000),
        details: null,
      });
    });
  }
});
