import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Deployment } from '../../../src/adapter';
import { takeHandlers, type Taken } from '../../../src/plugin/handlers/take';
import type { Service } from '../../../src/plugin/service';
import { writeFiles } from '../../../src/plugin/session';
import { createService, frameworks, removeServices, type Files } from '../support/frameworks';

const deployment: Deployment = { files: [], handlers: [{ function: 'f', folder: 'app' }] };

describe('the handlers that a deployment takes along', () => {
  after(removeServices);

  const open = (files: Files, frameworkFolder?: string, handler = 'src/a.run'): Service => ({
    config: undefined,
    project: {
      service: 's',
      stage: 'dev',
      provider: 'azure',
      providerOptions: {},
      functions: [{ key: 'f', name: 's-dev-f', handler, environment: {}, options: {} }],
      folder: createService(files, 'sources').folder,
    },
    configFile: 'serverless.yml',
    ...(frameworkFolder === undefined ? {} : { frameworkFolder }),
  });
  const paths = ({ files }: Taken): readonly string[] => files.map(file => file.path).sort();
  const withEsbuild = (files: Files): Service => open(files, frameworks[0]!.folder);

  /** What the handler answers once the files lie in a folder of their own, under plain Node. */
  const answer = (service: Service, file: string): unknown => {
    const taken = takeHandlers(deployment, service);
    assert.deepEqual(taken.diagnostics, []);
    const folder = path.join(service.project.folder, '.out');
    writeFiles(taken.files, folder, { replace: true });
    const script = `import(process.argv[1]).then(async m => console.log(JSON.stringify(await (m.run ?? m.default.run)({ n: 3 }))))`;
    const env = { PATH: process.env['PATH'] };
    return JSON.parse(execFileSync(process.execPath, ['-e', script, path.join(folder, 'app', file)], { env, encoding: 'utf8' }));
  };

  it('are each with the files it imports, at their paths', () => {
    const service = withEsbuild({
      'src/a.js': `const b = require('../lib/b'); const data = require("./data.json"); import('./lazy.mjs'); require('fs');`,
      'src/data.json': '{}',
      'src/lazy.mjs': `export { x } from './deep/index.js';\nimport '../lib/side';`,
      'src/deep/index.ts': `import { y } from '../../lib'; export const x: number = y;`,
      'lib/b.js': `require('../src/a'); require('../../outside'); require('./gone');`,
      'lib/side.js': '',
      'lib/index.js': '',
      'src/unused.js': '',
    });
    const taken = takeHandlers(deployment, service);
    assert.deepEqual(taken.diagnostics, []);
    assert.deepEqual(paths(taken), [
      'app/lib/b.js',
      'app/lib/index.js',
      'app/lib/side.js',
      'app/src/a.js',
      'app/src/data.json',
      'app/src/deep/index.js',
      'app/src/lazy.mjs',
    ]);
  });

  it("take along whether the service's modules are ES modules", () => {
    const taken = (files: Files): readonly string[] => paths(takeHandlers(deployment, open({ 'src/a.js': '', ...files })));
    assert.deepEqual(taken({ 'package.json': '{"type":"module","name":"x"}' }), ['app/package.json', 'app/src/a.js']);
    assert.deepEqual(taken({ 'package.json': '{"type":"module"}', 'src/package.json': '{}' }), ['app/src/a.js']);
    assert.deepEqual(taken({ 'package.json': '{}' }), ['app/src/a.js']);
  });

  it('keep JavaScript and other files byte for byte', () => {
    const source = `#!/usr/bin/env node\n// import './b.ts'\nconst b = require("./b");\nreturn;\n`;
    const { files } = takeHandlers(deployment, open({ 'src/a.js': source, 'src/b.json': '{ "odd" :1}' }));
    assert.deepEqual(
      files.map(({ content }) => content.toString()),
      [source, '{ "odd" :1}'],
    );
  });

  describe('in TypeScript', () => {
    const helper = { 'lib/twice.ts': `export function twice(n: number): number { return n * 2; }` };

    it('become CommonJS where the service says nothing', () => {
      const service = withEsbuild({
        ...helper,
        'src/a.ts': `import { twice } from '../lib/twice'; import type { Input } from './types'; import data from './data.json';
          const text: string = "import '../lib/twice.ts'";
          export const run = async ({ n }: Input): Promise<unknown> => {
            const { thrice } = await import('./lazy');
            return { twice: twice(n), thrice: thrice(n), data: data.base, text, commonjs: typeof require };
          };`,
        'src/types.ts': 'export interface Input { n: number }',
        'src/lazy.mts': 'export const thrice = (n: number): number => n * 3;',
        'src/data.json': '{ "base": 5 }',
      });
      const expected = { twice: 6, thrice: 9, data: 5, text: "import '../lib/twice.ts'", commonjs: 'function' };
      assert.deepEqual(answer(service, 'src/a.js'), expected);
    });

    it('become ES modules where the service says so, their imports with endings', () => {
      const service = withEsbuild({
        ...helper,
        'package.json': '{ "type": "module" }',
        'src/a.ts': `import { twice } from '../lib/twice.ts'; export { unused } from './deep';
          const base: number = await Promise.resolve(1);
          export const run = ({ n }: { n: number }): number => twice(n) + base;`,
        'src/deep/index.ts': `import { other } from '../other.cjs'; export const unused: number = other;`,
        'src/other.cts': 'exports.other = 1 as number;',
      });
      assert.equal(answer(service, 'src/a.js'), 7);
    });

    it('keep the kind that their ending says', () => {
      const files = { 'src/a.mts': `import { one } from './b.cjs'; export const run = (): number => one;` };
      assert.equal(answer(withEsbuild({ ...files, 'src/b.cts': 'export const one: number = 1;' }), 'src/a.mjs'), 1);
    });

    it('are found from JavaScript', () => {
      const service = withEsbuild({ ...helper, 'src/a.js': `exports.run = ({ n }) => require('../lib/twice.ts').twice(n);` });
      assert.equal(answer(service, 'src/a.js'), 6);
    });

    it("heed the service's own compiler options", () => {
      const service = withEsbuild({
        'tsconfig.json': '{ "compilerOptions": { /* old ones */ "experimentalDecorators": true } }',
        'src/a.ts': `const tag = (target: object, key: string) => void Object.assign(target, { tagged: key });
          class Order { @tag lines() {} }
          export const run = () => (new Order() as unknown as { tagged: string }).tagged;`,
      });
      assert.equal(answer(service, 'src/a.js'), 'lines');
    });

    const complaint = (service: Service): readonly (string | undefined)[] => {
      const { diagnostics } = takeHandlers(deployment, service);
      assert.equal(diagnostics.length, 1);
      const { code, message, hint, place } = diagnostics[0]!;
      assert.deepEqual([code, place.path], ['handler-not-compiled', ['functions', 'f', 'handler']]);
      return [message, hint];
    };

    it('need esbuild', () => {
      const why = "src/a.ts is TypeScript, and esbuild isn't there to compile it";
      const expected = [`The handler of "f" can't be taken along: ${why}.`, 'npm install --save-dev esbuild'];
      assert.deepEqual(complaint(open({ 'src/a.ts': '' })), expected);
    });

    it('are shown where they are wrong', () => {
      const [message] = complaint(withEsbuild({ 'src/a.ts': 'export const run = () => {\n  let x: = 1;\n};' }));
      assert.match(message!, /: src\/a\.ts:2:10: Unexpected "="\.$/);
    });

    it("can't stand beside JavaScript of the same name", () => {
      const [message] = complaint(
        withEsbuild({ 'src/a.js': `require('./b.ts'); require('./b.js');`, 'src/b.ts': '', 'src/b.js': '' }),
      );
      assert.match(message!, /src\/b\.js and src\/b\.ts would both become app\/src\/b\.js\.$/);
    });
  });
});
