import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { readFixture, readFixtures } from './support/fixtures';

const root = join(__dirname, '..');
const examples = join(root, 'examples');

/** What the compiler says of a file that stands beside src/types.ts in name only. */
function errorsIn(text: string): string[] {
  const file = join(root, 'src/serverless.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  host.fileExists = name => name === file || fileExists(name);
  host.readFile = name => (name === file ? text : readFile(name));
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const header = "import type { Orchestration } from './types';\n";

describe('the type for serverless.ts', function () {
  this.timeout(60_000);

  it('accepts every example and fixture', () => {
    const services = [
      ...readFixtures(),
      ...readdirSync(examples)
        .filter(name => existsSync(join(examples, name, 'serverless.yml')))
        .map(name => readFixture(join(examples, name))),
    ];
    const constants = services.map(
      ({ config }, i) =>
        `export const service${i}: Orchestration = { orchestration: ${JSON.stringify(config['orchestration'])} };`,
    );
    assert.deepEqual(errorsIn(`${header}${constants.join('\n')}\n`), []);
  });

  for (const [what, config] of Object.entries({
    'a misspelt verb': { workflows: { a: { do: [{ x: { cal: 'f' } }] } } },
    'a number where a function stands': { workflows: { a: { do: [{ x: { call: 3 } }] } } },
    'a misspelt key of a workflow': { workflows: { a: { doo: [] } } },
    'a method that does not exist': { workflows: { a: { do: [{ x: { http: { method: 'FETCH', url: 'u' } } }] } } },
  })) {
    it(`refuses ${what}`, () => {
      assert.notEqual(
        errorsIn(`${header}export const service: Orchestration = { orchestration: ${JSON.stringify(config)} };\n`).length,
        0,
      );
    });
  }
});
