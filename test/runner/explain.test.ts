import assert from 'node:assert/strict';
import { check } from '../../src/compiler/compile';
import { readCases } from '../../src/runner/cases/read';
import { runLocally, runOnTarget } from '../../src/runner/cases/run';
import { createRunner } from '../../src/runner/run';

const workflow = (steps: unknown): unknown => ({ workflows: { order: { do: steps } } });
const paying = (amount: number): unknown =>
  workflow([
    { reserve: { call: 'stock', with: { sku: 'A1' } } },
    { pay: { do: [{ charge: { call: 'card', with: { amount } } }] } },
  ]);
const runnerOf = (config: unknown): ReturnType<typeof createRunner> => createRunner(check(config, ['stock', 'card'], []).program);

function caseOf(expect: unknown, answer: unknown = {}): Parameters<typeof runLocally>[0] {
  const file = { workflow: 'order', cases: [{ name: 'c', functions: { stock: {}, card: answer }, expect }] };
  const names = { functions: ['stock', 'card'], workflows: ['order'] };
  return readCases(file, 'c.cases.yml', names).file!.cases[0]!;
}

describe('a difference is explained', () => {
  it('by the step that made the first call that is not expected', async () => {
    const run = await runLocally(caseOf({ calls: ['stock'] }), runnerOf(paying(1)));
    assert.deepEqual(
      run.differences.map(({ message }) => message),
      ['call 2: card({"amount":1}) was made by the step "charge"; none is expected'],
    );
  });

  it('by the step whose call another engine made differently', async () => {
    const given = caseOf({});
    const local = await runLocally(given, runnerOf(paying(1)));
    const other = await runOnTarget(given, runnerOf(paying(2)), local.execution);
    assert.deepEqual(
      other.differences.map(({ message }) => message),
      ['call 2: card({"amount":2}); locally card({"amount":1}) by the step "charge"'],
    );
  });

  it('by the last step of a run that failed', async () => {
    const given = caseOf({}, { raises: { name: 'Declined', message: 'no' } });
    const { lastStep, differences } = await runLocally(given, runnerOf(paying(1)));
    assert.equal(lastStep, 'order/pay/charge');
    assert.equal(differences[0]?.message, 'it failed with Declined: no');
    assert.equal((await runLocally(caseOf({}), runnerOf(paying(1)))).lastStep, undefined);
  });

  it('also where thousands of calls are compared', async () => {
    const runner = runnerOf(workflow([{ each: { for: { each: 'n', in: 'range(20000)' }, do: [{ one: { call: 'stock' } }] } }]));
    const local = await runLocally(caseOf({}), runner);
    assert.deepEqual((await runOnTarget(caseOf({}), runner, local.execution)).differences, []);
  });
});
