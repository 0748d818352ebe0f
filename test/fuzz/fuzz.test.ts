import assert from 'node:assert/strict';
import { adapters } from '../../adapters/index';
import { builtinNames } from '../../src/language/expressions/builtins';
import { stepSyntax } from '../../src/language/steps/index';
import { addReport, emptyReport, type Report, runBatch } from './batch';

const seed = 2026;
const programs = 500;
const size = 25;

/** Many more by hand: `npm run fuzz -- --programs 20000 --seed 1`; one of these alone: `--seed 2026 --only <number>`. */
describe(`${programs} random programs of seed ${seed}`, function () {
  this.timeout(900_000);
  const engines = ['printed', ...adapters.map(({ name }) => name)];
  let report: Report;

  before(async () => {
    report = emptyReport();
    for (let from = 0; from < programs; from += size) {
      const numbers = Array.from({ length: size }, (_, i) => from + i);
      addReport(report, await runBatch(seed, numbers, adapters));
    }
  });

  it('nearly all mean something', () => {
    const dropped = Object.values(report.dropped).reduce((sum, n) => sum + n, 0);
    assert.ok(dropped < report.cases / 20, JSON.stringify(report.dropped));
  });

  it('have every kind of step and every builtin', () => {
    assert.deepEqual(Object.keys(report.coverage.steps).sort(), Object.keys(stepSyntax).sort());
    assert.deepEqual(Object.keys(report.coverage.builtins).sort(), [...builtinNames].sort());
  });

  it('end well and badly', () => {
    for (const end of ['succeeded', 'Timeout', 'Unavailable', 'HttpError', 'ExpressionError', 'OutOfStock'])
      assert.ok((report.ended[end] ?? 0) > 0, `${end}: ${JSON.stringify(report.ended)}`);
  });

  for (const { name } of adapters)
    it(`are nearly all taken by ${name}`, () => {
      const { cases, refused } = report.targets[name] ?? { cases: 0, refused: {} };
      assert.ok(cases > report.cases * 0.7, `${cases} of ${report.cases} cases; refused: ${JSON.stringify(refused)}`);
    });

  for (const engine of engines)
    it(engine === 'printed' ? 'give the same when they are printed and read again' : `give the same on ${engine}`, () => {
      const own = report.differences.filter(({ target }) => target === engine);
      assert.deepEqual(
        own.map(({ number, case: index, text }) => `program ${number}, case ${index + 1}: ${text}`),
        [],
      );
    });
});
