import type { Block, Expression, ForStep, LoopStep, Step, Workflow } from '../../src/adapter';
import { blocksOf, boundBy, expressionsOf, variablesIn } from '../../src/language/visit';
import { identifier } from './identifiers';

/** The names that a block reads from outside, `input` among them; what `each`, `at` and `as` bind inside isn't. */
export function freeNames(block: Block, bound: readonly string[] = []): Set<string> {
  const names = new Set<string>();
  collectBlock(block, new Set(bound), names);
  return names;
}

function collectBlock(block: Block, bound: ReadonlySet<string>, names: Set<string>): void {
  for (const step of block.steps) {
    for (const used of expressionsOf(step)) collect(used.expression, extended(bound, used.bound), names);
    for (const nested of blocksOf(step)) {
      // A concurrent block owns what it assigns: nobody outside does.
      const own = nested.role === 'concurrent' ? [...assignedNames(nested.block)] : [];
      collectBlock(nested.block, extended(bound, [...nested.bound, ...own]), names);
    }
  }
  if (block.output) collect(block.output, bound, names);
}

function collect(expression: Expression, bound: ReadonlySet<string>, names: Set<string>): void {
  for (const name of variablesIn(expression)) if (!bound.has(name)) names.add(name);
}

function extended(bound: ReadonlySet<string>, more: readonly string[]): ReadonlySet<string> {
  return more.length === 0 ? bound : new Set([...bound, ...more]);
}

/** The names that a block assigns in the scope it stands in: its steps' and those of `set`, but not a concurrent block's own. */
export function assignedNames(block: Block): Set<string> {
  const names = new Set<string>();
  const visit = (inner: Block): void => {
    for (const step of inner.steps) {
      names.add(step.name);
      if (step.kind === 'set') for (const assignment of step.assignments) names.add(assignment.name);
      for (const nested of blocksOf(step)) if (nested.role !== 'concurrent') visit(nested.block);
    }
  };
  visit(block);
  return names;
}

/** The JavaScript names that a workflow's own names have: what it assigns or binds, in whichever scope. */
export function namesTaken(workflow: Workflow): Set<string> {
  const names = new Set<string>();
  const visit = (inner: Block): void => {
    for (const step of inner.steps) {
      addNames(step, names);
      for (const nested of blocksOf(step)) visit(nested.block);
    }
  };
  visit(workflow.body);
  return new Set([...names].map(identifier));
}

function addNames(step: Step, names: Set<string>): void {
  names.add(step.name);
  if (step.kind === 'set') for (const assignment of step.assignments) names.add(assignment.name);
  if (step.kind === 'for') for (const name of boundBy(step)) names.add(name);
  if (step.kind === 'parallel') for (const branch of step.branches) names.add(branch.name);
  for (const entry of step.catch) names.add(entry.as);
}

/** Whether nobody can see a loop's variable before the loop's end, so that its rounds may build it up in place. */
export function isUnseen(step: ForStep | LoopStep, where: { readonly guarded: boolean }): boolean {
  return !where.guarded && !freeNames({ steps: [step], origin: [] }).has(step.name);
}

/** Whether a `return` stands in the block. */
export function returns(block: Block): boolean {
  return block.steps.some(step => step.kind === 'return' || blocksOf(step).some(nested => returns(nested.block)));
}
