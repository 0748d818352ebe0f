import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Services in temporary folders, under the frameworks that the plugin supports: in process, and by their command line. */

const root = path.resolve(__dirname, '../../..');

export interface Framework {
  readonly title: string;
  /** Its package's folder. */
  readonly folder: string;
}

export const frameworks: readonly Framework[] = [
  { title: 'osls 4', folder: path.join(root, 'node_modules/osls') },
  { title: 'osls 3', folder: path.join(root, 'node_modules/osls-3') },
  { title: 'serverless 3', folder: path.join(root, 'node_modules/serverless-3') },
];

export type Files = Readonly<Record<string, string>>;

/** A service's folder; every one is removed by `removeServices`. */
export interface TestService {
  readonly folder: string;
  path(file: string): string;
}

const made: string[] = [];

/**
 * Writes the files of a service. Its `serverless-orchestration` is the project: its sources when the framework runs in
 * this process, which knows TypeScript, and the build when it is spawned.
 */
export function createService(files: Files, plugin: 'sources' | 'build'): TestService {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'service-')));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  const installed = path.join(folder, 'node_modules/serverless-orchestration');
  if (plugin === 'build') {
    if (!existsSync(path.join(root, 'dist/src/index.js'))) throw new Error('Run `npm run build` first: this test uses dist.');
    mkdirSync(path.dirname(installed), { recursive: true });
    symlinkSync(root, installed, 'dir');
  } else {
    mkdirSync(installed, { recursive: true });
    const capture = JSON.stringify(path.join(__dirname, 'captured.ts'));
    writeFileSync(
      path.join(installed, 'index.js'),
      `module.exports = require(${capture}).packageFor(${JSON.stringify(folder)});`,
    );
  }
  return { folder, path: file => path.join(folder, file) };
}

export function removeServices(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a framework's object shows after a run. */
export interface InProcess extends Result {
  readonly error?: Error & { code?: string };
  readonly template?: { Resources: Record<string, unknown>; Outputs: Record<string, unknown> };
}

export interface Captured {
  readonly human: string[];
  readonly machine: string[];
}

/** What the plugin printed in process, by the service's folder. */
export const captured = new Map<string, Captured>();

interface FrameworkInstance {
  init(): Promise<void>;
  run(): Promise<void>;
  readonly service: { readonly provider: { compiledCloudFormationTemplate?: NonNullable<InProcess['template']> } };
}

/** Runs a command in this process, without the command line's own parsing. */
export async function runInProcess(
  framework: Framework,
  service: TestService,
  commands: readonly string[],
  options: Readonly<Record<string, unknown>> = {},
): Promise<InProcess> {
  const require = createRequire(path.join(framework.folder, 'package.json'));
  const readConfiguration = require('./lib/configuration/read') as (file: string) => Promise<object>;
  const resolveVariables = require('./lib/configuration/variables') as (context: object) => Promise<void>;
  const Serverless = require('./lib/serverless') as new (config: object) => FrameworkInstance;
  const configurationFilename = ['serverless.yml', 'serverless.ts', 'serverless.json'].find(file =>
    existsSync(service.path(file)),
  )!;
  const output: Captured = { human: [], machine: [] };
  captured.set(service.folder, output);
  const exitCode = process.exitCode;
  let instance: FrameworkInstance | undefined;
  let failed: InProcess['error'];
  try {
    process.exitCode = 0;
    const configuration = await readConfiguration(service.path(configurationFilename));
    await resolveVariables({ servicePath: service.folder, configuration, options });
    instance = new Serverless({
      configuration,
      serviceDir: service.folder,
      configurationFilename,
      isConfigurationResolved: true,
      hasResolvedCommandsExternally: true,
      commands: [...commands],
      options: { ...options },
    });
    await instance.init();
    await instance.run();
  } catch (error) {
    failed = error as Error;
  }
  const code = failed ? 1 : Number(process.exitCode);
  process.exitCode = exitCode;
  const template = instance?.service.provider.compiledCloudFormationTemplate;
  return {
    code,
    stdout: output.machine.join('\n'),
    stderr: output.human.join('\n'),
    ...(failed ? { error: failed } : {}),
    ...(template ? { template } : {}),
  };
}

/** Runs the framework's command line in a process of its own. */
export function runCli(framework: Framework, service: TestService, args: readonly string[]): Promise<Result> {
  const binary = path.join(framework.folder, 'bin/serverless.js');
  const env = {
    ...process.env,
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
    SLS_SCHEMA_CACHE_BASE_DIR: path.join(tmpdir(), 'orchestration-schema-cache'),
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_COLOR: '1',
  };
  return new Promise(resolve => {
    execFile(process.execPath, [binary, ...args], { cwd: service.folder, env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });
}
