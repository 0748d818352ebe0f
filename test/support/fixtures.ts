import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { Adapter, Context, Project, ServiceFunction } from '../../src/adapter';
import { type Checked, check, type Compilation, compile } from '../../src/compiler/compile';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import type { CasesFile } from '../../src/runner/cases/case';
import { readCases } from '../../src/runner/cases/read';

/** A folder under test/fixtures (or another): a service and its cases, read. */
export interface Fixture {
  readonly name: string;
  readonly folder: string;
  readonly config: Record<string, unknown>;
  readonly project: Project;
  readonly checked: Checked;
  readonly cases: readonly CasesFile[];
  /** Of the cases files. */
  readonly diagnostics: readonly Diagnostic[];
}

const targets = ['aws', 'google', 'azure'];

export function readFixture(folder: string): Fixture {
  const config = readYaml(join(folder, 'serverless.yml')) as Record<string, unknown>;
  const project = projectOf(config, folder);
  const functions = project.functions.map(entry => entry.key);
  const checked = check(config['orchestration'], functions, targets);
  const names = { functions, workflows: checked.program.workflows.map(workflow => workflow.name) };
  const read = files(folder, '.cases.yml').map(file => readCases(readYaml(file), basename(file), names));
  return {
    name: basename(folder),
    folder,
    config,
    project,
    checked,
    cases: read.flatMap(({ file }) => file ?? []),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Every fixture under test/fixtures, in the order of their names. */
export function readFixtures(root = join(__dirname, '../fixtures')): Fixture[] {
  return files(root, '').map(readFixture);
}

/** Every fixture and every example. */
export function readEverything(): Fixture[] {
  const examples = files(join(__dirname, '../../examples'), '').filter(folder => existsSync(join(folder, 'serverless.yml')));
  return [...readFixtures(), ...examples.map(readFixture)];
}

export function compileFixture(fixture: Fixture, adapter: Adapter): Compilation {
  return compile(fixture.checked.program, fixture.project, adapter, fixture.checked.settings.options[adapter.name]);
}

/** The codes with which a workflow is refused; undefined when it isn't. */
export function refusedCodes({ refused, diagnostics }: Compilation, workflow: string): readonly string[] | undefined {
  if (!refused.has(workflow)) return undefined;
  const own = diagnostics.filter(
    ({ severity, place }) => severity === 'error' && (place.path[1] !== 'workflows' || place.path[2] === workflow),
  );
  return [...new Set(own.map(({ code }) => code))];
}

/** What `simulate` is told. */
export function contextOf(fixture: Fixture, adapter: Adapter): Context {
  return {
    program: fixture.checked.program,
    project: fixture.project,
    options: fixture.checked.settings.options[adapter.name],
    report: () => undefined,
  };
}

function files(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter(file => file.endsWith(ending))
    .sort()
    .map(file => join(folder, file));
}

/** The framework's variables with a default have it, as where the environment has nothing. */
function readYaml(file: string): unknown {
  const text = readFileSync(file, 'utf8').replace(/\$\{env:\w+, '([^']*)'\}/g, '$1');
  return parse(text, { merge: true, logLevel: 'silent' });
}

/** As the plugin reads a service, without the framework. */
export function projectOf(config: Record<string, unknown>, folder: string): Project {
  const provider = (config['provider'] ?? {}) as Record<string, unknown>;
  const service = String(config['service'] ?? 'service');
  const functions = Object.entries((config['functions'] ?? {}) as Record<string, Record<string, unknown>>);
  return {
    service,
    stage: 'dev',
    region: 'us-east-1',
    provider: String(provider['name'] ?? 'aws'),
    providerOptions: provider,
    folder,
    functions: functions.map(([key, options]): ServiceFunction => {
      const runtime = options['runtime'] ?? provider['runtime'];
      return {
        key,
        name: `${service}-dev-${key}`,
        ...(typeof options['handler'] === 'string' ? { handler: options['handler'] } : {}),
        ...(typeof runtime === 'string' ? { runtime } : {}),
        environment: {},
        logicalId: `${key.charAt(0).toUpperCase()}${key.slice(1).replace(/-/g, 'Dash').replace(/_/g, 'Underscore')}LambdaFunction`,
        options,
      };
    }),
  };
}
