import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { check, compile } from '../../src/compiler/compile';
import * as catalogue from '../../src/diagnostics/catalogue';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { formatFrames } from '../../src/diagnostics/formats/frame';
import { createSourceMap } from '../../src/diagnostics/sourcemap';
import { unquotedDates } from '../../src/diagnostics/sourcemap/dates';
import { readCases } from '../../src/runner/cases/read';
import { projectOf } from '../support/fixtures';
import { toy } from '../support/toy';

const folders = readdirSync(__dirname, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && existsSync(join(__dirname, entry.name, 'serverless.yml')))
  .map(entry => entry.name);

/** Codes that only the plugin finds, which knows the disk; their folders are run through a framework in test/plugin. */
const ofThePlugin = ['unknown-target', 'adapter-failed', 'unreadable-file', 'handler-not-compiled'];

/** What `validate` finds in a folder, its cases included. */
function findIn(folder: string): { readonly diagnostics: readonly Diagnostic[]; readonly text: string } {
  const read = (file: string): string | undefined =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : undefined;
  const source = read('serverless.yml') as string;
  const config = JSON.parse(JSON.stringify(load(source))) as Record<string, unknown>;
  const project = projectOf(config, folder);
  const functions = project.functions.map(entry => entry.key);
  const { program, settings, diagnostics } = check(config['orchestration'], functions, ['toy']);
  const found: Diagnostic[] = [
    ...diagnostics,
    ...unquotedDates('serverless.yml', read, 'orchestration').map(path => catalogue.unquotedDate({ path })),
  ];
  if (settings.target === 'toy') found.push(...compile(program, project, toy, {}).diagnostics);
  for (const file of readdirSync(folder).filter(name => name.endsWith('.cases.yml'))) {
    const names = { functions, workflows: program.workflows.map(workflow => workflow.name) };
    found.push(...readCases(JSON.parse(JSON.stringify(load(read(file) as string))), file, names).diagnostics);
  }
  return { diagnostics: found, text: `${formatFrames(found, createSourceMap('serverless.yml', read))}\n` };
}

describe('every code of the catalogue', () => {
  for (const { code, severity, doc } of Object.values(catalogue)) {
    if (ofThePlugin.includes(code)) continue;
    it(`${code} has a folder that shows it`, () => {
      assert.match(code, /^[a-z]+(-[a-z]+)*$/);
      assert.ok(doc.length > 30, 'a page that explains the rule');
      const folder = join(__dirname, code);
      const { diagnostics, text } = findIn(folder);
      assert.ok(diagnostics.some(diagnostic => diagnostic.code === code && diagnostic.severity === severity));
      const expected = join(folder, 'expected.txt');
      if (process.env['UPDATE']) writeFileSync(expected, text);
      assert.equal(text, readFileSync(expected, 'utf8'));
    });
  }

  it('has a code for every folder', () => {
    const codes = Object.values(catalogue).map(({ code }) => code);
    assert.deepEqual(
      folders.filter(folder => !codes.includes(folder)),
      [],
    );
    assert.equal(new Set(codes).size, codes.length);
  });
});
