import type { ForStep, ParallelStep } from '../language/ir';
import type { Json } from '../language/json';
import type { Context } from './execution';
import { Failure } from './failure';

/** Whether an attempt of the step has failed: its calls, and those of further attempts, are then not counted. */
export interface Attempts {
  failed: boolean;
}

/**
 * Runs `count` parts, at most `limit` at once, and gives their values in order. The first error cuts the others
 * short and is thrown; with `settle` a part's error becomes its value.
 */
export async function concurrently(
  step: ForStep | ParallelStep,
  count: number,
  limit: number,
  context: Context,
  history: Attempts,
  part: (i: number, inner: Context) => Promise<Json>,
): Promise<Json[]> {
  const cancellation = context.cancellation.child();
  const calls = context.calls.concurrent(step, context.execution.program);
  const inner = context.cancellable(cancellation, calls);
  const values: Json[] = Array.from({ length: count }, () => null);
  let next = 0;
  let failure: { readonly thrown: unknown } | undefined;
  const lane = async (): Promise<void> => {
    while (next < count && !failure) {
      const i = next++;
      try {
        const value = await part(i, inner);
        values[i] = step.settle ? { ok: true, value } : value;
      } catch (thrown) {
        if (step.settle && thrown instanceof Failure && thrown.error.name !== 'ExpressionError') {
          values[i] = { ok: false, error: { ...thrown.error } };
        } else {
          failure ??= { thrown };
          cancellation.cancel();
        }
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, lane));
  cancellation.dispose();
  history.failed ||= failure !== undefined;
  calls.end(history.failed);
  if (failure) throw failure.thrown;
  return values;
}
