import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { google } from '../../../adapters/google/index';
import { compileFixture, readFixtures } from '../../support/fixtures';

/** Sources and the manifest; the wrappers differ by one line and have a test of their own. */
const isReadable = (path: string): boolean => path.endsWith('.workflows.yaml') || path === 'manifest.json';

describe('the files for Google are those under expected/google', () => {
  for (const fixture of readFixtures()) {
    it(fixture.name, () => {
      const folder = join(fixture.folder, 'expected', 'google');
      const files = compileFixture(fixture, google).deployment.files.filter(({ path }) => isReadable(path));
      if (process.env['UPDATE'] !== undefined) update(folder, files);
      const names = existsSync(folder) ? readdirSync(folder).sort() : [];
      assert.deepEqual(names, files.map(({ path }) => path).sort(), 'refresh with UPDATE=1');
      for (const { path, content } of files)
        assert.equal(content, readFileSync(join(folder, path), 'utf8'), 'refresh with UPDATE=1');
    });
  }
});

function update(folder: string, files: readonly { readonly path: string; readonly content: string }[]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
