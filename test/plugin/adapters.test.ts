import assert from 'node:assert/strict';
import { features, type Adapter } from '../../src/adapter';
import { loadAdapters } from '../../src/plugin/adapters';
import { createService, removeServices, type Files } from './support/frameworks';

const table = JSON.stringify(Object.fromEntries(Object.keys(features).map(name => [name, { level: 'native' }])));
const object = (name: string, more = ''): string =>
  `{ name: '${name}', title: 'T', provider: 'p', capabilities: { steps: {}, features: ${table}, builtins: {} }, lower() {}, print() { return []; }, ${more} }`;

describe('adapters of third parties', () => {
  afterEach(removeServices);

  const load = async (files: Files, adapters: unknown, own: readonly Adapter[] = []): Promise<string[]> => {
    const { folder } = createService(files, 'sources');
    const loaded = await loadAdapters(own, {
      config: { adapters },
      configFile: 'serverless.yml',
      frameworkFolder: __dirname,
      project: { service: 's', stage: 'dev', provider: 'aws', providerOptions: {}, functions: [], folder },
    });
    return [...loaded.adapters.map(({ name }) => name), ...loaded.diagnostics.map(({ message }) => message.replace(folder, '.'))];
  };

  it('load as CommonJS, ES modules, TypeScript and packages', async () => {
    const files = {
      'cjs.js': `module.exports = ${object('cjs')};`,
      'named.js': `exports.adapter = ${object('named')};`,
      'built.js': `exports.__esModule = true; exports.default = ${object('built')};`,
      'esm.mjs': `export default ${object('esm')};`,
      'typed.ts': `const name: string = 'typed'; export default { ...${object('x')}, name };`,
      'node_modules/pack/package.json': '{ "name": "pack", "exports": "./x.js" }',
      'node_modules/pack/x.js': `module.exports = ${object('pack')};`,
    };
    assert.deepEqual(await load(files, ['./cjs.js', './named', './built.js', './esm.mjs', './typed.ts', 'pack']), [
      'cjs',
      'named',
      'built',
      'esm',
      'typed',
      'pack',
    ]);
  });

  it('are errors of their own when they cannot be used', async () => {
    const files = {
      'throws.js': `throw new Error('oh no');`,
      'nothing.js': `module.exports = 5;`,
      'nameless.js': `module.exports = { title: 'x' };`,
      'local.js': `module.exports = ${object('local')};`,
      'a.js': `module.exports = ${object('a')};`,
      'lacks.js': `module.exports = { ...${object('lacks')}, print: undefined };`,
      'old.js': `module.exports = { ...${object('old')}, capabilities: { steps: {}, features: {}, builtins: {} } };`,
    };
    const names = ['./gone.js', 'gone', './throws.js', './nothing.js', './nameless.js', './local.js', './lacks.js', './old.js'];
    const messages = await load(files, [...names, './a.js', './a.js', 5]);
    assert.equal(messages[0], 'a');
    const why = messages.slice(1).map(message => /^The adapter "(.*?)" can't be used: (.*)\.$/.exec(message)?.slice(1));
    assert.deepEqual(why, [
      ['./gone.js', 'there is no such file in .'],
      ['gone', "it isn't installed in the service"],
      ['./throws.js', 'loading it failed with "oh no"'],
      ['./nothing.js', 'it exports no object'],
      ['./nameless.js', 'its "name" must be small letters, digits and dashes'],
      ['./local.js', 'the name "local" is taken'],
      ['./lacks.js', 'it has no function "print"'],
      ['./old.js', `its "capabilities.features" lack ${Object.keys(features).join(', ')}`],
      ['./a.js', 'the name "a" is taken'],
    ]);
  });

  it('leave what is no list to the reader of the block', async () => {
    assert.deepEqual(await load({}, 'text'), []);
    assert.deepEqual(await load({}, undefined), []);
  });
});
