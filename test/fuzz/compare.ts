import type { Adapter, HistoryEvent } from '../../src/adapter';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { parseProgram } from '../../src/language/parse';
import { printProgram } from '../../src/language/print';
import type { Case } from '../../src/runner/cases/case';
import { compareWithLocal, type Difference } from '../../src/runner/cases/compare';
import { runLocally, runOnTarget } from '../../src/runner/cases/run';
import { createRunner, type LocalExecution, type LocalRunner } from '../../src/runner/run';
import type { RecordedCall } from '../../src/runner/trace';
import { type Service, startTarget, type Target } from './service';
import { staggered, variantsOf } from './variants';

/** A case of one specimen, or why it can't be compared. */
export type Reference =
  | { readonly usable: true; readonly given: Case; readonly execution: LocalExecution; readonly calls: readonly RecordedCall[] }
  | {
      readonly usable: false;
      readonly why: 'not defined' | 'depends on time' | 'too long' | 'no answer';
      readonly detail: string;
    };

/** How one case went on one target. */
export interface Finding {
  readonly target: string;
  /** The position of the specimen in the service, and of the case in it. */
  readonly specimen: number;
  readonly case: number;
  readonly differences: readonly Difference[];
}

const mostEvents = 4000;

/** The local runner's answers, which are what the language means, and whether they mean something. */
export async function runReference(service: Service, specimen: number, index: number, runners: Runners): Promise<Reference> {
  const given = service.cases[specimen]?.[index] as Case;
  let events = 0;
  let open: string | undefined;
  const observe = (event: HistoryEvent): void => {
    events++;
    if (event.type === 'notDefined') open ??= String(event.value);
  };
  const run = await runLocally(given, runners.local, { observe });
  const { execution, calls } = run;
  const missing = run.differences.find(({ what, message }) => what === 'case' || message.includes("can't run it"));
  if (!execution || missing) return { usable: false, why: 'no answer', detail: missing?.message ?? 'no end' };
  if (open !== undefined) return { usable: false, why: 'not defined', detail: open };
  if (events > mostEvents) return { usable: false, why: 'too long', detail: `${events} events` };
  for (const { runner, given: change } of runners.variants) {
    const other = await runLocally(change(given), runner);
    const [difference] = other.execution ? compareWithLocal(execution, other.execution, other.calls) : [{ message: 'no end' }];
    if (difference) return { usable: false, why: 'depends on time', detail: difference.message };
  }
  return { usable: true, given: { ...given, expect: execution.status === 'failed' ? { error: {} } : {} }, execution, calls };
}

export interface Runners {
  readonly local: LocalRunner;
  readonly variants: readonly { readonly runner: LocalRunner; readonly given: (given: Case) => Case }[];
  /** Of the program whose branches begin far apart. */
  readonly staggered: readonly LocalRunner[];
  /** Of the program read again from its own print. */
  readonly printed: LocalRunner;
}

export function runnersOf({ checked: { program } }: Service): Runners {
  const printed = JSON.parse(JSON.stringify(printProgram(program))) as unknown;
  const again = parseProgram(printed, { targets: ['aws', 'google', 'azure'] });
  const errors = again.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`what was printed can't be read: ${errors.map(({ message }) => message).join('; ')}`);
  return {
    local: createRunner(program),
    variants: variantsOf(program).map(({ program: changed, given }) => ({ runner: createRunner(changed), given })),
    staggered: staggered(program).map(other => createRunner(other)),
    printed: createRunner(again.program),
  };
}

/**
 * Whether several parts of a concurrent step fail: which of them is told isn't defined. Nor is whether one that is cut short
 * has still made a call, perhaps one that the case has no answer for.
 */
export async function severalFail({ given, execution }: Reference & { usable: true }, runners: Runners): Promise<boolean> {
  const end = (of: LocalExecution | undefined): string => (of?.status === 'failed' ? of.error.name : 'succeeded');
  for (const runner of runners.staggered) {
    const other = await runLocally(given, runner);
    if (end(other.execution) !== end(execution) || other.differences.some(({ what }) => what === 'case')) return true;
  }
  return false;
}

/** The same case on the program that was printed and read again. */
export async function compareWithPrinted(
  reference: Reference & { usable: true },
  runners: Runners,
): Promise<readonly Difference[]> {
  const { execution, calls } = await runLocally(reference.given, runners.printed);
  return execution ? compareWithLocal(reference.execution, execution, calls) : [{ what: 'status', message: 'no end' }];
}

export async function compareOnTarget(reference: Reference & { usable: true }, target: Target): Promise<readonly Difference[]> {
  return (await runOnTarget(reference.given, target.engine, reference.execution)).differences;
}

/** Why a target doesn't take the specimen; empty when it does. */
export function refusals({ compilation }: Target, service: Service, specimen: number): readonly Diagnostic[] {
  const { workflows, root } = service.specimens[specimen]!;
  if (!compilation.refused.has(root)) return [];
  return compilation.diagnostics.filter(
    ({ severity, place }) => severity === 'error' && (place.path[1] !== 'workflows' || String(place.path[2]) in workflows),
  );
}

/** Starts a target for all specimens; where that throws, tells which specimens are to blame. */
export async function start(service: Service, adapter: Adapter): Promise<Target | { readonly failed: string }> {
  try {
    return await startTarget(service, adapter);
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
