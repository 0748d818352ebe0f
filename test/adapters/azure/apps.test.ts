import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { azure } from '../../../adapters/azure/index';
import { createSimulator } from '../../../adapters/azure/simulator/index';
import { simulationOf } from '../../../adapters/azure/simulate';
import type { Adapter, Artefact } from '../../../src/adapter';
import { takeHandlers } from '../../../src/plugin/handlers/take';
import { compileFixture, contextOf, type Fixture, readFixture, readFixtures } from '../../support/fixtures';
import { portable, whatIsntPortable } from './portable';

const root = join(__dirname, '../../..');
const examples = readdirSync(join(root, 'examples'))
  .map(name => join(root, 'examples', name))
  .filter(folder => existsSync(join(folder, 'serverless.yml')))
  .map(readFixture);
const fixtures = readFixtures();

/** The app of a service, the service's own files in it as far as they are there. */
function appOf(fixture: Fixture): readonly Artefact[] {
  const { deployment } = compileFixture(fixture, azure as Adapter);
  const { files } = takeHandlers(deployment, { config: fixture.config, project: fixture.project, configFile: 'serverless.yml' });
  return [...deployment.files, ...files.map(({ path, content }) => ({ path, content: content.toString() }))];
}

const apps = [...fixtures, ...examples].map(fixture => ({ fixture, files: appOf(fixture) }));
const isOurs = ({ path }: Artefact): boolean => path.startsWith('app/src/') && path.endsWith('.js');

/** A workflow may read what nothing has assigned, which is null, and go round without a look at the item. */
const neverAssigned = 18048;
const neverRead = 6133;

describe('azure: every app of the fixtures and examples', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'azure-apps-')));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const { fixture, files } of apps) {
      for (const { path, content } of files) {
        const target = join(folder, fixture.name, path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, content);
      }
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("fits the SDK's types, and has no variable that nobody reads", () => {
    const scripts = apps.flatMap(({ fixture, files }) =>
      files.filter(isOurs).map(({ path }) => join(folder, fixture.name, path)),
    );
    assert.ok(scripts.length > 300);
    const program = ts.createProgram(scripts, {
      allowJs: true,
      checkJs: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts'],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      skipLibCheck: true,
      strict: false,
      noUnusedLocals: true,
      allowUnreachableCode: false,
    });
    const messages = ts.getPreEmitDiagnostics(program).flatMap(({ code, messageText, file, start }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      if (code === neverAssigned) return [];
      if (code === neverRead && /^ *for \(const /.test(file?.text.split('\n')[line - 1] ?? '')) return [];
      return `${file?.fileName.slice(folder.length)}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
    assert.deepEqual(messages, []);
  });

  it('uses of the SDK only what version 4 has as well', () => {
    const used = new Set<string>();
    for (const { fixture, files } of apps)
      for (const { path, content } of files.filter(isOurs))
        assert.deepEqual(whatIsntPortable(content, used), [], `${fixture.name}/${path}`);
    // The list has nothing that the apps don't need.
    assert.deepEqual([...used].sort(), [...portable].sort());
  });

  for (const { fixture, files } of apps.filter(app => examples.includes(app.fixture))) {
    describe(`of the example ${fixture.name}`, () => {
      it('passes node --check', () => {
        const scripts = files.filter(({ path }) => /\.[cm]?js$/.test(path));
        for (const { path } of scripts) {
          const { status, stderr } = spawnSync(process.execPath, ['--check', join(folder, fixture.name, path)], {
            encoding: 'utf8',
          });
          assert.equal(status, 0, stderr);
        }
      });

      it('loads in the SDK with what it takes along, and registers its functions', async () => {
        const { deployment } = compileFixture(fixture, azure as Adapter);
        const { options } = simulationOf(deployment, contextOf(fixture, azure as Adapter));
        const inApp = files.map(file => ({ ...file, path: file.path.replace(/^app\//, '') }));
        const simulator = await createSimulator({ files: inApp }, { ...options, handlers: {} });
        try {
          const named = (type: string): readonly string[] =>
            simulator.registrations
              .filter(({ bindings }) => bindings.some(each => each['type'] === type))
              .map(({ name }) => name);
          const workflows = fixture.checked.program.workflows.map(({ name }) => name);
          assert.deepEqual(
            workflows.filter(name => !named('orchestrationTrigger').includes(name)),
            [],
          );
          const called = (deployment.handlers ?? []).map(handler => handler.function);
          assert.deepEqual(
            named('activityTrigger').filter(name => name !== 'sendHttp'),
            [...called].sort(),
          );
          assert.deepEqual(named('httpTrigger'), ['startWorkflow', 'workflowStatus']);
        } finally {
          await simulator.close();
        }
      });
    });
  }
});
