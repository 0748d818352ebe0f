import assert from 'node:assert/strict';
import type { Engine, World } from '../../../src/adapter';
import { compileService, simulate, worldOf } from './support';

const service = compileService(`
service: platform
functions: { good: { handler: h.good }, lost: { handler: h.lost } }
orchestration:
  workflows:
    caught:
      do:
        - work: { call: lost, catch: [ { errors: [Unavailable], output: "{{ error.name }}" } ] }
      output: "{{ work }}"
    retried:
      do:
        - work: { call: lost, retry: { errors: [Unavailable], maxRetries: 2, delay: 1s }, catch: [ { output: gave up } ] }
      output: "{{ work }}"
    together:
      do:
        - both:
            parallel: { a: { call: lost }, b: { call: good }, c: { do: [ { x: { call: good } }, { y: { call: good } } ] } }
            catch: [ { errors: [Unavailable], output: "{{ error.name }}" } ]
        - after: { call: good }
      output: ["{{ both }}", "{{ after }}"]
    settled:
      do:
        - both:
            settle: true
            parallel: { a: { call: good }, b: { call: lost }, c: { call: good } }
        - names: { for: { each: x, in: "{{ [both.a, both.b, both.c] }}" }, output: "{{ x.ok ? x.value : x.error.name }}" }
      output: "{{ names }}"
    lanes:
      do:
        - all:
            for: { each: n, in: [1, 2, 3] }
            concurrency: 5
            settle: true
            do: [ { work: { call: lost, with: "{{ n }}" } } ]
            output: "{{ work }}"
        - names: { for: { each: x, in: all }, output: "{{ x.error.name }}" }
      output: "{{ names }}"
    timely:
      do:
        - work: { call: lost, timeout: 10s, catch: [ { errors: [Unavailable], output: in time } ] }
      output: "{{ work }}"
`);

/** The functions called `lost` die each time. */
function world(): { readonly world: World; readonly calls: readonly unknown[] } {
  const { world: whole, calls } = worldOf(() => 'good');
  return {
    calls,
    world: {
      ...whole,
      async call(request) {
        const answer = await whole.call(request);
        if (request.function !== 'lost') return answer;
        return { ok: false, error: { name: 'Unavailable', message: 'the worker died' }, platform: true };
      },
    },
  };
}

const expected: Readonly<Record<string, readonly [output: unknown, calls: number]>> = {
  caught: ['Unavailable', 1],
  retried: ['gave up', 3],
  together: [['Unavailable', 'good'], 5],
  settled: [['good', 'Unavailable', 'good'], 3],
  lanes: [['Unavailable', 'Unavailable', 'Unavailable'], 3],
  timely: ['in time', 1],
};

describe('azure: an activity that the platform fails', () => {
  let engine: Engine;
  before(async () => {
    engine = await simulate(service);
  });
  after(() => engine.close?.());

  for (const [workflow, [output, count]] of Object.entries(expected)) {
    it(`${workflow}: is Unavailable`, async () => {
      const { world: outside, calls } = world();
      const execution = await engine.run({ workflow, input: {}, executionId: 'x' }, outside);
      assert.equal(execution.status, 'succeeded');
      assert.deepEqual(execution.status === 'succeeded' && execution.output, output);
      assert.equal(calls.length, count);
    });
  }
});
