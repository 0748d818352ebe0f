import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Context, Project } from '../src/adapter';
import { check } from '../src/compiler/compile';
import { hasErrors } from '../src/diagnostics/diagnostic';
import type { Program } from '../src/language/ir';
import type { Case } from '../src/runner/cases/case';
import { readCases } from '../src/runner/cases/read';

/** A classic shape of a workflow: as a service with cases, and written by hand for each cloud (`azure.js`, ...). */
export interface Shape {
  readonly name: string;
  readonly program: Program;
  readonly project: Project;
  readonly context: Context;
  readonly cases: readonly Case[];
  /** The text of a file in the shape's folder. */
  file(name: string): string;
}

/** The shapes stand beside this file, and aren't copied when it is compiled. */
const beside = join(__dirname, 'shapes');
const root = existsSync(beside) ? beside : join(__dirname, '../../bench/shapes');

export function readShapes(): readonly Shape[] {
  return readdirSync(root).sort().map(readShape);
}

function readShape(name: string): Shape {
  const folder = join(root, name);
  const file = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const config = parse(file('serverless.yml')) as { functions: Record<string, { handler: string }>; orchestration: unknown };
  const functions = Object.entries(config.functions);
  const keys = functions.map(([key]) => key);
  const { program, diagnostics } = check(config.orchestration, keys, ['aws', 'google', 'azure']);
  const names = { functions: keys, workflows: program.workflows.map(workflow => workflow.name) };
  const read = readdirSync(folder)
    .filter(path => path.endsWith('.cases.yml'))
    .map(path => readCases(parse(file(path)), path, names));
  const problems = [...diagnostics, ...read.flatMap(each => each.diagnostics)];
  if (hasErrors(problems)) throw new Error(`${name}: ${problems.map(problem => problem.message).join(' ')}`);
  const project: Project = {
    service: name,
    stage: 'dev',
    region: 'us-east-1',
    provider: 'aws',
    providerOptions: {},
    folder,
    functions: functions.map(([key, { handler }]) => ({
      key,
      name: `${name}-dev-${key}`,
      handler,
      runtime: 'nodejs20.x',
      environment: {},
      logicalId: `${key.charAt(0).toUpperCase()}${key.slice(1)}LambdaFunction`,
      options: { handler },
    })),
  };
  const context: Context = { program, project, options: undefined, report: () => undefined };
  return { name, program, project, context, file, cases: read.flatMap(each => each.file?.cases ?? []) };
}
