import assert from 'node:assert/strict';
import { createRunner } from '../../../src/runner/run';
import type { Engine, Execution, Json, World } from '../../../src/adapter';
import { compileService, simulate, worldOf } from './support';

const day = 24 * 3600;
const start = Date.UTC(2026, 10, 20);

const service = compileService(`
service: timeouts
functions: { slow: { handler: h.slow }, quick: { handler: h.quick } }
orchestration:
  azure: { functionTimeout: "-1" }
  workflows:
    call:
      timeout: 10s
      do: [ { work: { call: slow, with: { takes: 30 }, timeout: 60s, catch: [ { output: caught } ] } } ]
      output: "{{ work }}"
    http:
      timeout: 10s
      do: [ { work: { http: "https://slow.example.com/", timeout: 60s, catch: [ { output: caught } ] } } ]
      output: "{{ work }}"
    run:
      timeout: 10s
      do: [ { work: { run: inner, timeout: 60s } } ]
      output: "{{ work }}"
    inner:
      do: [ { inside: { call: slow, with: { takes: 30 }, timeout: 50s } } ]
      output: "{{ inside }}"
    branch:
      timeout: 10s
      do:
        - both:
            parallel:
              a: { do: [ { first: { call: quick } }, { second: { call: slow, with: { takes: 30 }, timeout: 60s } } ] }
              b: { call: quick }
      output: "{{ both }}"
    inTime:
      timeout: 60s
      do: [ { work: { call: slow, with: { takes: 30 }, timeout: 40s } } ]
      output: "{{ work }}"
    own:
      timeout: 60s
      do: [ { work: { call: slow, with: { takes: 30 }, timeout: 10s, catch: [ { errors: [Timeout], output: caught } ] } } ]
      output: "{{ work }}"
    named:
      do:
        - names: { set: { seconds: 5, limit: 1, start: 2, timer: 3 } }
        - work: { call: slow, with: { takes: "{{ seconds }}" }, timeout: "{{ seconds + limit + start }}" }
      output: ["{{ work }}", "{{ seconds + timer }}"]
    waiter:
      do: [ { pause: { wait: "{{ input.seconds }}" } } ]
      output: done
    longRun:
      do:
        - work: { run: waiter, with: { seconds: "{{ input.takes }}" }, timeout: 9d, catch: [ { errors: [Timeout], output: caught } ] }
        - after: { call: quick }
      output: ["{{ work }}", "{{ after }}"]
    longCall:
      do:
        - work: { call: slow, with: { takes: "{{ input.takes }}" }, timeout: "{{ input.limit }}", catch: [ { errors: [Timeout], output: caught } ] }
        - after: { call: quick }
      output: ["{{ work }}", "{{ after }}"]
`);

/** A function takes the seconds that its input says; the web takes thirty. */
function world(): World {
  const { world: whole } = worldOf(({ function: key }) => (key === 'slow' ? 'late' : 'good'));
  const { clock } = whole;
  return {
    ...whole,
    async call(request) {
      const { takes = 0 } = request.input as { takes?: number };
      await clock.timer(takes * 1000).promise;
      return whole.call(request);
    },
    async http() {
      await clock.timer(30_000).promise;
      return { ok: true, status: 200, headers: {}, body: 'late' };
    },
  };
}

const timeout = { error: 'Timeout' };
const expected: readonly [title: string, workflow: string, input: Json, result: unknown, seconds: number][] = [
  ["a call's own timeout is longer than the workflow's", 'call', {}, timeout, 10],
  ["a request's own timeout is longer than the workflow's", 'http', {}, timeout, 10],
  ["a child's and its call's own timeouts are longer than the workflow's", 'run', {}, timeout, 10],
  ["a call's own timeout in a branch is longer than the workflow's", 'branch', {}, timeout, 10],
  ['all is in time', 'inTime', {}, 'late', 30],
  ["a call's own timeout comes first", 'own', {}, 'caught', 10],
  ["the variables are called what the timeout's own are", 'named', {}, ['late', 8], 5],
  ['a child is in time, with a timeout of more than 6 days', 'longRun', { takes: 8 * day }, ['done', 'good'], 8 * day],
  ['a child is late, with a timeout of more than 6 days', 'longRun', { takes: 300 * day }, ['caught', 'good'], 9 * day],
  [
    'a function is in time, with a timeout of more than 24 days',
    'longCall',
    { takes: 26 * day, limit: 27 * day },
    ['late', 'good'],
    26 * day,
  ],
  [
    'a function is late, with a timeout of more than 24 days',
    'longCall',
    { takes: 300 * day, limit: 27 * day },
    ['caught', 'good'],
    27 * day,
  ],
];

describe('azure: what ends on time', () => {
  let engine: Engine;
  before(async () => {
    assert.deepEqual(service.diagnostics, []);
    engine = await simulate(service);
  });
  after(() => engine.close?.());

  for (const [title, workflow, input, result, seconds] of expected) {
    it(`${workflow}: ${title}`, async () => {
      for (const each of [createRunner(service.context.program), engine]) {
        const outside = world();
        const execution = await each.run({ workflow, input, executionId: 'x' }, outside);
        assert.deepEqual(resultOf(execution), result, each.name);
        assert.equal((outside.clock.now() - start) / 1000, seconds, each.name);
      }
    });
  }
});

function resultOf(execution: Execution): unknown {
  return execution.status === 'succeeded' ? execution.output : { error: execution.error.name };
}
