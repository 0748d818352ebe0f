import assert from 'node:assert/strict';
import { refused } from '../../../src/diagnostics/catalogue';
import { plain } from '../../../src/diagnostics/formats/paint';
import { diffLines } from '../../../src/plugin/reporters/diff';
import { formatJsonResults } from '../../../src/plugin/reporters/json';
import { formatJunit } from '../../../src/plugin/reporters/junit';
import { formatTable } from '../../../src/plugin/reporters/table';
import type { CaseResult, TestedCase } from '../../../src/plugin/testing';
import type { Difference } from '../../../src/runner/cases/compare';
import type { Case } from '../../../src/runner/cases/case';

const given = (workflow: string, name: string): Case => ({
  name,
  workflow,
  input: {},
  now: 0,
  executionId: 'e',
  handlers: false,
  functions: {},
  http: {},
  expect: {},
});
const result = (engine: string, more: Partial<CaseResult> = {}): CaseResult => ({
  engine,
  outcome: 'passed',
  differences: [],
  refusals: [],
  elapsed: 1500,
  billed: {},
  ...more,
});
const refusal = refused({ path: ['orchestration', 'workflows', 'pay'] }, 'Google', '`sort`', 'it has none');
const tested: readonly TestedCase[] = [
  { file: 'a.cases.yml', case: given('order', 'works & <more>'), results: [result('local'), result('google')], notDefined: [] },
  {
    file: 'b.cases.yml',
    case: given('pay', 'fails'),
    results: [
      result('local', {
        outcome: 'failed',
        differences: [{ what: 'output', message: 'the output differs', expected: { a: 1, b: [1] }, actual: { a: 1, b: [2] } }],
        lastStep: 'pay/charge',
      }),
      result('google', { outcome: 'refused', refusals: [refusal], billed: { steps: 3 } }),
    ],
    notDefined: ['== of lists or maps'],
  },
];

describe('reporters', () => {
  it('table: case by engine, the differences, the refusals, the counts', () => {
    assert.equal(
      formatTable(tested, plain),
      `                  local    google
order
  works & <more>  ok       ok
pay
  fails           FAILED   refused

1) pay: fails on local (b.cases.yml)
   the output differs
     - b[0]: 1
     + b[0]: 2
   the last step was pay/charge

refused pay on google: refused: Google can't do \`sort\`: it has none.

not defined pay: fails: == of lists or maps; targets may differ

2 cases on 2 engines: 2 passed, 1 failed, 1 refused`,
    );
  });

  it('junit: a suite for each engine, everything escaped', () => {
    assert.equal(
      formatJunit(tested),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="local" tests="2" failures="1" skipped="0">
    <testcase classname="order" name="works &amp; &lt;more&gt;" file="a.cases.yml" time="1.5"/>
    <testcase classname="pay" name="fails" file="b.cases.yml" time="1.5">
      <failure message="the output differs">the output differs&#10;- b[0]: 1&#10;+ b[0]: 2</failure>
    </testcase>
  </testsuite>
  <testsuite name="google" tests="2" failures="0" skipped="1">
    <testcase classname="order" name="works &amp; &lt;more&gt;" file="a.cases.yml" time="1.5"/>
    <testcase classname="pay" name="fails" file="b.cases.yml" time="1.5">
      <skipped message="refused: Google can&apos;t do \`sort\`: it has none."/>
    </testcase>
  </testsuite>
</testsuites>`,
    );
    const hostile = formatJunit([{ ...tested[0]!, case: given('w', 'a\u0000\u001b\ud800\uffff😀"') }]);
    assert.match(hostile, /name="a\ufffd\ufffd\ufffd\ufffd😀&quot;"/);
  });

  it('json: one entry for each case on each engine', () => {
    const { summary, results, notDefined } = JSON.parse(formatJsonResults(tested)) as Record<string, object[]> & {
      results: object[];
    };
    assert.deepEqual(notDefined, [{ workflow: 'pay', case: 'fails', file: 'b.cases.yml', what: '== of lists or maps' }]);
    assert.deepEqual(summary, { passed: 2, failed: 1, refused: 1, notRun: 0 });
    assert.deepEqual(results[3], {
      workflow: 'pay',
      case: 'fails',
      file: 'b.cases.yml',
      engine: 'google',
      outcome: 'refused',
      elapsed: 1.5,
      billed: { steps: 3 },
      differences: [],
      refusals: [{ code: 'refused', message: refusal.message, path: refusal.place.path }],
    });
  });

  describe('differences', () => {
    const diff = (expected: unknown, actual: unknown, what: Difference['what'] = 'output'): readonly string[] =>
      diffLines({ what, message: '', expected: expected as never, actual: actual as never }, plain);

    it('show only what differs, by its path', () => {
      assert.deepEqual(diff({ a: { b: [1, 2] }, c: 'x' }, { a: { b: [1, 3] }, c: 'x' }), ['- a.b[1]: 2', '+ a.b[1]: 3']);
      assert.deepEqual(diff(1, 2), ['- 1', '+ 2']);
      assert.deepEqual(diff({ a: null }, {}), ['- a: null']);
      assert.deepEqual(diff({}, { 'a b': 1, constructor: 2 }), ['+ ["a b"]: 1', '+ constructor: 2']);
      assert.deepEqual(diff([1], [1, 2]), ['+ [1]: 2']);
      assert.deepEqual(diff([1], { 0: 1 }), ['- [1]', '+ {"0":1}']);
      assert.deepEqual(diff(undefined, undefined), []);
    });

    it('of an error are those of the keys that are expected', () => {
      const actual = { name: 'B', message: 'm', details: null };
      assert.deepEqual(diff({ name: 'A' }, actual, 'error'), ['- name: "A"', '+ name: "B"']);
    });

    it('of a result beside an error show both whole', () => {
      assert.deepEqual(diff({ name: 'A' }, { name: 'A', x: 1 }, 'status'), ['- {"name":"A"}', '+ {"name":"A","x":1}']);
    });

    it('of calls go line by line, and a call without input stands for any', () => {
      assert.deepEqual(diff(['a(1)', 'b(...)', 'c(1)'], ['a(1)', 'b(2)', 'd(1)', 'c(1)'], 'calls'), [
        '  a(1)',
        '  b(2)',
        '+ d(1)',
        '  c(1)',
      ]);
      assert.deepEqual(diff(['a(1)', 'b(1)'], ['b(1)'], 'calls'), ['- a(1)', '  b(1)']);
    });
  });
});
