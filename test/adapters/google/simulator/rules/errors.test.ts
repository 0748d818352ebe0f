import assert from 'node:assert/strict';
import { json, run } from '../harness';
import { testRules, type Rule } from './rule';

const silent = 'silent';
const policy = (max: number, predicate = 'retry.always'): string =>
  `{predicate: "\${${predicate}}", max_retries: ${max}, backoff: {initial_delay: 2, max_delay: 5, multiplier: 2}}`;

const rules: Rule[] = [
  {
    page: 'reference/syntax/raising-errors',
    rule: 'what is caught is exactly what was raised: a string stays a string, a map keeps its keys',
    source: `
- i: {assign: [{first: null}]}
- a: {try: {raise: text}, except: {as: e, steps: [{a1: {assign: [{first: "\${e}"}]}}]}}
- b: {try: {raise: {code: 55, message: m, more: [1]}}, except: {as: e, steps: [{b1: {return: ["\${first}", "\${e}"]}}]}}
`,
    expect: { gives: ['text', { code: 55, message: 'm', more: [1] }] },
  },
  {
    page: 'reference/syntax/raising-errors',
    rule: 'a raised string has no tags',
    source: '- a: {try: {raise: text}, except: {as: e, steps: [{b: {return: "${e.tags}"}}]}}',
    expect: { fails: 'ExpressionError', tag: 'TypeError' },
  },
  {
    page: 'reference/syntax/raising-errors',
    rule: 'raise: ${e} raises it again as it is',
    source: '- a: {try: {raise: {name: Refused, message: refused}}, except: {as: e, steps: [{b: {raise: "${e}"}}]}}',
    expect: { fails: 'Refused', message: /^refused$/ },
  },
  {
    page: 'reference/syntax/catching-errors',
    rule: 'the flow goes on behind the try; an error inside except goes outwards',
    source: `
- out:
    try:
      steps:
        - a: {try: {raise: one}, except: {as: e, steps: [{a1: {call: sys.log, args: {data: "\${e}"}}}]}}
        - b: {try: {raise: two}, except: {as: e, steps: [{b1: {raise: '\${e + "!"}'}}]}}
    except: {as: f, steps: [{r: {return: "\${f}"}}]}
`,
    expect: { gives: 'two!' },
  },
  {
    page: 'reference/syntax/error-types',
    rule: "Google's own errors are maps with tags and message",
    source: '- a: {try: {return: "${1 / 0}"}, except: {as: e, steps: [{r: {return: "${e}"}}]}}',
    expect: { gives: { tags: ['ZeroDivisionError'], message: 'division by zero' } },
  },
  {
    page: silent,
    rule: 'raising a value that is neither string nor map is a TypeError',
    source: '- a: {raise: "${1 + 1}"}',
    expect: { fails: 'ExpressionError', tag: 'TypeError' },
  },
  {
    page: 'reference/syntax/retrying',
    rule: 'a retry runs the whole body again from its first step; assignments stay; delays grow to max_delay',
    source: `
- i: {assign: [{n: 0}]}
- a:
    try: {steps: [{up: {assign: [{n: "\${n + 1}"}]}}, {bad: {switch: [{condition: "\${n < 5}", raise: x}]}}]}
    retry: ${policy(9)}
- r: {return: "\${n}"}
`,
    expect: {
      check: ({ execution, elapsed, events }) => {
        assert.deepEqual(execution.status === 'succeeded' && execution.output, 5);
        assert.equal(elapsed, 2 + 4 + 5 + 5);
        const retries = events.filter(event => event.type === 'stepRetried');
        assert.deepEqual(
          retries.map(({ attempt, delay, step }) => [attempt, delay, step]),
          [
            [2, 2, 'main/a'],
            [3, 4, 'main/a'],
            [4, 5, 'main/a'],
            [5, 5, 'main/a'],
          ],
        );
        // Each round bills its two steps and, but for the last, the arm that raises.
        assert.deepEqual(execution.billed, { internal: 1 + 5 * 2 + 4 + 1, external: 0 });
      },
    },
  },
  {
    page: 'reference/syntax/retrying',
    rule: "max_retries doesn't count the first attempt; then except runs",
    source: `
- i: {assign: [{n: 0}]}
- a:
    try: {steps: [{up: {assign: [{n: "\${n + 1}"}]}}, {bad: {raise: x}}]}
    retry: ${policy(2)}
    except: {as: e, steps: [{r: {return: ["\${n}", "\${e}"]}}]}
`,
    expect: { gives: [3, 'x'] },
  },
  {
    page: 'reference/syntax/retrying',
    rule: 'a predicate is a subworkflow that may log and answers a boolean; refused errors go to except at once',
    source: `
main:
  steps:
    - i: {assign: [{n: 0}]}
    - a:
        try: {steps: [{up: {assign: [{n: "\${n + 1}"}]}}, {bad: {raise: {code: "\${n}"}}}]}
        retry: ${policy(9, 'under3')}
        except: {as: e, steps: [{r: {return: "\${[n, e.code]}"}}]}
under3:
  params: [e]
  steps:
    - l: {call: sys.log, args: {data: "\${e.code}"}}
    - s: {switch: [{condition: "\${e.code < 3}", return: true}]}
    - n: {return: false}
`,
    expect: { gives: [3, 3] },
  },
  {
    page: silent,
    rule: 'a predicate that answers no boolean raises TypeError',
    source: `
main: {steps: [{a: {try: {raise: x}, retry: ${policy(1, 'p')}}}]}
p: {params: [e], steps: [{r: {return: 1}}]}
`,
    expect: { fails: 'ExpressionError', tag: 'TypeError' },
  },
  {
    page: 'reference/syntax/retrying',
    rule: 'the default policy by name, and a policy in a variable',
    source: `
main:
  steps:
    - i: {assign: [{p: {predicate: "\${retry.always}", max_retries: 1, backoff: "\${retry.default_backoff}"}}]}
    - a: {try: {call: http.get, args: {url: "https://api.example.com/"}, result: x}, retry: "\${http.default_retry}"}
    - b: {try: {raise: y}, retry: "\${p}", except: {as: e, steps: [{r: {return: "\${x.code}"}}]}}
`,
    setting: {
      http: (() => {
        let n = 0;
        return () => json(n++ < 2 ? 503 : 200, {});
      })(),
    },
    expect: {
      check: ({ execution, elapsed, requests }) => {
        assert.deepEqual(execution.status === 'succeeded' && execution.output, 200);
        assert.equal(requests.length, 3);
        assert.equal(elapsed, 1 + 1.25 + 1);
      },
    },
  },
  {
    page: 'reference/stdlib/http/default_retry',
    rule: 'a 500 is not retried by default',
    source: '- a: {try: {call: http.get, args: {url: "https://api.example.com/"}}, retry: "${http.default_retry}"}',
    setting: { http: () => json(500, { no: 1 }) },
    expect: {
      check: ({ execution, requests, elapsed }) => {
        assert.equal(execution.status === 'failed' && execution.error.name, 'HttpError');
        assert.equal(requests.length, 1);
        assert.equal(elapsed, 0);
      },
    },
  },
  {
    page: silent,
    rule: 'max_retries and delays are checked when the policy is needed',
    source: `- a: {try: {raise: x}, retry: {predicate: "\${retry.always}", max_retries: "\${-1}", backoff: {initial_delay: 1, max_delay: 1, multiplier: 1}}}`,
    expect: { fails: 'ExpressionError', tag: 'ValueError' },
  },
  {
    page: 'quotas',
    rule: 'a call depth of 20, main included; deeper raises RecursionError',
    source: `
main: {params: [depth], steps: [{r: {return: "\${f(depth)}"}}]}
f: {params: [left], steps: [{s: {switch: [{condition: "\${left <= 1}", return: ok}]}}, {r: {return: "\${f(left - 1)}"}}]}
`,
    setting: { input: 20 },
    expect: { fails: 'ExpressionError', tag: 'RecursionError' },
  },
  {
    page: 'quotas',
    rule: 'a call depth of 20 itself is fine',
    source: `
main: {params: [depth], steps: [{r: {return: "\${f(depth)}"}}]}
f: {params: [left], steps: [{s: {switch: [{condition: "\${left <= 1}", return: ok}]}}, {r: {return: "\${f(left - 1)}"}}]}
`,
    setting: { input: 19 },
    expect: { gives: 'ok' },
  },
];

