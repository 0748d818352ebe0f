import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Project, ServiceFunction } from '../adapter';
import type { CliOptions, FrameworkFunction, FrameworkProvider, Serverless } from './framework';

/** The service as the compiler sees it. */
export interface Service {
  /** What stands under `orchestration`, with the framework's variables resolved; undefined when there is no such block. */
  readonly config: unknown;
  readonly project: Project;
  /** The configuration file, relative to the service's folder. */
  readonly configFile: string;
  /** Where the framework's own code lies, to find what it brings along. */
  readonly frameworkFolder?: string;
}

/** Reads the framework's object; from the hook `initialize` on, when variables are resolved and functions have names. */
export function readService(serverless: Serverless, options: CliOptions): Service {
  const frameworkFolder = serverless.config?.serverlessPath;
  return {
    config: serverless.configurationInput?.['orchestration'],
    project: readProject(serverless, options),
    configFile: (serverless.configurationFilename ?? 'serverless.yml').split(path.sep).join('/'),
    ...(frameworkFolder === undefined ? {} : { frameworkFolder }),
  };
}

function readProject(serverless: Serverless, options: CliOptions): Project {
  const { service, provider, functions = {} } = serverless.service;
  // `provider.stage` stays what the file says under `--stage`; the AWS provider knows better, other providers may not.
  const aws = provider.name === 'aws' ? serverless.getProvider('aws') : undefined;
  const stage = aws?.getStage() ?? text(options['stage']) ?? text(provider.stage) ?? 'dev';
  const region = aws?.getRegion() ?? text(options['region']) ?? text(provider.region);
  return {
    service,
    stage,
    ...(region === undefined ? {} : { region }),
    provider: provider.name,
    providerOptions: provider,
    functions: Object.entries(functions)
      .filter(([, options]) => typeof options === 'object' && options !== null)
      .map(([key, options]) => readFunction(key, options, provider, aws?.naming.getLambdaLogicalId(key))),
    folder: serverless.serviceDir ?? process.cwd(),
    dependencies: readDependencies(serverless.serviceDir ?? process.cwd()),
  };
}

/** What a deployment of the service's code has to install; nothing where there is no package.json that says it. */
function readDependencies(folder: string): Readonly<Record<string, string>> {
  try {
    const { dependencies } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { dependencies?: unknown };
    if (typeof dependencies !== 'object' || dependencies === null) return {};
    return Object.fromEntries(Object.entries(dependencies).filter(([, range]) => typeof range === 'string'));
  } catch {
    return {};
  }
}

function readFunction(
  key: string,
  options: FrameworkFunction,
  provider: FrameworkProvider,
  logicalId: string | undefined,
): ServiceFunction {
  const handler = text(options.handler);
  const runtime = text(options.runtime) ?? text(provider.runtime);
  const timeout = options.timeout ?? provider.timeout;
  return {
    key,
    name: text(options.name) ?? key,
    ...(handler === undefined ? {} : { handler }),
    ...(runtime === undefined ? {} : { runtime }),
    ...(typeof timeout === 'number' ? { timeout } : {}),
    environment: { ...readEnvironment(provider.environment), ...readEnvironment(options.environment) },
    ...(logicalId === undefined ? {} : { logicalId }),
    options,
  };
}

/** Texts, and numbers and booleans as texts; a CloudFormation reference has no value before the deployment. */
function readEnvironment(environment: unknown): Record<string, string> {
  if (typeof environment !== 'object' || environment === null) return {};
  const entries = Object.entries(environment)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]): [string, string] => [name, String(value)]);
  return Object.fromEntries(entries);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
