import type { Adapter } from '../adapter';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Engine, Execution, HistoryEvent } from '../engine';
import type { Case, CasesFile } from '../runner/cases/case';
import type { Difference } from '../runner/cases/compare';
import { runLocally, runOnTarget, type CaseOptions } from '../runner/cases/run';
import { createRunner } from '../runner/run';
import { compileFor, simulationContext, type Workspace } from './workspace';

/** `refused`: the target can't say the workflow. `notRun`: its simulator needs something that isn't here. */
export type Outcome = 'passed' | 'failed' | 'refused' | 'notRun';

/** How one case went on one engine. */
export interface CaseResult {
  readonly engine: string;
  readonly outcome: Outcome;
  /** Why it failed, or wasn't run. */
  readonly differences: readonly Difference[];
  /** Why the target refuses it. */
  readonly refusals: readonly Diagnostic[];
  /** Milliseconds on the case's clock. */
  readonly elapsed: number;
  /** Of a run that failed: the step that was the last one to do something, by the engine's own history. */
  readonly lastStep?: string;
  /** Absent when it came to no end. */
  readonly execution?: Execution;
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
  /** What can't be run on these is a failure: those that were asked for by name, too. */
  readonly named: ReadonlySet<string>;
  /** Nothing is expected but what the local runner gives. */
  readonly asLocally?: true;
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
  const asked = plan.asLocally ? { ...given, expect: local.execution?.status === 'failed' ? { error: {} } : {} } : given;
  const own = plan.asLocally ? { ...local, differences: local.differences.filter(({ what }) => what === 'case') } : local;
  const results: CaseResult[] = plan.local ? [ran(own)] : [];
  for (const target of targets) {
    const refusals = target.refusals(given.workflow);
    if (refusals) {
      const outcome = plan.required.has(target.name) ? 'failed' : 'refused';
      results.push({ engine: target.name, outcome, differences: [], refusals, elapsed: 0, billed: {} });
      continue;
    }
    const engine = await target.engine();
    results.push(
      'run' in engine
        ? ran(await runOnTarget(asked, engine, local.execution, plan.options), target.name)
        : notRun(target.name, engine, plan.required.has(target.name) || plan.named.has(target.name)),
    );
  }
  return { results, notDefined: [...notDefined] };
}

function ran(run: Awaited<ReturnType<typeof runOnTarget>>, engine = run.engine): CaseResult {
  const { differences, elapsed, execution, lastStep } = run;
  const outcome = differences.length === 0 ? 'passed' : 'failed';
  return {
    engine,
    outcome,
    differences,
    refusals: [],
    elapsed,
    billed: execution?.billed ?? {},
    ...(execution ? { execution } : {}),
    ...(lastStep === undefined ? {} : { lastStep }),
  };
}

function notRun(engine: string, { message, isOurs }: NoEngine, isRequired: boolean): CaseResult {
  const outcome = isOurs || isRequired ? 'failed' : 'notRun';
  return { engine, outcome, differences: [{ what: 'status', message }], refusals: [], elapsed: 0, billed: {} };
}

/** Why there is no engine: an artefact that its own simulator refuses is a bug of ours, a missing SDK isn't. */
interface NoEngine {
  readonly message: string;
  readonly isOurs: boolean;
}

interface Target {
  readonly name: string;
  /** Why it refuses a workflow; undefined when it doesn't. */
  refusals(workflow: string): readonly Diagnostic[] | undefined;
  /** Its simulator, made once; or why there is none. */
  engine(): Promise<Engine | NoEngine>;
  close(): Promise<void>;
}

function openTarget(adapter: Adapter, workspace: Workspace): Target {
  const { diagnostics, refused, deployment } = compileFor(adapter, workspace);
  let engine: Promise<Engine | NoEngine> | undefined;
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
      if (opened && 'run' in opened) await opened.close?.();
    },
  };
}

async function simulate(
  adapter: Adapter,
  deployment: ReturnType<typeof compileFor>['deployment'],
  workspace: Workspace,
): Promise<Engine | NoEngine> {
  if (!adapter.simulate) return { message: `${adapter.title} has no simulator`, isOurs: false };
  try {
    return await adapter.simulate(deployment, simulationContext(adapter, workspace));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // By its name: an adapter of somebody else's may bring a copy of the class.
    const isOurs = !(error instanceof Error && error.name === 'NotRunnable');
    return { message: isOurs ? `its simulator refuses the artefacts: ${message}` : message, isOurs };
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