testRules('errors and retries', rules);

describe('rules of the simulator: how an execution fails', () => {
  it('error.context names the error, the step, the routine and the line, through every call (troubleshooting)', async () => {
    const { events } = await run(`main:
  steps:
    - outer: {call: f}
f:
  steps:
    - inner: {return: "\${sys.get_env(\\"X\\")}"}
`);
    const failure = events.find(event => event.type === 'executionFailed')?.value as Record<string, unknown>;
    assert.equal(
      failure['context'],
      'KeyError: environment variable not found: X\nin step "inner", routine "f", line: 6\nin step "outer", routine "main", line: 3',
    );
    assert.deepEqual(failure['payload'], { message: 'environment variable not found: X', tags: ['KeyError'] });
    assert.deepEqual(failure['stackTrace'], [
      { step: 'inner', routine: 'f', position: { line: 6 } },
      { step: 'outer', routine: 'main', position: { line: 3 } },
    ]);
  });

  const errors: readonly (readonly [raised: string, error: unknown])[] = [
    ['text', { name: 'Error', message: 'text', details: null }],
    ['{name: Refused, message: nope, details: {a: 1}}', { name: 'Refused', message: 'nope', details: { a: 1 } }],
    ['{name: Refused}', { name: 'Refused', message: '', details: null }],
    ['{tags: [KeyError], message: k}', { name: 'ExpressionError', message: 'k', details: null }],
    [
      '{tags: [HttpError], message: h, code: 404}',
      { name: 'HttpError', message: 'h', details: { tags: ['HttpError'], message: 'h', code: 404 } },
    ],
    ['{message: m, code: 1}', { name: 'Error', message: 'm', details: { message: 'm', code: 1 } }],
    ['{}', { name: 'Error', message: '', details: {} }],
  ];
  for (const [raised, error] of errors) {
    it(`raise ${raised}`, async () => {
      const { execution } = await run(`- a: {raise: ${raised}}`);
      assert.deepEqual(execution.status === 'failed' && execution.error, error);
    });
  }

  it('the history speaks of step entries (executions/rest/v1/projects.locations.workflows.executions.stepEntries)', async () => {
    const { events } = await run(`
- a: {assign: [{x: 1}]}
- s: {switch: [{condition: true, next: l}]}
- l: {for: {value: v, in: [1], steps: [{c: {call: sys.log, args: {text: hi, severity: INFO}}}]}}
- t: {try: {raise: x}, except: {as: e, steps: [{r: {return: "\${e}"}}]}}
`);
    assert.deepEqual(
      events.map(({ type, step, kind }) => `${type} ${step ?? ''} ${kind}`),
      [
        'stepEntered main/a STEP_ASSIGN',
        'stepSucceeded main/a STEP_ASSIGN',
        'stepEntered main/s STEP_SWITCH',
        'stepSucceeded main/s STEP_SWITCH',
        'stepEntered main/l STEP_FOR',
        'stepEntered main/c STEP_STD_LIB_CALL',
        'logged  INFO',
        'stepSucceeded main/c STEP_STD_LIB_CALL',
        'stepSucceeded main/l STEP_FOR',
        'stepEntered main/t STEP_TRY_RETRY_EXCEPT',
        'stepEntered main/t STEP_RAISE',
        'stepFailed main/t STEP_RAISE',
        'stepEntered main/r STEP_RETURN',
        'stepSucceeded main/r STEP_RETURN',
        'stepSucceeded main/t STEP_TRY_RETRY_EXCEPT',
      ],
    );
  });
});
