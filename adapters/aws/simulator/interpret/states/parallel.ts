import type { ParallelState, StateGraph } from '../../definition';
import { checkPayload, evaluateIn, leave } from '../evaluation';
import type { Exit, Visit } from '../visit';
import { record, type RunGraph } from '../lane';
import { runLanes } from '../lanes';
import { withRecovery } from '../retry';

/** Runs all branches at once on the same input. https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html */
export function runParallel(visit: Visit, state: ParallelState, runGraph: RunGraph): Promise<Exit> {
  const { lane } = visit;
  const details = { step: state.name, kind: state.type };
  return withRecovery(
    visit,
    state,
    async () => {
      const input = state.arguments ? await evaluateIn(visit, state.arguments) : visit.input;
      record(lane, 'ParallelStateStarted', { ...details, attempt: visit.retryCount + 1 });
      const result = await runLanes(lane, {
        count: state.branches.length,
        limit: state.branches.length,
        body: (branch, index) => runGraph(branch, state.branches[index] as StateGraph, input),
      });
      record(lane, 'ParallelStateSucceeded', details);
      checkPayload(visit, result);
      return await leave(visit, state, result, { result }, state.next);
    },
    () => record(lane, 'ParallelStateFailed', details),
  );
}
