import type { Adapter, Support } from '../adapter';
import { hasErrors, type Diagnostic, type Place } from '../diagnostics/diagnostic';
import type { Program, Workflow } from '../language/ir';
import { stepsIn } from '../language/visit';
import { checkCapabilities } from './check';
import type { Compilation } from './compile';
import { supportOf, usesOf, wordsFor } from './uses';

/** What each target makes of a program: what it has, what it builds from other parts, what it refuses, and where that is used. */
export interface Portability {
  /** In the order of the columns. */
  readonly targets: readonly Verdict[];
  readonly workflows: readonly WorkflowPortability[];
}

export type Level = Support['level'];

export interface Verdict {
  /** The adapter's name. */
  readonly target: string;
  /** How many different things the program uses, by how the target supports them. */
  readonly counts: Readonly<Record<Level, number>>;
  /** The names of the workflows that the target doesn't take. */
  readonly refused: readonly string[];
}

export interface WorkflowPortability {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Concurrent steps without `settle`: which error wins when several branches fail isn't defined. */
  readonly open: readonly Place[];
}

/** One thing that a workflow uses. */
export interface Row {
  readonly what: string;
  readonly places: readonly Place[];
  /** One for each target; undefined where the row is a finding of another target's own. */
  readonly support: readonly (Support | undefined)[];
}

/** A target and what compiling for it gave. */
export interface Judged {
  readonly adapter: Pick<Adapter, 'name' | 'title' | 'capabilities'>;
  readonly compilation: Pick<Compilation, 'diagnostics' | 'refused'>;
}

/** Reads the targets' tables and what they reported. Pure; for a program without errors of its own. */
export function portabilityOf(program: Program, judged: readonly Judged[]): Portability {
  const refusals = judged.map(target => ownRefusals(program, target));
  const workflows = program.workflows.map(workflow => ({
    name: workflow.name,
    rows: [...tableRows(workflow, judged), ...refusalRows(workflow, refusals)],
    open: openFailures(workflow),
  }));
  return { workflows, targets: judged.map((target, column) => verdict(target, column, workflows)) };
}

/** What a workflow uses of the support matrix, each row once. */
function tableRows(workflow: Workflow, judged: readonly Judged[]): readonly Row[] {
  const rows = new Map<string, Row & { places: Place[] }>();
  for (const use of usesOf(workflow)) {
    const key = `${use.table}.${use.name}`;
    const row = rows.get(key) ?? {
      what: wordsFor(use),
      places: [],
      support: judged.map(({ adapter }) => supportOf(use, adapter.capabilities)),
    };
    row.places.push(use.place);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** The errors that don't come from the target's table: limits, names, and that it refuses a workflow which is run. */
function ownRefusals(program: Program, { adapter, compilation }: Judged): readonly Diagnostic[] {
  const byTable = new Set(checkCapabilities(program, adapter).map(diagnostic => JSON.stringify(diagnostic)));
  return compilation.diagnostics.filter(diagnostic => hasErrors([diagnostic]) && !byTable.has(JSON.stringify(diagnostic)));
}

function refusalRows(workflow: Workflow, refusals: readonly (readonly Diagnostic[])[]): readonly Row[] {
  const isWithin = ({ path }: Place): boolean => workflow.origin.every((segment, i) => path[i] === segment);
  return refusals.flatMap((diagnostics, column) =>
    diagnostics
      .filter(({ place }) => isWithin(place))
      .map(({ code, message, place }) => ({
        what: code,
        places: [place],
        support: refusals.map((_, i) => (i === column ? { level: 'refused' as const, why: message } : undefined)),
      })),
  );
}

function openFailures(workflow: Workflow): readonly Place[] {
  return [...stepsIn(workflow.body)]
    .filter(step => (step.kind === 'parallel' || (step.kind === 'for' && step.concurrency !== undefined)) && !step.settle)
    .map(step => ({ path: step.origin, key: true }));
}

function verdict({ adapter, compilation }: Judged, column: number, workflows: readonly WorkflowPortability[]): Verdict {
  const levels = new Map<string, Level>();
  for (const { rows } of workflows) {
    for (const { what, support } of rows) {
      const level = support[column]?.level;
      if (level) levels.set(what, level);
    }
  }
  const count = (level: Level): number => [...levels.values()].filter(each => each === level).length;
  return {
    target: adapter.name,
    counts: { native: count('native'), emulated: count('emulated'), degraded: count('degraded'), refused: count('refused') },
    refused: workflows.map(({ name }) => name).filter(name => compilation.refused.has(name)),
  };
}
