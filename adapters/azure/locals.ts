import type { Block, Expression, ForStep, LoopStep, Step, Workflow } from '../../src/adapter';
import { blocksOf, expressionsOf, stepsIn, walkExpression } from '../../src/language/visit';
import { assignedNames } from './variables';

/**
 * The variables that live in one round of a loop: each round assigns them before it reads them, and nothing outside the
 * round mentions them. The loop's body declares them; the others are its function's.
 */
export function roundLocals(workflow: Workflow): ReadonlyMap<Step, ReadonlySet<string>> {
  const everywhere = new Map<string, number>();
  countBlock(workflow.body, everywhere);
  const found = new Map<Step, ReadonlySet<string>>();
  const taken = new Set<string>();
  // A loop in another comes first, and takes what is its own.
  for (const step of [...stepsIn(workflow.body)].reverse()) {
    if (step.kind !== 'loop' && (step.kind !== 'for' || step.concurrency !== undefined)) continue;
    const inside = new Map<string, number>();
    countBlock(step.body, inside);
    for (const expression of askedLast(step)) countReads(expression, inside);
    const exposed = new Set<string>();
    const assigned = scan(step.body, new Set(), exposed);
    for (const expression of askedLast(step)) expose(expression, assigned, exposed);
    const own = [...assignedNames(step.body)].filter(
      name => !taken.has(name) && !exposed.has(name) && everywhere.get(name) === inside.get(name),
    );
    for (const name of own) taken.add(name);
    found.set(step, new Set(own));
  }
  return found;
}

/** What is asked at the end of a round, and sees what the round assigned. */
function askedLast(step: ForStep | LoopStep): readonly Expression[] {
  const asked = step.kind === 'for' ? [step.until] : step.mode === 'until' ? [step.condition, step.every] : [];
  return asked.filter(expression => expression !== undefined);
}

/** Counts how often each name is read or assigned. */
function countBlock(block: Block, counts: Map<string, number>): void {
  for (const step of stepsIn(block)) {
    count(step.name, counts);
    if (step.kind === 'set') for (const assignment of step.assignments) count(assignment.name, counts);
    for (const { expression } of expressionsOf(step)) countReads(expression, counts);
    for (const nested of blocksOf(step)) if (nested.block.output) countReads(nested.block.output, counts);
  }
  if (block.output) countReads(block.output, counts);
}

function countReads(expression: Expression, counts: Map<string, number>): void {
  for (const node of walkExpression(expression)) if (node.kind === 'variable') count(node.name, counts);
}

function count(name: string, counts: Map<string, number>): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Adds the names that a block may read before it has assigned them; gives those that it surely assigns. */
function scan(block: Block, before: ReadonlySet<string>, exposed: Set<string>): ReadonlySet<string> {
  const assigned = new Set(before);
  for (const step of block.steps) {
    for (const { expression } of expressionsOf(step)) expose(expression, assigned, exposed);
    for (const nested of blocksOf(step)) scan(nested.block, assigned, exposed);
    // In a loop a step that is skipped or caught assigns null.
    assigned.add(step.name);
    if (step.kind === 'set' && !step.if) for (const { name } of step.assignments) assigned.add(name);
  }
  if (block.output) expose(block.output, assigned, exposed);
  return assigned;
}

function expose(expression: Expression, assigned: ReadonlySet<string>, exposed: Set<string>): void {
  for (const node of walkExpression(expression)) if (node.kind === 'variable' && !assigned.has(node.name)) exposed.add(node.name);
}
