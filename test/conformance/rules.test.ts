import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { rules } from './rules';

const fixtures = join(__dirname, '..', 'fixtures');
const diagnostics = join(__dirname, '..', 'diagnostics');

describe('The rules of the language', () => {
  const known = new Set(caseNames());

  for (const [id, { cases, diagnostics: codes = [] }] of Object.entries(rules)) {
    it(`${id} is shown by something that exists`, () => {
      assert.notEqual(cases.length + codes.length, 0, 'nothing shows the rule');
      const missing = cases.filter(name => !known.has(name));
      assert.deepEqual(missing, [], 'cases that no fixture has');
      const unshown = codes.filter(code => !existsSync(join(diagnostics, code, 'expected.txt')));
      assert.deepEqual(unshown, [], 'diagnostics without a folder');
    });
  }

  it('are many, and so are the workflows and cases that show them', () => {
    const workflows = new Set([...known].map(name => name.slice(0, name.indexOf(':'))));
    assert.ok(Object.keys(rules).length >= 120, `${Object.keys(rules).length} rules`);
    assert.ok(workflows.size >= 80, `${workflows.size} workflows`);
    assert.ok(known.size >= 300, `${known.size} cases`);
  });
});

/** Every case of every fixture, as `fixture/workflow: the case's name`. */
function caseNames(): string[] {
  return readdirSync(fixtures).flatMap(fixture =>
    readdirSync(join(fixtures, fixture))
      .filter(file => file.endsWith('.cases.yml'))
      .flatMap(file => {
        const { workflow, cases } = parse(readFileSync(join(fixtures, fixture, file), 'utf8')) as CasesFile;
        return cases.map(({ name }) => `${fixture}/${workflow}: ${name}`);
      }),
  );
}

interface CasesFile {
  readonly workflow: string;
  readonly cases: readonly { readonly name: string }[];
}
