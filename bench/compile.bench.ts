import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parse, parseDocument } from 'yaml';
import { adapters } from '../adapters/index';
import type { Project } from '../src/adapter';
import { check, compile } from '../src/compiler/compile';
import { hasErrors } from '../src/diagnostics/diagnostic';
import { blockOf, functionKeys } from './services';
import { median, type Row } from './table';

const project: Project = {
  service: 'bench',
  stage: 'dev',
  region: 'us-east-1',
  provider: 'aws',
  providerOptions: {},
  folder: '/',
  functions: functionKeys.map(key => ({
    key,
    name: `bench-dev-${key}`,
    runtime: 'nodejs20.x',
    handler: `handler.${key}`,
    environment: {},
    logicalId: `${key}LambdaFunction`,
    options: {},
  })),
};

/** Reads, checks and compiles a block for the first target there is. */
export function compileAll(config: unknown): number {
  const { program, diagnostics } = check(
    config,
    functionKeys,
    adapters.map(adapter => adapter.name),
  );
  if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics[0]));
  const compilation = compile(program, project, adapters[0]!, {});
  if (hasErrors(compilation.diagnostics)) throw new Error(JSON.stringify(compilation.diagnostics[0]));
  return compilation.deployment.files.length;
}

export async function rows(): Promise<Row[]> {
  const [small, large] = [blockOf(1000), blockOf(10_000)];
  const [smallConfig, largeConfig] = [parse(small) as unknown, parse(large) as unknown];
  const ofSmall = await median(9, () => compileAll(smallConfig));
  const ofLarge = await median(5, () => compileAll(largeConfig));
  const ofYaml = await median(3, () => parseDocument(large).toJS());
  const memory = spawnSync(process.execPath, [join(__dirname, 'memory.js')], {
    encoding: 'utf8',
  });
  if (memory.status !== 0) throw new Error(memory.stderr);
  return [
    { what: 'compile time per step, 10,000 steps : 1,000', value: ofLarge / 10 / ofSmall, unit: '', bound: 1.2, is: '<=' },
    { what: 'compiling 10,000 steps : parsing their YAML', value: ofLarge / ofYaml, unit: '', bound: 2, is: '<=' },
    { what: 'peak memory at 10,000 steps', value: Number(memory.stdout), unit: 'MB', bound: 400, is: '<=' },
  ];
}
