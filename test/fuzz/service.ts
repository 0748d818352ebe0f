import type { Adapter, Context, Engine, Project } from '../../src/adapter';
import { type Checked, check, type Compilation, compile } from '../../src/compiler/compile';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import type { JsonMap } from '../../src/language/json';
import type { Case } from '../../src/runner/cases/case';
import { readCases } from '../../src/runner/cases/read';
import { projectOf } from '../support/fixtures';
import { functionKeys } from './generate/program';

/** A program and its cases, as plain data: what is generated, shrunk and printed. */
export interface Specimen {
  /** The workflow that the cases are of. */
  readonly root: string;
  readonly workflows: Readonly<Record<string, JsonMap>>;
  readonly cases: readonly JsonMap[];
}

/** Specimens as the workflows of one service, so that a target's simulator is started once for many. */
export interface Service {
  readonly specimens: readonly Specimen[];
  readonly project: Project;
  readonly checked: Checked;
  /** By specimen. */
  readonly cases: readonly (readonly Case[])[];
  /** Of the programs and of the cases. */
  readonly diagnostics: readonly Diagnostic[];
}

const targets = ['aws', 'google', 'azure'];

export const provider = { name: 'aws', runtime: 'nodejs20.x' };
export const functions = Object.fromEntries(functionKeys.map(key => [key, { handler: `handler.${key}` }]));

/** The names of workflows must differ from specimen to specimen. */
export function serviceOf(specimens: readonly Specimen[]): Service {
  const workflows = Object.assign({}, ...specimens.map(specimen => specimen.workflows)) as Record<string, JsonMap>;
  const project = projectOf({ service: 'fuzz', provider, functions }, '/fuzz');
  const checked = check({ workflows }, functionKeys, targets);
  const names = { functions: functionKeys, workflows: Object.keys(workflows) };
  const read = specimens.map(({ root, cases }) => readCases({ workflow: root, cases }, `${root}.cases.yml`, names));
  return {
    specimens,
    project,
    checked,
    cases: read.map(({ file }) => file?.cases ?? []),
    diagnostics: [...checked.diagnostics, ...read.flatMap(({ diagnostics }) => diagnostics)],
  };
}

/** What makes a service no valid program: errors, and what the language doesn't define. */
export function invalid({ diagnostics }: Pick<Service, 'diagnostics'>): readonly Diagnostic[] {
  return diagnostics.filter(({ severity, code }) => severity === 'error' || code === 'not-defined');
}

export interface Target {
  readonly adapter: Adapter;
  readonly compilation: Compilation;
  readonly engine: Engine;
}

/** Compiles the service and starts the target's simulator. */
export async function startTarget({ checked, project }: Service, adapter: Adapter): Promise<Target> {
  const compilation = compile(checked.program, project, adapter, undefined);
  const context: Context = { program: checked.program, project, options: undefined, report: () => undefined };
  const engine = await adapter.simulate?.(compilation.deployment, context);
  if (!engine) throw new Error(`${adapter.name} has no simulator`);
  return { adapter, compilation, engine };
}
