import assert from 'node:assert/strict';
import { codes, compiled } from './support/compiled';

const one = (own: string, steps = '[{ a: { call: load } }]'): string => `workflows:\n  w:\n    ${own}\n    do: ${steps}\n`;

describe('aws: what it refuses, at its place', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['an unknown option of all workflows', `aws: { tracin: true }\n${one('aws: {}')}`, ['aws/unknown-option aws.tracin']],
    ['an unknown option of one', one('aws: { tipe: EXPRESS }'), ['aws/unknown-option workflows.w.aws.tipe']],
    ['an unknown option of its logs', one('aws: { logs: { levl: ALL } }'), ['aws/unknown-option workflows.w.aws.logs.levl']],
    ['a value of another kind', one('aws: { tracing: yes please }'), ['aws/bad-option workflows.w.aws.tracing']],
    ['a value that isn’t on the list', one('aws: { type: FAST }'), ['aws/bad-option workflows.w.aws.type']],
    ['options that are no map', one('aws: EXPRESS'), ['aws/bad-option workflows.w.aws']],
    ['a name with a blank', one('aws: { name: "my machine" }'), ['aws/bad-option workflows.w.aws.name']],
    ['a name that is too long', one(`aws: { name: ${'x'.repeat(81)} }`), ['aws/name-too-long workflows.w.aws.name']],
    [
      'a name that is taken',
      'workflows: { v: { aws: { name: x }, do: [{ a: { call: load } }] }, w: { aws: { name: x }, do: [{ a: { call: load } }] } }',
      ['aws/name-taken workflows.w.aws.name'],
    ],
    [
      'a logical id that is taken',
      'workflows: { v: { do: [{ a: { call: load } }] }, V: { aws: { name: other }, do: [{ a: { call: load } }] } }',
      ['aws/name-taken workflows.V'],
    ],
    [
      'EXPRESS that runs another workflow, and one that waits for EXPRESS',
      `workflows:
  fast: { aws: { type: EXPRESS }, do: [{ a: { run: other } }] }
  other: { do: [{ b: { call: load } }] }
  slow: { do: [{ c: { run: fast } }] }`,
      ['aws/express workflows.fast.do.0.a.run', 'aws/express-child workflows.slow.do.0.c.run'],
    ],
    [
      'EXPRESS that takes too long',
      one(
        'aws: { type: EXPRESS }\n    timeout: 1h',
        '[{ a: { wait: 10m } }, { b: { do: [{ c: { call: load } }], until: c, every: 6m } }]',
      ),
      ['aws/express workflows.w.timeout', 'aws/express workflows.w.do.0.a.wait', 'aws/express workflows.w.do.1.b.every'],
    ],
    [
      'statements beside a role',
      one('aws: { role: "arn:x", iamRoleStatements: [{ Effect: Allow, Action: a, Resource: "*" }] }'),
      ['aws/role-and-statements workflows.w.aws.iamRoleStatements'],
    ],
    [
      'an unknown function that is to learn the ARN',
      one('aws: { environment: { stor: ARN } }'),
      ['aws/unknown-function workflows.w.aws.environment.stor'],
    ],
    [
      'a forbidden header',
      one('aws: {}', '[{ a: { http: { url: "https://x.test", headers: { Authorization: t } } } }]'),
      ['aws/forbidden-header workflows.w.do.0.a.http.headers.Authorization'],
    ],
    ['plain http', one('aws: {}', '[{ a: { http: "http://x.test" } }]'), ['aws/https-only workflows.w.do.0.a.http']],
    [
      'a request that may take a minute',
      one('aws: {}', '[{ a: { http: "https://x.test", timeout: 2m } }]'),
      ['aws/http-timeout workflows.w.do.0.a.timeout'],
    ],
    [
      'the body of a refused answer',
      one('aws: {}', '[{ a: { http: "https://x.test", catch: [{ output: "{{ error.details.body }}" }] } }]'),
      ['aws/http-error-body workflows.w.do.0.a.catch.0.output'],
    ],
    [
      'nothing where only the status is read, or the error is raised again',
      one(
        'aws: {}',
        '[{ a: { http: "https://x.test", catch: [{ errors: [HttpError.404], output: "{{ error.details.status }}" }, { do: [{ b: { raise: "{{ error }}" } }] }] } }]',
      ),
      [],
    ],
    [
      'a key that JSONata loses',
      one('aws: {}', `[{ a: { call: load, with: "{{ put(input, '__proto__', 1) }}" } }]`),
      ['aws/proto-key workflows.w.do.0.a.with'],
    ],
  ];
  for (const [what, yaml, expected] of cases) it(what, () => assert.deepEqual(codes(yaml), expected));

  it('a definition that is too large', () => {
    const steps = Array.from({ length: 1100 }, (_, i) => `{ s${i}: { call: load, with: { text: "${'x'.repeat(900)}" } } }`);
    assert.deepEqual(codes(one('aws: {}', `[${steps.join(', ')}]`)), ['aws/definition-too-large workflows.w']);
  });

  it('suggests the option that was meant', () => {
    const [found] = compiled(one('aws: { tipe: EXPRESS }')).diagnostics;
    assert.equal(found?.hint, 'Did you mean "type"?');
  });
});
