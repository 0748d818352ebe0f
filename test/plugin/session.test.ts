import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TakenFile } from '../../src/plugin/handlers/take';
import { writeFiles } from '../../src/plugin/session';
import { createService, removeServices, type Files, type TestService } from './support/frameworks';

describe('session', () => {
  afterEach(removeServices);

  const open = (files: Files): TestService => createService(files, 'sources');
  const file = (name: string): readonly TakenFile[] => [{ path: name, content: name }];
  const listed = (folder: string): string[] => (readdirSync(folder, { recursive: true }) as string[]).sort();

  it('makes its own folder exactly what the deployment is', () => {
    const service = open({ 'out/t/old.txt': 'old' });
    const folder = path.join(service.folder, 'out/t');
    assert.deepEqual(writeFiles(file('a/b.txt'), folder, { replace: true }), ['a/b.txt']);
    assert.deepEqual(listed(folder), ['a', 'a/b.txt']);
    assert.deepEqual(readdirSync(path.dirname(folder)), ['t']);
  });

  it("keeps what else lies in a user's folder", () => {
    const service = open({ 'out/t/old.txt': 'old', 'out/t/a/b.txt': 'before' });
    const folder = path.join(service.folder, 'out/t');
    writeFiles(file('a/b.txt'), folder, { replace: false });
    assert.deepEqual(listed(folder), ['a', 'a/b.txt', 'old.txt']);
    assert.equal(readFileSync(path.join(folder, 'a/b.txt'), 'utf8'), 'a/b.txt');
    assert.deepEqual(readdirSync(path.dirname(folder)), ['t']);
  });

  it('writes nothing when a path leads out, or two artefacts share one', () => {
    const service = open({ 'out/t/old.txt': 'old' });
    const folder = path.join(service.folder, 'out/t');
    for (const name of ['../x', 'a/../../x', '/x', 'C:\\x', '..\\x']) {
      assert.throws(() => writeFiles(file(name), folder, { replace: true }), /leads out of its folder/, name);
    }
    const twice = [...file('a'), ...file('./A')];
    assert.throws(() => writeFiles(twice, folder, { replace: true }), /Two artefacts/);
    assert.deepEqual(listed(path.join(service.folder, 'out')), ['t', 't/old.txt']);
  });

  it('leaves the folder as it was when a file fails on the way', () => {
    const service = open({ 'out/t/old.txt': 'old' });
    const folder = path.join(service.folder, 'out/t');
    // A file where the other one needs a folder.
    const clash = [...file('a'), ...file('a/b')];
    assert.throws(() => writeFiles(clash, folder, { replace: true }));
    assert.deepEqual(listed(path.join(service.folder, 'out')), ['t', 't/old.txt']);
  });
});
