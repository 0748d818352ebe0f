import assert from 'node:assert/strict';
import { check } from '../../../adapters/azure/check';
import * as diagnostics from '../../../adapters/azure/diagnostics';
import type { Diagnostic } from '../../../src/adapter';
import { compileService } from './support';

interface Mistake {
  readonly code: string;
  readonly place: string;
  readonly source: string;
  readonly says: RegExp;
}

const mistakes: readonly Mistake[] = [
  {
    code: 'azure/unknown-option',
    place: 'orchestration.azure.hubname',
    source: '{ service: s, orchestration: { azure: { hubname: a }, workflows: { a: { output: 1 } } } }',
    says: /Did you mean "hubName"\?/,
  },
  {
    code: 'azure/unknown-option',
    place: 'orchestration.workflows.a.azure.constructor',
    source: '{ service: s, orchestration: { workflows: { a: { azure: { constructor: 1 }, output: 1 } } } }',
    says: /no option "constructor"/,
  },
  {
    code: 'azure/bad-option',
    place: 'orchestration.azure.hubName',
    source: '{ service: s, orchestration: { azure: { hubName: a-b }, workflows: { a: { output: 1 } } } }',
    says: /3 to 45 letters/,
  },
  {
    code: 'azure/bad-option',
    place: 'orchestration.azure',
    source: '{ service: s, orchestration: { azure: [1], workflows: { a: { output: 1 } } } }',
    says: /must be a map/,
  },
  {
    code: 'azure/bad-name',
    place: 'orchestration.workflows._a',
    source: '{ service: s, orchestration: { workflows: { _a: { output: 1 } } } }',
    says: /"_a"/,
  },
  {
    code: 'azure/bad-name',
    place: 'orchestration.workflows.Host',
    source: '{ service: s, orchestration: { workflows: { Host: { output: 1 } } } }',
    says: /"Host"/,
  },
  {
    code: 'azure/name-taken',
    place: 'orchestration.workflows.Order',
    source: '{ service: s, orchestration: { workflows: { order: { output: 1 }, Order: { output: 2 } } } }',
    says: /one name/,
  },
  {
    code: 'azure/not-node',
    place: 'orchestration.workflows.a.do.0.x.call',
    source:
      '{ service: s, functions: { f: { handler: a.b, runtime: python3.12 } }, orchestration: { workflows: { a: { do: [{ x: { call: f } }] } } } }',
    says: /runs on python3\.12/,
  },
  {
    code: 'azure/no-handler',
    place: 'orchestration.workflows.a.do.0.x.call',
    source:
      '{ service: s, functions: { f: { image: some } }, orchestration: { workflows: { a: { do: [{ x: { call: f } }] } } } }',
    says: /no handler/,
  },
  {
    code: 'azure/request-too-long',
    place: 'orchestration.workflows.a.do.0.x.timeout',
    source:
      '{ service: s, orchestration: { workflows: { a: { do: [{ x: { http: "http://localhost/", timeout: 5m1s } }, { y: { http: "http://localhost/", timeout: 5m } }] } } } }',
    says: /300 seconds at most, not 301/,
  },
  {
    code: 'azure/retry-too-long',
    place: 'orchestration.workflows.a.do.0.x.retry.0',
    source:
      '{ service: s, functions: { f: { handler: a.b } }, orchestration: { workflows: { a: { do: [{ x: { call: f, retry: [{ maxRetries: 40, delay: 1d }] } }] } } } }',
    says: /more than a year/,
  },
];

describe('azure: what it refuses', () => {
  for (const { code, place, source, says } of mistakes) {
    it(`${code} at ${place}`, () => {
      const service = compileService(source);
      const [found, ...others] = service.diagnostics;
      assert.ok(found);
      assert.equal(found.code, code);
      assert.equal(found.place.path.join('.'), place);
      assert.match(`${found.message} ${found.hint}`, says);
      assert.deepEqual(others, []);
    });
  }

  it('azure/environment-conflict at functions.b.environment.X', () => {
    const { context } = compileService(
      '{ service: s, functions: { a: { handler: a.a }, b: { handler: b.b }, c: { handler: c.c } }, orchestration: { workflows: { w: { do: [{ x: { call: a } }, { y: { call: b } }] } } } }',
    );
    const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      a: { X: '1', Y: '2' },
      b: { X: '3', Y: '2' },
      c: { Y: '4' },
    };
    const functions = context.project.functions.map(each => ({ ...each, environment: values[each.key] ?? {} }));
    const found: Diagnostic[] = [];
    const project = { ...context.project, functions };
    check(context.program, { ...context, project, report: problem => void found.push(problem) });
    assert.deepEqual(
      found.map(({ code, place }) => [code, place.path.join('.')]),
      [['azure/environment-conflict', 'functions.b.environment.X']],
    );
    assert.match(found[0]?.message ?? '', /"b" and "a" have different values of X/);
  });

  it('has a test for every code, and a page', () => {
    const codes = [...mistakes.map(mistake => mistake.code), 'azure/environment-conflict'];
    for (const { code, doc } of Object.values(diagnostics)) {
      assert.ok(codes.includes(code), code);
      assert.ok(doc.length > 40, code);
    }
  });

  it('a workflow that is fine goes on beside one that is refused', () => {
    const service = compileService('{ service: s, orchestration: { workflows: { _a: { output: 1 }, b: { output: 2 } } } }');
    assert.ok(service.find('src/functions/b.js'));
    assert.equal(service.find('src/functions/_a.js'), undefined);
  });
});
