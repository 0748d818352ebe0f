import assert from 'node:assert/strict';
import { roundLocals } from '../../../adapters/azure/locals';
import { check } from '../../../src/compiler/compile';

/** By loop: the variables that live in one of its rounds. */
function localsOf(steps: readonly unknown[], output: unknown): Readonly<Record<string, readonly string[]>> {
  const { program, diagnostics } = check({ workflows: { w: { do: steps, output } } }, ['f'], []);
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  const [workflow] = program.workflows;
  return Object.fromEntries([...roundLocals(workflow!)].map(([step, names]) => [step.name, [...names].sort()]));
}

const each = { each: 'n', in: 'input.list' };

describe("azure: a round's own variables", () => {
  it('are those that a round assigns before it reads them', () => {
    const body = [
      { a: { call: 'f' } },
      { add: { set: { total: '{{ (total ?? 0) + a }}' } } },
      { b: { if: 'a > 1', call: 'f', with: '{{ last }}' } },
      { keep: { set: { last: '{{ b }}', seen: true } } },
      { maybe: { if: 'a > 2', do: [{ flag: { set: { known: true } } }] } },
    ];
    const loop = { loop: { for: each, do: body, output: ['{{ a }}', '{{ seen }}', '{{ known }}'] } };
    assert.deepEqual(localsOf([loop], '{{ loop }}'), { loop: ['a', 'add', 'b', 'flag', 'keep', 'maybe', 'seen'] });
  });

  it('are none that is mentioned outside', () => {
    const loop = { loop: { for: each, do: [{ a: { call: 'f' } }, { b: { call: 'f', with: '{{ a }}' } }] } };
    assert.deepEqual(localsOf([loop], '{{ b }}'), { loop: ['a'] });
    const caught = { tried: { do: [loop], catch: [{ output: '{{ a }}' }] } };
    assert.deepEqual(localsOf([caught], '{{ tried }}'), { loop: ['b'] });
  });

  it('may be what `until` asks for, and not what `while` does', () => {
    const body = [{ a: { call: 'f' } }];
    assert.deepEqual(localsOf([{ loop: { until: 'a == 1', every: '{{ a }}', do: body } }], null), { loop: ['a'] });
    assert.deepEqual(localsOf([{ loop: { while: 'a != 1', do: body } }], null), { loop: [] });
  });

  it('belong to the innermost loop that they can', () => {
    const inner = { inner: { for: { each: 'm', in: '[1, 2]' }, do: [{ a: { call: 'f', with: '{{ b }}' } }], output: '{{ a }}' } };
    const outer = { outer: { for: each, do: [{ b: { call: 'f' } }, inner], output: '{{ inner }}' } };
    assert.deepEqual(localsOf([outer], '{{ outer }}'), { outer: ['b', 'inner'], inner: ['a'] });
  });
});
