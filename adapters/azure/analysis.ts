import type { Block, Expression, ForStep, LoopStep, Step } from '../../src/adapter';
import { blocksOf } from '../../src/language/visit';

/** Tasks that one orchestration should await at most: it replays its history at each of them. */
export const manyTasks = 100;

/** What a loop of a known length may await in place: a plain loop is worth a longer history. */
const plainTasks = 2 * manyTasks;

/** Whether running the block makes the orchestrator wait for anything. */
export function awaits(block: Block): boolean {
  return block.steps.some(stepAwaits);
}

export function stepAwaits(step: Step): boolean {
  if (step.retry.length > 0 || ['call', 'http', 'run', 'wait'].includes(step.kind)) return true;
  if (step.kind === 'loop' && step.every) return true;
  return blocksOf(step).some(nested => awaits(nested.block));
}

/**
 * A sequential loop that may await more than one orchestration should: its first rounds run in place, the others in
 * orchestrations of their own.
 */
export function isLong(step: ForStep | LoopStep): boolean {
  if (step.kind === 'for' && step.concurrency !== undefined) return false;
  const tasks = tasksPerRound(step);
  if (tasks === 0) return false;
  const rounds = mostRounds(step);
  return rounds === undefined || rounds * tasks > plainTasks;
}

/** About how many tasks a round awaits; loops that are long themselves count for themselves, but for one round. */
export function tasksPerRound(step: ForStep | LoopStep): number {
  const known = counted.get(step);
  if (known !== undefined) return known;
  const tasks = tasksOf(step.body) + (step.kind === 'loop' && step.every ? 1 : 0);
  counted.set(step, tasks);
  return tasks;
}

const counted = new WeakMap<Step, number>();

/** About how many tasks a block awaits. */
export function tasksOf(block: Block): number {
  return block.steps.reduce((sum, step) => sum + tasksOfStep(step), 0);
}

function tasksOfStep(step: Step): number {
  const caught = step.catch.reduce((sum, entry) => sum + tasksOf(entry.body), 0);
  return caught + tasksWithoutCatch(step);
}

function tasksWithoutCatch(step: Step): number {
  switch (step.kind) {
    case 'call':
    case 'http':
    case 'run':
    case 'wait':
      return 1;
    case 'do':
      return tasksOf(step.body);
    case 'switch':
      return Math.max(0, ...[...step.cases.map(entry => entry.body), ...(step.otherwise ? [step.otherwise] : [])].map(tasksOf));
    case 'parallel':
      return step.branches.filter(branch => awaits(branch.body)).length;
    case 'for':
      if (step.concurrency !== undefined) return awaits(step.body) ? Math.min(step.concurrency, manyTasks) : 0;
      return (isLong(step) ? 1 : (mostRounds(step) ?? 0)) * tasksPerRound(step);
    case 'loop':
      return (isLong(step) ? 1 : (mostRounds(step) ?? 0)) * tasksPerRound(step);
    default:
      return 0;
  }
}

/** Where the source says how often it goes round at most. */
function mostRounds(step: ForStep | LoopStep): number | undefined {
  return step.kind === 'loop' ? step.max : literalLength(step.in);
}

function literalLength(items: Expression): number | undefined {
  if (items.kind === 'list') return items.items.length;
  if (items.kind !== 'call' || items.builtin !== 'range') return undefined;
  const bounds = items.args.map(arg => (arg.kind === 'literal' && typeof arg.value === 'number' ? arg.value : NaN));
  const [from, to] = bounds.length === 1 ? [0, bounds[0]] : bounds;
  const length = Number(to) - Number(from);
  return Number.isNaN(length) ? undefined : Math.max(0, length);
}
