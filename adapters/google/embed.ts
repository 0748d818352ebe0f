import type { Block, Program, RunStep, Step, Workflow } from '../../src/adapter';
import { blocksOf, stepsIn } from '../../src/language/visit';

/** Calls may be nested 20 deep (https://cloud.google.com/workflows/quotas); the prelude needs a few of them. */
const deepestCall = 12;
/** https://cloud.google.com/workflows/quotas: parallel steps in each other. */
export const deepestParallel = 2;

/**
 * The workflows that stand as subworkflows in a document, in the order they are first run: those reached by `run` without a timeout,
 * which only an execution of its own can have, that don't run themselves again and keep within Google's depths.
 */
export function embeddedIn(workflow: Workflow, program: Program): readonly Workflow[] {
  const byName = new Map(program.workflows.map(one => [one.name, one]));
  const embedded = new Set<Workflow>();
  const visit = (one: Workflow): void => {
    for (const run of runsOf(one)) {
      const child = byName.get(run.workflow);
      if (!child || embedded.has(child) || child === workflow || !fits(workflow, child, byName)) continue;
      embedded.add(child);
      visit(child);
    }
  };
  visit(workflow);
  return [...embedded];
}

function runsOf(workflow: Workflow): readonly RunStep[] {
  return [...stepsIn(workflow.body)].filter((step): step is RunStep => step.kind === 'run' && step.timeout === undefined);
}

type ByName = ReadonlyMap<string, Workflow>;

function fits(root: Workflow, child: Workflow, byName: ByName): boolean {
  if (child.timeout !== undefined || reaches(child, child, byName, new Set()) || callDepth(child, byName) > deepestCall)
    return false;
  return parallelDepth(root.body, byName) <= deepestParallel;
}

function reaches(from: Workflow, to: Workflow, byName: ByName, seen: Set<Workflow>): boolean {
  return runsOf(from).some(run => {
    const child = byName.get(run.workflow);
    if (!child) return false;
    if (child === to) return true;
    if (seen.has(child)) return false;
    seen.add(child);
    return reaches(child, to, byName, seen);
  });
}

function callDepth(workflow: Workflow, byName: ByName): number {
  const children = runsOf(workflow).flatMap(run => byName.get(run.workflow) ?? []);
  return 1 + Math.max(0, ...children.map(child => callDepth(child, byName)));
}

/** How deep concurrent blocks stand in each other, those of workflows that are run among them. */
function parallelDepth(block: Block, byName: ByName, inside: ReadonlySet<string> = new Set()): number {
  let deepest = 0;
  for (const step of block.steps) {
    for (const nested of blocksOf(step)) {
      const own = nested.role === 'concurrent' && isParallel(step, nested.block) ? 1 : 0;
      deepest = Math.max(deepest, own + parallelDepth(nested.block, byName, inside));
    }
    const child = step.kind === 'run' && step.timeout === undefined ? byName.get(step.workflow) : undefined;
    if (child && !inside.has(child.name)) {
      deepest = Math.max(deepest, parallelDepth(child.body, byName, new Set([...inside, child.name])));
    }
  }
  return deepest;
}

/** Whether concurrent work becomes a parallel step: iterations that neither call nor wait may as well run one after the other. */
export function isParallel(step: Step, block: Block): boolean {
  return step.kind !== 'for' || !isInstant(block);
}

/** Whether a block only computes. */
function isInstant(block: Block): boolean {
  return [...stepsIn(block)].every(step => !slow.has(step.kind) && !(step.kind === 'loop' && step.every));
}

const slow: ReadonlySet<string> = new Set(['call', 'http', 'run', 'wait']);
