import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Adapter, Artefact } from '../../src/adapter';
import { compileFixture, type Fixture } from './fixtures';

/**
 * Describes that a fixture's files for a target are those under `expected/<target>/`, no more and no less.
 * With UPDATE=1 they are written there, to be read as a diff. `readable` rewrites what nobody would read in a review.
 */
export function describeGolden(
  fixture: Fixture,
  adapter: Adapter,
  readable: (file: Artefact) => string = file => file.content,
): void {
  it(`${fixture.name} becomes what is expected/${adapter.name}`, () => {
    const folder = join(fixture.folder, 'expected', adapter.name);
    const files = compileFixture(fixture, adapter).deployment.files.map(file => ({ ...file, content: readable(file) }));
    if (process.env['UPDATE']) {
      rmSync(folder, { recursive: true, force: true });
      for (const { path, content } of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
    }
    assert.deepEqual(filesUnder(folder), files.map(file => file.path).sort());
    for (const { path, content } of files) assert.equal(content, readFileSync(join(folder, path), 'utf8'), path);
  });
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
