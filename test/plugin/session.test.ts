import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Deployment, Project } from '../../src/adapter';
import { writeDeployment } from '../../src/plugin/session';
import { createService, removeServices, type Files } from './support/frameworks';

describe('session', () => {
  afterEach(removeServices);

  const open = (files: Files, handler = 'src/a.run'): Project => ({
    service: 's',
    stage: 'dev',
    provider: 'aws',
    providerOptions: {},
    functions: [{ key: 'f', name: 's-dev-f', handler, environment: {}, options: {} }],
    folder: createService(files, 'sources').folder,
  });
  const file = (name: string): Deployment => ({ files: [{ path: name, content: name }] });
  const listed = (folder: string): string[] => (readdirSync(folder, { recursive: true }) as string[]).sort();

  it('makes its own folder exactly what the deployment is', () => {
    const project = open({ 'out/t/old.txt': 'old' });
    const folder = path.join(project.folder, 'out/t');
    assert.deepEqual(writeDeployment(file('a/b.txt'), project, folder, { replace: true }), ['a/b.txt']);
    assert.deepEqual(listed(folder), ['a', 'a/b.txt']);
    assert.deepEqual(readdirSync(path.dirname(folder)), ['t']);
  });

  it("keeps what else lies in a user's folder", () => {
    const project = open({ 'out/t/old.txt': 'old', 'out/t/a/b.txt': 'before' });
    const folder = path.join(project.folder, 'out/t');
    writeDeployment(file('a/b.txt'), project, folder, { replace: false });
    assert.deepEqual(listed(folder), ['a', 'a/b.txt', 'old.txt']);
    assert.equal(readFileSync(path.join(folder, 'a/b.txt'), 'utf8'), 'a/b.txt');
    assert.deepEqual(readdirSync(path.dirname(folder)), ['t']);
  });

  it('writes nothing when a path leads out, or two artefacts share one', () => {
    const project = open({ 'out/t/old.txt': 'old' });
    const folder = path.join(project.folder, 'out/t');
    for (const name of ['../x', 'a/../../x', '/x', 'C:\\x', '..\\x']) {
      assert.throws(() => writeDeployment(file(name), project, folder, { replace: true }), /leads out of its folder/, name);
    }
    const twice: Deployment = { files: [...file('a').files, ...file('./A').files] };
    assert.throws(() => writeDeployment(twice, project, folder, { replace: true }), /Two artefacts/);
    assert.deepEqual(listed(path.join(project.folder, 'out')), ['t', 't/old.txt']);
  });

  it('leaves the folder as it was when a file fails on the way', () => {
    const project = open({ 'out/t/old.txt': 'old' });
    const folder = path.join(project.folder, 'out/t');
    // A file where the other one needs a folder.
    const clash: Deployment = { files: [...file('a').files, ...file('a/b').files] };
    assert.throws(() => writeDeployment(clash, project, folder, { replace: true }));
    assert.deepEqual(listed(path.join(project.folder, 'out')), ['t', 't/old.txt']);
  });

  it('copies handlers with the files they import, at their paths', () => {
    const project = open({
      'src/a.js': `const b = require('../lib/b'); const data = require("./data.json"); import('./lazy.mjs'); require('fs');`,
      'src/data.json': '{}',
      'src/lazy.mjs': `export { x } from './deep/index.js';\nimport '../lib/side';`,
      'src/deep/index.ts': `import { y } from '../../lib';`,
      'lib/b.js': `require('../src/a'); require('../../outside'); require('./gone');`,
      'lib/side.js': '',
      'lib/index.js': '',
      'src/unused.js': '',
    });
    const folder = path.join(project.folder, '.out');
    const deployment: Deployment = { files: [], handlers: [{ function: 'f', folder: 'app' }] };
    assert.deepEqual(writeDeployment(deployment, project, folder, { replace: true }), [
      'app/lib/b.js',
      'app/lib/index.js',
      'app/lib/side.js',
      'app/src/a.js',
      'app/src/data.json',
      'app/src/deep/index.ts',
      'app/src/lazy.mjs',
    ]);
    assert.ok(!existsSync(path.join(folder, 'app/src/unused.js')));
  });

  it("takes along whether the service's modules are ES modules", () => {
    const deployment: Deployment = { files: [], handlers: [{ function: 'f', folder: 'app' }] };
    const written = (files: Files): readonly string[] => {
      const project = open({ 'src/a.js': '', ...files });
      return writeDeployment(deployment, project, path.join(project.folder, '.out'), { replace: true });
    };
    assert.deepEqual(written({ 'package.json': '{"type":"module","name":"x"}' }), ['app/package.json', 'app/src/a.js']);
    assert.deepEqual(written({ 'package.json': '{"type":"module"}', 'src/package.json': '{}' }), ['app/src/a.js']);
    assert.deepEqual(written({ 'package.json': '{}' }), ['app/src/a.js']);
  });
});
