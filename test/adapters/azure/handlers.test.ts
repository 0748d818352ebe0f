import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSimulator, type Simulator } from '../../../adapters/azure/simulator/index';
import type { Artefact, Execution, World } from '../../../src/adapter';
import { createService, frameworks, removeServices, runInProcess, type Files } from '../../plugin/support/frameworks';
import { worldOf } from './support';

const yaml = `service: shop
provider: { name: aws, runtime: nodejs20.x }
plugins: [serverless-orchestration]
functions:
  typed: { handler: src/typed.run }
  module: { handler: src/module.run }
  common: { handler: src/common.run }
  unused: { handler: src/unused.run }
orchestration:
  workflows:
    all:
      do:
        - a: { call: typed, with: "{{ input }}" }
        - b: { call: module, with: "{{ input }}" }
        - c: { call: common, with: "{{ input }}" }
        - d: { call: typed, with: { n: -1 }, catch: [ { errors: [Negative], output: "{{ error.message }}" } ] }
      output: ["{{ a }}", "{{ b }}", "{{ c }}", "{{ d }}"]
`;

const typed = `import { twice } from '../lib/twice';
interface Input { readonly n: number }
class Negative extends Error { override readonly name = 'Negative'; }
export const run = async ({ n }: Input): Promise<number> => {
  if (n < 0) throw new Negative(\`\${n} is too little\`);
  return twice(n);
};`;

const shared: Files = {
  'serverless.yml': yaml,
  'src/unused.ts': 'export const run = () => null;',
  'lib/unused.ts': 'export const nothing = null;',
};

const services: Readonly<Record<string, Files>> = {
  'CommonJS, and TypeScript that becomes it': {
    ...shared,
    'package.json': '{ "name": "shop", "dependencies": { "left-pad": "^1.3.0" }, "devDependencies": { "mocha": "*" } }',
    'src/typed.ts': typed,
    'lib/twice.ts': 'export function twice(n: number): number { return n * 2; }',
    'src/module.mjs': `import { twice } from '../lib/twice.js'; export const run = async ({ n }) => twice(n) + 1;`,
    'src/common.cjs': `const { twice } = require('../lib/twice'); exports.run = ({ n }) => twice(n) + 2;`,
  },
  'ES modules, and TypeScript that becomes them': {
    ...shared,
    'package.json': '{ "name": "shop", "type": "module", "dependencies": { "left-pad": "^1.3.0" } }',
    'src/typed.ts': typed,
    'lib/twice.ts': 'const factor: number = await Promise.resolve(2); export const twice = (n: number): number => n * factor;',
    'src/module.js': `import { twice } from '../lib/twice.js'; export const run = async ({ n }) => twice(n) + 1;`,
    'src/common.cjs': `exports.run = async ({ n }) => (await import('../lib/twice.js')).twice(n) + 2;`,
  },
  'the endings of TypeScript': {
    ...shared,
    'package.json': '{ "name": "shop", "dependencies": { "left-pad": "^1.3.0" } }',
    'src/typed.mts': typed.replace('../lib/twice', '../lib/twice.mjs'),
    'lib/twice.mts': 'export function twice(n: number): number { return n * 2; }',
    'src/module.mts': `import { twice } from '../lib/twice.mjs'; export const run = async ({ n }: { n: number }) => twice(n) + 1;`,
    'src/common.cts': `export const run = ({ n }: { n: number }): number => n * 2 + 2;`,
  },
};

/** The app as \`compile\` has written it; where a handler's package.json stands it is part of the app. */
function filesIn(folder: string, below = ''): readonly Artefact[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap(entry => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? filesIn(folder, path) : [{ path, content: readFileSync(join(folder, path), 'utf8') }];
  });
}

describe("azure: the packaged app runs the service's own handlers", function () {
  this.timeout(30_000);
  after(removeServices);

  for (const [title, files] of Object.entries(services)) {
    describe(title, () => {
      let app: readonly Artefact[];
      let simulator: Simulator;
      before(async () => {
        const service = createService(files, 'sources');
        const { code, stderr } = await runInProcess(frameworks[0]!, service, ['orchestration', 'compile'], { target: 'azure' });
        assert.equal(code, 0, stderr);
        app = filesIn(service.path('.serverless/orchestration/azure/app'));
        // Without stand-ins: what the activities load are the files that were taken along.
        simulator = await createSimulator({ files: app }, { orchestrators: { all: 'all' }, handlers: {} });
      });
      after(() => simulator?.close());

      it('calls them, and catches their errors', async () => {
        const world: World = { ...worldOf(() => null).world, call: () => assert.fail('a stand-in was called') };
        const execution: Execution = await simulator.run({ workflow: 'all', input: { n: 4 }, executionId: 'x' }, world);
        assert.deepEqual(execution.status === 'succeeded' ? execution.output : execution.error, [8, 9, 10, '-1 is too little']);
      });

      it('has only the files that they need, and the packages that the service depends on', () => {
        const service = app.filter(({ path }) => path.startsWith('service/')).map(({ path }) => path);
        assert.deepEqual(
          service.filter(path => /unused|\.[cm]?ts$/.test(path)),
          [],
        );
        const { dependencies } = JSON.parse(app.find(({ path }) => path === 'package.json')?.content ?? '{}') as {
          dependencies: Record<string, string>;
        };
        assert.deepEqual(Object.keys(dependencies).sort(), ['@azure/functions', 'durable-functions', 'left-pad']);
      });
    });
  }
});
