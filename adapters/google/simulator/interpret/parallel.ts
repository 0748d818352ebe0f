import { fail, Raised } from '../errors';
import { evaluateTemplate, evaluateTemplateWaiting, type SubworkflowCaller } from '../evaluate';
import { limits } from '../limits';
import { contextOf } from '../outcome';
import type { Branch, Loop, ParallelStep } from '../parse/ast';
import { mapOf, typeName, type Value } from '../values';
import { Frame } from './frame';
import { loopItems, runIteration } from './loop';
import type { ListRunner } from './outcomes';
import type { Activation } from './state';

interface Task {
  readonly id: string;
  run(): Promise<unknown>;
}

interface Failure {
  readonly id: string;
  readonly error: Raised;
}

/**
 * Branches and iterations run together, at most 20 in an execution; the only policy is continueAll: when one fails the
 * others still run to their end, then the step raises an UnhandledBranchError.
 * https://cloud.google.com/workflows/docs/reference/syntax/parallel-steps
 */
export async function runParallel(
  step: ParallelStep,
  frame: Frame,
  call: SubworkflowCaller,
  runList: ListRunner,
): Promise<undefined> {
  const outer = frame.activation;
  const depth = outer.parallelDepth + 1;
  if (depth > limits.parallelDepth) {
    fail('ParallelNestingError', `parallel steps are nested more than ${limits.parallelDepth} deep`);
  }
  const limit = await concurrencyLimit(step, frame, call);
  // Each branch is an activation of its own, for its own trace of an error.
  const inner = (): Activation => ({ ...outer, parallelDepth: depth });
  const tasks =
    step.work.kind === 'branches'
      ? step.work.branches.map(branch => branchTask(branch, inner(), frame, runList))
      : await iterationTasks(step.work.loop, inner, frame, call, runList);
  // A branch that waits for its own parallel step doesn't run itself, so its place is free for others.
  const { gate } = outer.execution;
  if (outer.parallelDepth > 0) gate.leave();
  const failures = await runAll(tasks, limit, outer);
  if (outer.parallelDepth > 0) await gate.enter();
  if (failures.length > 0) raiseFailures(failures);
  return undefined;
}

function branchTask(branch: Branch, activation: Activation, frame: Frame, runList: ListRunner): Task {
  return {
    id: branch.name,
    async run() {
      const scope = new Frame(activation, frame, branch.size);
      try {
        await runList(branch.body, scope);
      } finally {
        scope.release();
      }
    },
  };
}

async function iterationTasks(
  loop: Loop,
  inner: () => Activation,
  frame: Frame,
  call: SubworkflowCaller,
  runList: ListRunner,
): Promise<Task[]> {
  const items = await loopItems(loop, frame, call);
  return items.map((item, index) => ({
    id: String(index),
    run: () => runIteration(loop, item, index, new Frame(inner(), frame, loop.size), runList),
  }));
}

/** Runs the tasks in their order, no more than `limit` of this step and 20 of the execution at once. */
async function runAll(tasks: readonly Task[], limit: number, outer: Activation): Promise<Failure[]> {
  const { gate } = outer.execution;
  const failures: Failure[] = [];
  let bug: { readonly error: unknown } | undefined;
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let task = tasks[next++]; task; task = tasks[next++]) {
      await gate.enter();
      try {
        await task.run();
      } catch (error) {
        if (error instanceof Raised) failures.push({ id: task.id, error });
        else bug ??= { error };
      } finally {
        gate.leave();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, tasks.length) }, worker));
  if (bug) throw bug.error;
  return failures;
}

/** "Must be a positive integer and can be either a literal value or an expression." */
async function concurrencyLimit(step: ParallelStep, frame: Frame, call: SubworkflowCaller): Promise<number> {
  if (!step.limit) return Infinity;
  const value = step.limit.waits ? await evaluateTemplateWaiting(step.limit, frame, call) : evaluateTemplate(step.limit, frame);
  if (typeof value !== 'bigint') return fail('TypeError', `concurrency_limit must be an integer; got: ${typeName(value)}`);
  return value > 0n ? Number(value) : fail('ValueError', 'concurrency_limit must be positive');
}

/**
 * The error's form is known from a secondary source only; at most 100 errors are kept (quotas page). A limit that ended
 * the execution in a branch ends it here too.
 */
function raiseFailures(failures: readonly Failure[]): never {
  const fatal = failures.find(({ error }) => !error.catchable);
  if (fatal) throw fatal.error;
  const branches = failures
    .slice(0, limits.branchErrors)
    .map(({ id, error }): Value => mapOf({ id, error: mapOf({ context: contextOf(error), payload: error.payload }) }));
  throw new Raised(
    mapOf({
      branches,
      message: 'One or more branches or iterations encountered an unhandled runtime error',
      tags: ['UnhandledBranchError', 'RuntimeError'],
      truncated: failures.length > limits.branchErrors,
    }),
  );
}
