import assert from 'node:assert/strict';
import type { Engine, Json } from '../../../src/adapter';
import { type Answer, compileService, runOnBoth, simulate, worldOf } from './support';

const service = compileService(`
service: long
functions: { work: { handler: handler.work } }
orchestration:
  workflows:
    each:
      do:
        - start: { set: { total: 0, seen: null } }
        - all:
            for: { each: x, in: "{{ range(input.rounds) }}", at: i, where: x != 3 }
            do:
              - got: { call: work, with: { n: "{{ x }}", unit: "{{ input.unit }}" } }
              - add: { set: { total: "{{ total + got }}", seen: "{{ i }}" } }
            output: "{{ got + i }}"
            until: total >= (input.most ?? 1000000)
      output: { all: "{{ all }}", total: "{{ total }}", seen: "{{ seen }}", got: "{{ got }}" }

    failing:
      do:
        - start: { set: { done: 0 } }
        - all:
            for: { each: x, in: "{{ range(input.rounds) }}" }
            do:
              - got: { call: work, with: { n: "{{ x }}" } }
              - count: { set: { done: "{{ done + 1 }}" } }
            output: "{{ got }}"
            catch:
              - errors: [Refused]
                as: problem
                output: "{{ problem }}"
      output: { all: "{{ all }}", done: "{{ done }}", got: "{{ got }}" }

    returning:
      do:
        - forever:
            while: true
            do:
              - got: { call: work, with: { n: "{{ count ?? 0 }}" } }
              - next: { set: { count: "{{ (count ?? 0) + 1 }}" } }
              - found: { if: got == input.wanted, return: { count: "{{ count }}", found: "{{ found }}" } }

    polling:
      do:
        - poll:
            do:
              - state: { call: work, with: {} }
            until: state.done
            every: 10s
            max: 150
            output: "{{ state }}"
            catch:
              - errors: [Timeout]
                output: "too slow, the last was {{ state.n }}"
      output: "{{ poll }}"

    whileMost:
      do:
        - start: { set: { n: 0 } }
        - count:
            while: n < input.rounds
            every: 1m
            max: 250
            do:
              - got: { call: work, with: { n: "{{ n }}" } }
              - up: { set: { n: "{{ n + 1 }}" } }
            output: "{{ got }}"
      output: { count: "{{ count }}", n: "{{ n }}" }

    nested:
      do:
        - rows:
            for: { each: row, in: input.rows, at: i }
            do:
              - cells:
                  for: { each: cell, in: "{{ range(row) }}" }
                  do:
                    - got: { call: work, with: { n: "{{ cell }}" } }
                    - stop: { if: got == input.stopAt, return: { i: "{{ i }}", cell: "{{ cell }}", got: "{{ got }}" } }
                  output: "{{ got }}"
            output: "{{ sum(cells) + i }}"
      output: "{{ rows }}"

    inBranches:
      do:
        - both:
            parallel:
              left:
                do:
                  - loop:
                      for: { each: x, in: "{{ range(input.rounds) }}" }
                      do:
                        - got: { call: work, with: { n: "{{ x }}" } }
                        - keep: { set: { total: "{{ (total ?? 0) + got }}" } }
                output: "{{ total }}"
              right:
                output: "{{ input.rounds }}"
      output: "{{ both }}"

    lanes:
      do:
        - all:
            for: { each: x, in: "{{ range(input.rounds) }}", at: i }
            concurrency: 2
            do:
              - got: { call: work, with: { n: "{{ x }}" } }
            output: { i: "{{ i }}", got: "{{ got }}" }
      output: "{{ all }}"

    settled:
      do:
        - all:
            for: { each: x, in: "{{ range(input.rounds) }}" }
            concurrency: 3
            settle: true
            do:
              - first: { call: work, with: { n: "{{ x }}" } }
              - second: { call: work, with: { n: "{{ x + 1000 }}" } }
            output: "{{ first + second }}"
      output: "{{ all }}"
`);

const numberOf = (input: Json): number => (input as { n: number }).n;
const same: Answer = call => numberOf(call.input);
const failingAt =
  (n: number, name = 'Refused'): Answer =>
  call => {
    if (numberOf(call.input) === n) throw Object.assign(new Error(`not ${n}`), { name });
    return numberOf(call.input);
  };

describe('azure: long loops', () => {
  let engine: Engine;
  before(async () => {
    engine = await simulate(service);
  });
  after(() => engine.close?.());

  for (const rounds of [0, 1, 99, 100, 101, 102, 205]) {
    it(`a for of ${rounds} rounds: values, variables and positions`, async () => {
      await runOnBoth(service, engine, 'each', { rounds, unit: 'kg' }, same);
    });
    it(`a while of ${rounds} rounds that waits between them`, async () => {
      await runOnBoth(service, engine, 'whileMost', { rounds }, same);
    });
    it(`a concurrent for of ${rounds} iterations`, async () => {
      await runOnBoth(service, engine, 'lanes', { rounds }, same);
    });
    it(`a settled for of ${rounds} iterations`, async () => {
      await runOnBoth(service, engine, 'settled', { rounds }, failingAt(57));
    });
  }

  for (const most of [10, 120 * 60, 200 * 120]) {
    it(`a for that ends when ${most} are reached`, async () => {
      await runOnBoth(service, engine, 'each', { rounds: 300, unit: null, most }, same);
    });
  }

  for (const n of [5, 99, 100, 150, 250]) {
    it(`a failure in round ${n}: what was assigned before stays`, async () => {
      const { execution } = await runOnBoth(service, engine, 'failing', { rounds: 300 }, failingAt(n));
      assert.ok(execution.status === 'succeeded' && (execution.output as { done: number }).done === n);
    });
    it(`a failure that nobody takes in round ${n}`, async () => {
      await runOnBoth(service, engine, 'failing', { rounds: 300 }, failingAt(n, 'Other'));
    });
    it(`a return in round ${n}`, async () => {
      await runOnBoth(service, engine, 'returning', { wanted: n }, same);
    });
  }

  for (const n of [3, 60, 120, 150, 1000]) {
    it(`polling that is done after ${n} rounds, of 150 at most`, async () => {
      await runOnBoth(service, engine, 'polling', {}, (_call, count) => ({ done: count === n, n: count }));
    });
  }

  it('more rounds than `max` end in Timeout', async () => {
    await runOnBoth(service, engine, 'whileMost', { rounds: 251 }, same);
  });

  for (const rows of [[3, 2, 1], [120, 3, 130], [...Array<number>(120).fill(2)], [60, 60, 60]]) {
    it(`loops in loops: ${rows.slice(0, 4).join(', ')}${rows.length > 4 ? ', ...' : ''}`, async () => {
      await runOnBoth(service, engine, 'nested', { rows }, same);
    });
  }

  it('a return out of both loops, far behind', async () => {
    await runOnBoth(service, engine, 'nested', { rows: [120, 130, 5], stopAt: 125 }, same);
  });

  it('a long loop in a branch', async () => {
    await runOnBoth(service, engine, 'inBranches', { rounds: 130 }, same);
  });

  it('the history grows with the rounds, not with their square, and none is long', async () => {
    const eventsOf = async (rounds: number): Promise<number> => {
      const { world } = worldOf(same);
      const request = { workflow: 'whileMost', input: { rounds }, executionId: 'execution-1' };
      const { billed } = await engine.run(request, world);
      return (billed['historyEvents'] ?? 0) / (billed['orchestrations'] ?? 0);
    };
    assert.ok((await eventsOf(240)) < 500);
  });
});
