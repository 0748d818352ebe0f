import assert from 'node:assert/strict';
import type { Adapter } from '../../src/adapter';
import { plain } from '../../src/diagnostics/formats/paint';
import { formatBilling } from '../../src/plugin/reporters/billing';
import type { CaseResult, TestedCase } from '../../src/plugin/testing';
import { toy } from '../support/toy';

const result = (outcome: CaseResult['outcome'], billed: CaseResult['billed']): CaseResult => ({
  engine: 'toy',
  outcome,
  differences: [],
  refusals: [],
  elapsed: 0,
  billed,
});
const tested = (results: readonly CaseResult[]): TestedCase[] =>
  results.map(each => ({ file: 'a', case: {} as TestedCase['case'], results: [each], notDefined: [] }));
const priced: Adapter = {
  ...toy,
  prices: [{ unit: 'longSteps', usdPerMillion: 25, source: 'https://example.com', asOf: '2026-11-20' }],
};

describe('what runs are billed', () => {
  it('is averaged over the cases that ran, and priced by the list', () => {
    const text = formatBilling(
      tested([result('passed', { longSteps: 4, others: 1 }), result('failed', { longSteps: 2 }), result('refused', {})]),
      [priced],
      plain,
    );
    assert.equal(text.split('\n')[1], '  toy  3.0 long steps, 0.5 others  $75.00 (2026-11-20)');
  });

  it('says nothing of a target that counts nothing', () => {
    assert.equal(formatBilling(tested([result('passed', {})]), [priced], plain), '');
  });
});
