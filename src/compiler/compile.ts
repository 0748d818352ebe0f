import type { Adapter, Context, Deployment, Project, Unit } from '../adapter';
import * as found from '../diagnostics/catalogue';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Program, RunStep, Workflow } from '../language/ir';
import { parseProgram, type Settings } from '../language/parse';
import { stepsIn } from '../language/visit';
import { analyze } from './analyze/index';
import { checkCapabilities } from './check';

/** A service's workflows, read and checked for what holds on every target. */
export interface Checked {
  readonly program: Program;
  readonly settings: Settings;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a target makes of a program. Workflows with errors of their own are left out of the deployment. */
export interface Compilation {
  readonly diagnostics: readonly Diagnostic[];
  /** The names of the workflows that the target refuses. */
  readonly refused: ReadonlySet<string>;
  readonly deployment: Deployment;
}

/** Reads the `orchestration` block. With errors the program isn't whole and must not be run or compiled. */
export function check(config: unknown, functions: readonly string[], targets: readonly string[]): Checked {
  const { program, declared, settings, diagnostics } = parseProgram(config, { targets });
  const broken = refusedNames(program, diagnostics);
  return { program, settings, diagnostics: [...diagnostics, ...analyze(program, { functions, workflows: declared, broken })] };
}

/** Lowers, prints and packages a program that `check` found no errors in. Pure; never throws for a user's mistake. */
export function compile(program: Program, project: Project, adapter: Adapter, options: unknown): Compilation {
  const diagnostics: Diagnostic[] = [...checkCapabilities(program, adapter)];
  const context: Context = { program, project, options, report: diagnostic => void diagnostics.push(diagnostic) };
  adapter.check?.(program, context);
  const units: Unit[] = [];
  for (const workflow of program.workflows) {
    if (refusedNames(program, diagnostics).has(workflow.name)) continue;
    const model = adapter.lower(workflow, context);
    units.push({ workflow, model, artefacts: adapter.print(model, workflow, context) });
  }
  diagnostics.push(...refusedCallers(program, refusedNames(program, diagnostics), adapter.title));
  const refused = refusedNames(program, diagnostics);
  const accepted = units.filter(unit => !refused.has(unit.workflow.name));
  const deployment = adapter.package?.(accepted, context) ?? { files: accepted.flatMap(unit => unit.artefacts) };
  return { diagnostics, refused: refusedNames(program, diagnostics), deployment };
}

/** The workflows under which an error stands; all of them when one stands outside of any. */
function refusedNames(program: Program, diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  const errors = diagnostics.filter(diagnostic => diagnostic.severity === 'error');
  const isOf = (workflow: Workflow, { place }: Diagnostic): boolean =>
    place.path[1] !== 'workflows' || place.path[2] === workflow.name;
  return new Set(
    program.workflows.filter(workflow => errors.some(error => isOf(workflow, error))).map(workflow => workflow.name),
  );
}

/** A workflow that runs a refused one is refused with it, and so on outwards. */
function refusedCallers(program: Program, refused: ReadonlySet<string>, target: string): readonly Diagnostic[] {
  const all = new Set(refused);
  const diagnostics: Diagnostic[] = [];
  for (let before = -1; before !== all.size;) {
    before = all.size;
    for (const workflow of program.workflows) {
      if (all.has(workflow.name)) continue;
      const run = [...stepsIn(workflow.body)].find((step): step is RunStep => step.kind === 'run' && all.has(step.workflow));
      if (!run) continue;
      all.add(workflow.name);
      diagnostics.push(
        found.refused(
          { path: [...run.origin, 'run'] },
          target,
          `"${run.name}"`,
          `the workflow "${run.workflow}" that it runs is refused`,
        ),
      );
    }
  }
  return diagnostics;
}
