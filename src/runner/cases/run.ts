import type { Engine, Execution, HistoryEvent } from '../../engine';
import type { LocalExecution, LocalRunner } from '../run';
import type { RecordedCall } from '../trace';
import type { Case } from './case';
import { compareWithExpectation, compareWithExpectedCalls, compareWithLocal, type Difference } from './compare';
import { caseWorld, type Outside } from './world';

/** How one case went on one engine. */
export interface CaseRun {
  readonly engine: string;
  readonly differences: readonly Difference[];
  /** Absent when the engine came to no end. */
  readonly execution?: Execution;
  readonly calls: readonly RecordedCall[];
  /** Milliseconds on the clock. */
  readonly elapsed: number;
  /** Of a run that failed: the step that was the last one to do something, by the engine's own history. */
  readonly lastStep?: string;
}

export interface CaseOptions {
  /** The service's handlers and the web, for cases with `handlers: true`. */
  readonly real?: Outside;
  readonly observe?: (event: HistoryEvent) => void;
}

/** Runs a case on the local runner and holds it against what it expects. */
export async function runLocally(
  given: Case,
  runner: LocalRunner,
  options: CaseOptions = {},
): Promise<CaseRun & { readonly execution?: LocalExecution }> {
  const run = await runOn(given, runner, options);
  const execution = run.execution as LocalExecution | undefined;
  if (!execution) return run as CaseRun & { readonly execution?: LocalExecution };
  return { ...run, execution, differences: [...run.differences, ...compareWithExpectedCalls(given.expect, execution.trace)] };
}

/** Runs a case on a target's simulator and holds it against the case and against the local run. */
export async function runOnTarget(
  given: Case,
  engine: Engine,
  local: LocalExecution | undefined,
  options: CaseOptions = {},
): Promise<CaseRun> {
  const run = await runOn(given, engine, options);
  if (!run.execution || !local) return run;
  const fromLocal = compareWithLocal(local, run.execution, run.calls);
  const told = new Set(run.differences.map(difference => difference.what));
  return { ...run, differences: [...run.differences, ...fromLocal.filter(difference => !told.has(difference.what))] };
}

async function runOn(given: Case, engine: Engine, { real, observe }: CaseOptions): Promise<CaseRun> {
  let last: string | undefined;
  const world = caseWorld(given, real, event => {
    // The end of the execution, and of the blocks around the step, says nothing new.
    const isAround = /^execution/i.test(event.type) || last?.startsWith(`${event.step}/`);
    if (event.step !== undefined && !isAround) last = event.step;
    observe?.(event);
  });
  const base = { engine: engine.name, calls: world.recorded };
  try {
    const execution = await ended(
      engine.run({ workflow: given.workflow, input: given.input, executionId: given.executionId }, world),
    );
    const elapsed = world.clock.now() - given.now;
    const problems = world.problems.map((message): Difference => ({ what: 'case', message }));
    return {
      ...base,
      execution,
      elapsed,
      differences: [...problems, ...compareWithExpectation(given.expect, execution, elapsed)],
      ...(execution.status === 'failed' && last !== undefined ? { lastStep: last } : {}),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...base, elapsed: 0, differences: [{ what: 'status', message: `${engine.name} can't run it: ${message}` }] };
  }
}

/** A handler that hangs without a `timeout` would hang the case for ever. */
const patience = 60_000;

async function ended<T>(run: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const giveUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${patience / 1000} seconds of real time`)), patience);
  });
  try {
    return await Promise.race([run, giveUp]);
  } finally {
    clearTimeout(timer);
  }
}
