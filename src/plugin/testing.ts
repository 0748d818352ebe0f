import type { Adapter } from '../adapter';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Engine, HistoryEvent } from '../engine';
import type { Case, CasesFile } from '../runner/cases/case';
import type { Difference } from '../runner/cases/compare';
import { runLocally, runOnTarget, type CaseOptions } from '../runner/cases/run';
import { createRunner } from '../runner/run';
import { compileFor, simulationContext, type Workspace } from './workspace';

/** How one case went on one engine. */
export interface CaseResult {
  readonly engine: string;
  /** `refused`: the target can't say the workflow. */
  readonly outcome: 'passed' | 'failed' | 'refused';
  /** Why it failed. */
  readonly differences: readonly Difference[];
  /** Why the target refuses it. */
  readonly refusals: readonly Diagnostic[];
  /** Milliseconds on the case's clock. */
  readonly elapsed: number;
  /** What the target would bill, by unit. */
  readonly billed: Readonly<Record<string, number>>;
}

/** A case and its results, engine by engine. */
export interface TestedCase {
  readonly file: string;
  readonly case: Case;
  readonly results: readonly CaseResult[];
  /** What the local runner met that the language doesn't define: there targets may differ. */
  readonly notDefined: readonly string[];
}

export interface TestPlan {
  readonly files: readonly CasesFile[];
  /** Show the local runner's result too; it always runs, since the others are held against it. */
  readonly local: boolean;
  readonly targets: readonly Adapter[];
  /** Refusals on these are failures. */
  readonly required: ReadonlySet<string>;
  readonly options: CaseOptions;
}

/** Runs every case on the local runner and on each target's simulator. */
export async function runTests(plan: TestPlan, workspace: Workspace): Promise<readonly TestedCase[]> {
  const runner = createRunner(workspace.checked.program);
  const targets = plan.targets.map(adapter => openTarget(adapter, workspace));
  const tested: TestedCase[] = [];
  try {
    for (const { file, cases } of plan.files) {
      for (const given of cases) tested.push({ file, case: given, ...(await runCase(given, runner, targets, plan)) });
    }
  } finally {
    await Promise.all(targets.map(target => target.close()));
  }
  return tested;
}

async function runCase(
  given: Case,
  runner: ReturnType<typeof createRunner>,
  targets: readonly Target[],
  plan: TestPlan,
): Promise<Pick<TestedCase, 'results' | 'notDefined'>> {
  const notDefined = new Set<string>();
  const observe = ({ type, value }: HistoryEvent): void => {
    if (type === 'notDefined') notDefined.add(String(value));
  };
  const local = await runLocally(given, runner, { ...plan.options, observe });
  const results: CaseResult[] = plan.local ? [ran(local)] : [];
  for (const target of targets) {
    const refusals = target.refusals(given.workflow);
    if (refusals) {
      const outcome = plan.required.has(target.name) ? 'failed' : 'refused';
      results.push({ engine: target.name, outcome, differences: [], refusals, elapsed: 0, billed: {} });
      continue;
    }
    const engine = await target.engine();
    results.push(
      typeof engine === 'string'
        ? broken(target.name, engine)
        : ran(await runOnTarget(given, engine, local.execution, plan.options), target.name),
    );
  }
  return { results, notDefined: [...notDefined] };
}

function ran(run: Awaited<ReturnType<typeof runOnTarget>>, engine = run.engine): CaseResult {
  const { differences, elapsed, execution } = run;
  const outcome = differences.length === 0 ? 'passed' : 'failed';
  return { engine, outcome, differences, refusals: [], elapsed, billed: execution?.billed ?? {} };
}

function broken(engine: string, message: string): CaseResult {
  return { engine, outcome: 'failed', differences: [{ what: 'status', message }], refusals: [], elapsed: 0, billed: {} };
}

interface Target {
  readonly name: string;
  /** Why it refuses a workflow; undefined when it doesn't. */
  refusals(workflow: string): readonly Diagnostic[] | undefined;
  /** Its simulator, made once; or why there is none. */
  engine(): Promise<Engine | string>;
  close(): Promise<void>;
}

function openTarget(adapter: Adapter, workspace: Workspace): Target {
  const { diagnostics, refused, deployment } = compileFor(adapter, workspace);
  let engine: Promise<Engine | string> | undefined;
  return {
    name: adapter.name,
    refusals: workflow => {
      if (!refused.has(workflow)) return undefined;
      return diagnostics.filter(
        ({ severity, place }) => severity === 'error' && (place.path[1] !== 'workflows' || place.path[2] === workflow),
      );
    },
    engine: () => (engine ??= simulate(adapter, deployment, workspace)),
    close: async () => {
      const opened = await engine;
      if (typeof opened === 'object') await opened.close?.();
    },
  };
}

async function simulate(
  adapter: Adapter,
  deployment: ReturnType<typeof compileFor>['deployment'],
  workspace: Workspace,
): Promise<Engine | string> {
  if (!adapter.simulate) return `${adapter.title} has no simulator`;
  try {
    return await adapter.simulate(deployment, simulationContext(adapter, workspace));
  } catch (error) {
    return `its simulator refuses the artefacts: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Whether nothing failed. */
export function allPassed(tested: readonly TestedCase[]): boolean {
  return tested.every(({ results }) => results.every(({ outcome }) => outcome !== 'failed'));
}

/** Only cases whose `workflow: name` holds the text. */
export function grep(files: readonly CasesFile[], text: string): readonly CasesFile[] {
  return files
    .map(file => ({ ...file, cases: file.cases.filter(({ workflow, name }) => `${workflow}: ${name}`.includes(text)) }))
    .filter(({ cases }) => cases.length > 0);
}
