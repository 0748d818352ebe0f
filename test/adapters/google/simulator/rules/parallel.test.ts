import assert from 'node:assert/strict';
import type { Json } from '../../../../../src/language/json';
import { run } from '../harness';
import { testRules, type Rule } from './rule';

const sleep = (seconds: number | string): string => `{call: sys.sleep, args: {seconds: ${seconds}}}`;

const rules: Rule[] = [
  {
    page: 'reference/syntax/parallel-steps',
    rule: 'branches run at the same time, and the step waits for all',
    source: `- p: {parallel: {branches: [{one: {steps: [{a: ${sleep(3)}}]}}, {two: {steps: [{b: ${sleep(5)}}]}}]}}`,
    expect: { check: ({ elapsed }) => assert.equal(elapsed, 5) },
  },
  {
    page: 'reference/syntax/parallel-steps',
    rule: 'concurrency_limit counts for its own step',
    source: `
- i: {assign: [{n: 2}]}
- p: {parallel: {concurrency_limit: "\${n}", for: {value: v, in: [1, 2, 3, 4, 5], steps: [{a: ${sleep(1)}}]}}}
`,
    expect: { check: ({ elapsed }) => assert.equal(elapsed, 3) },
  },
  {
    page: 'quotas',
    rule: 'at most 20 branches and iterations run at once, the rest is queued',
    source: `- p: {parallel: {for: {value: v, range: [1, 41], steps: [{a: ${sleep(1)}}]}}}`,
    expect: { check: ({ elapsed }) => assert.equal(elapsed, 3) },
  },
  {
    page: 'quotas',
    rule: 'the limit of 20 counts over nested steps; a branch that waits for its own parallel step takes no place',
    source: `
- p:
    parallel:
      for:
        value: v
        range: [1, 20]
        steps:
          - q: {parallel: {for: {value: w, in: [1, 2], steps: [{a: ${sleep(1)}}]}}}
`,
    expect: { check: ({ elapsed }) => assert.equal(elapsed, 2) },
  },
  {
    page: 'reference/syntax/parallel-steps',
    rule: 'results in the order of the items: one index for each iteration',
    source: `
- i: {assign: [{items: [3, 1, 2]}, {results: "\${items}"}]}
- p:
    parallel:
      shared: [results]
      for: {value: v, index: i, in: "\${items}", steps: [{a: ${sleep('"${v}"')}}, {b: {assign: [{"results[i]": "\${v * 10}"}]}}]}
- r: {return: "\${results}"}
`,
    expect: { gives: [30, 10, 20] },
  },
  {
    page: 'reference/syntax/parallel-steps',
    rule: 'continueAll: the other branches run to their end, then the step raises UnhandledBranchError',
    source: `
- i: {assign: [{done: 0}]}
- a:
    try:
      steps:
        - p:
            parallel:
              shared: [done]
              branches:
                - bad: {steps: [{b: {raise: {name: Bad, message: x}}}]}
                - good: {steps: [{g: ${sleep(2)}}, {h: {assign: [{done: "\${done + 1}"}]}}]}
    except: {as: e, steps: [{r: {return: ["\${done}", "\${e}"]}}]}
`,
    expect: {
      gives: [
        1,
        {
          branches: [
            { id: 'bad', error: { context: 'x\nin step "b", routine "main", line: 10', payload: { name: 'Bad', message: 'x' } } },
          ],
          message: 'One or more branches or iterations encountered an unhandled runtime error',
          tags: ['UnhandledBranchError', 'RuntimeError'],
          truncated: false,
        },
      ],
    },
  },
  {
    page: 'quotas',
    rule: 'at most 100 errors are kept',
    source: `
- a:
    try: {steps: [{p: {parallel: {for: {value: v, range: [1, 101], steps: [{b: {raise: x}}]}}}}]}
    except: {as: e, steps: [{r: {return: "\${[len(e.branches), e.truncated]}"}}]}
`,
    expect: { gives: [100, true] },
  },
  {
    page: 'quotas',
    rule: 'parallel steps nest two deep: deeper in a routine is not deployed',
    source: `
- p: {parallel: {for: {value: a, in: [1], steps: [{q: {parallel: {for: {value: b, in: [1], steps: [{r: {parallel: {for: {value: c, in: [1], steps: [{s: {next: t}}, {t: {assign: [{x: 1}]}}]}}}}]}}}}]}}}
`,
    expect: { refused: [/nested more than 2 deep/] },
  },
  {
    page: 'reference/syntax/error-types',
    rule: 'deeper through a subworkflow raises ParallelNestingError',
    source: `
main:
  steps:
    - p: {parallel: {for: {value: a, in: [1], steps: [{q: {parallel: {for: {value: b, in: [1], steps: [{c: {call: f}}]}}}}]}}}
f: {steps: [{r: {parallel: {for: {value: c, in: [1], steps: [{s: {assign: [{x: 1}]}}]}}}}]}
`,
    expect: {
      check: ({ execution }) => {
        const details = (execution.status === 'failed' ? execution.error.details : null) as unknown as {
          branches: { error: { payload: { branches: { error: { payload: { tags: Json } } }[] } } }[];
        };
        assert.deepEqual(details.branches[0]?.error.payload.branches[0]?.error.payload.tags, ['ParallelNestingError']);
      },
    },
  },
  {
    page: 'reference/syntax/parallel-steps',
    rule: 'a try inside a branch catches its errors there',
    source: `
- i: {assign: [{out: [null, null]}]}
- p:
    parallel:
      shared: [out]
      for:
        value: v
        index: i
        in: [1, 2]
        steps:
          - t:
              try: {steps: [{s: {switch: [{condition: "\${v == 2}", raise: two}]}}, {k: {assign: [{"out[i]": "\${v}"}]}}]}
              except: {as: e, steps: [{c: {assign: [{"out[i]": "\${e}"}]}}]}
- r: {return: "\${out}"}
`,
    expect: { gives: [1, 'two'] },
  },
];

testRules('parallel steps', rules);

describe('rules of the simulator: billing (pricing)', () => {
  const cases: readonly (readonly [title: string, source: string, internal: number, external: number])[] = [
    [
      'each executed step is one, an assign of several variables too',
      '- a: {assign: [{x: 1}, {y: 2}]}\n- b: {return: "${x}"}',
      2,
      0,
    ],
    ['a loop is one and each round its steps', '- a: {for: {value: v, in: [1, 2, 3], steps: [{b: {assign: [{x: 1}]}}]}}', 4, 0],
    ['a failing step counts', '- a: {try: {return: "${1 / 0}"}, except: {as: e, steps: [{b: {return: 1}}]}}', 2, 0],
    [
      'a subworkflow costs its steps and the step that calls it',
      'main: {steps: [{a: {call: f}}]}\nf: {steps: [{b: {assign: [{x: 1}]}}, {c: {return: 1}}]}',
      3,
      0,
    ],
    ['requests outside of Google are external', '- a: {call: http.get, args: {url: "https://api.example.com"}}', 0, 1],
    ["requests to Google's hosts are internal", '- a: {call: http.get, args: {url: "https://x.googleapis.com/y"}}', 1, 0],
    [
      'blocks around steps are free',
      '- a: {steps: [{b: {try: {steps: [{c: {return: 1}}]}, except: {as: e, steps: [{d: {return: 2}}]}}}]}',
      1,
      0,
    ],
    ['an inline body of an arm counts', '- a: {switch: [{condition: true, return: 1}]}', 2, 0],
  ];
  for (const [title, source, internal, external] of cases) {
    it(title, async () => assert.deepEqual((await run(source)).execution.billed, { internal, external }));
  }
});
