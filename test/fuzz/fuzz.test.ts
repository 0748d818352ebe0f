import assert from 'node:assert/strict';
import { addReport, emptyReport, type Report, runBatch } from './batch';
import { builtinNames } from '../../src/language/expressions/builtins';
import { stepSyntax } from '../../src/language/steps/index';

const seed = 2026;
const programs = 500;
const size = 50;

/** Many more by hand: `npm run fuzz -- --programs 20000 --seed 1`. */
describe(`${programs} random programs`, function () {
  this.timeout(300_000);
  let report: Report;

  before(async () => {
    report = emptyReport();
    for (let from = 0; from < programs; from += size) {
      const numbers = Array.from({ length: size }, (_, i) => from + i);
      addReport(report, await runBatch(seed, numbers, []));
    }
  });

  it('give the same when they are printed and read again', () => {
    assert.deepEqual(report.differences, []);
  });

  it('nearly all mean something', () => {
    const dropped = Object.values(report.dropped).reduce((sum, n) => sum + n, 0);
    assert.ok(dropped < report.cases / 20, JSON.stringify(report.dropped));
  });

  it('have every kind of step and every builtin', () => {
    assert.deepEqual(Object.keys(report.coverage.steps).sort(), Object.keys(stepSyntax).sort());
    assert.deepEqual(Object.keys(report.coverage.builtins).sort(), [...builtinNames].sort());
  });
});
