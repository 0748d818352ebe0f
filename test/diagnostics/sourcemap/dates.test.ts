import assert from 'node:assert/strict';
import { createSourceMap } from '../../../src/diagnostics/sourcemap';
import { unquotedDates } from '../../../src/diagnostics/sourcemap/dates';

describe('dates without quotes', () => {
  /** `file:line:column` of each, and its path in the configuration. */
  const find = (files: Record<string, string>, main = 'serverless.yml'): Record<string, string> => {
    const read = (file: string): string | undefined => files[file];
    const sources = createSourceMap(main, read);
    return Object.fromEntries(
      unquotedDates(main, read, 'orchestration').map(path => {
        const { file, line, column } = sources.locate({ path })!;
        return [path.join('.'), `${file}:${line}:${column}`];
      }),
    );
  };

  it('are found under the one key, and not in descriptions, keys and texts', () => {
    const yaml = `custom: { day: 2026-01-01 }
orchestration:
  description: 2026-01-01
  2026-01-01: x
  a: [ { b: 2026-01-02 }, "2026-01-03", 2026-01-04 and more, 2026-01-05T09:00:00Z ]`;
    assert.deepEqual(find({ 'serverless.yml': yaml }), {
      'orchestration.a.0.b': 'serverless.yml:5:13',
      'orchestration.a.3': 'serverless.yml:5:62',
    });
  });

  it('are found behind variables: at their places there, or where a variable is nothing but the date', () => {
    const files = {
      'serverless.yml': `custom:
  flows: { day: 2026-01-01, other: 2026-01-02 }
orchestration:
  one: \${file(flows.yml):order}
  two: '\${file(./flows/all.yml)}'
  three: "\${self:custom.flows.day}"
  four: \${file(gone.yml), 'x'}
  five: \${env:DAY}`,
      'flows.yml': `unused: 2026-01-03\norder:\n  do:\n    - \${file(flows/all.yml):steps.0}`,
      'flows/all.yml': `steps:\n  - at: 2026-01-04\ndescription: 2026-01-05`,
    };
    assert.deepEqual(find(files), {
      'orchestration.one.do.0.at': 'flows/all.yml:2:9',
      'orchestration.two.steps.0.at': 'flows/all.yml:2:9',
      'orchestration.three': 'serverless.yml:6:10',
    });
  });

  it('are looked for once in files that take each other in', () => {
    const files = {
      'serverless.yml': 'orchestration: ${file(a.yml)}',
      'a.yml': 'day: 2026-01-01\nb: ${file(b.yml)}',
      'b.yml': 'day: 2026-01-02\na: ${file(a.yml)}',
    };
    assert.deepEqual(Object.keys(find(files)), ['orchestration.day', 'orchestration.b.day']);
  });

  it('are not looked for in what is not YAML', () => {
    const files = { 'serverless.ts': 'orchestration: 2026-01-01', 'serverless.yml': 'orchestration: ${file(flows.js)}' };
    assert.deepEqual(
      unquotedDates('serverless.ts', file => files[file as keyof typeof files], 'orchestration'),
      [],
    );
    assert.deepEqual(find({ ...files, 'flows.js': 'a: 2026-01-01' }), {});
  });
});
