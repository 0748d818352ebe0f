import type { Json } from '../../../../../src/language/json';
import type { MapState } from '../../definition';
import { EvaluationError } from '../../errors';
import { limits } from '../../limits';
import { checkPayload, evaluateAs, evaluateIn, evaluationFailed, leave } from '../evaluation';
import type { Exit, Visit } from '../visit';
import { record, type RunGraph } from '../lane';
import { runLanes } from '../lanes';
import { withRecovery } from '../retry';

/** Runs its processor once for each item. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
export function runMap(visit: Visit, state: MapState, runGraph: RunGraph): Promise<Exit> {
  const { lane } = visit;
  const details = { step: state.name, kind: state.type };
  return withRecovery(
    visit,
    state,
    async () => {
      const items = await itemsOf(visit, state);
      const limit = await concurrencyOf(visit, state);
      record(lane, 'MapStateStarted', { ...details, attempt: visit.retryCount + 1, value: { length: items.length } });
      const tell = (type: string) => (index: number) => void record(lane, type, { ...details, value: { index } });
      const result = await runLanes(lane, {
        count: items.length,
        limit,
        body: async (iteration, index) => {
          const item = { index, value: items[index] as Json };
          const input = state.itemSelector ? await evaluateIn(visit, state.itemSelector, { item }) : item.value;
          return await runGraph(iteration, state.processor, input);
        },
        started: tell('MapIterationStarted'),
        succeeded: tell('MapIterationSucceeded'),
        failed: tell('MapIterationFailed'),
        aborted: tell('MapIterationAborted'),
      });
      record(lane, 'MapStateSucceeded', details);
      checkPayload(visit, result);
      return await leave(visit, state, result, { result }, state.next);
    },
    () => record(lane, 'MapStateFailed', details),
  );
}

async function itemsOf(visit: Visit, state: MapState): Promise<readonly Json[]> {
  const list = (value: Json): readonly Json[] | undefined => (Array.isArray(value) ? (value as readonly Json[]) : undefined);
  if (state.items) return evaluateAs(visit, state.items, 'array', list);
  const items = list(visit.input);
  if (!items) {
    throw evaluationFailed(
      visit,
      new EvaluationError(`Map state input must be an array but was: ${JSON.stringify(visit.input)}`),
    );
  }
  return items;
}

async function concurrencyOf(visit: Visit, state: MapState): Promise<number> {
  if (!state.maxConcurrency) return limits.inlineConcurrency;
  const wanted = await evaluateAs(visit, state.maxConcurrency, 'number', value =>
    Number.isInteger(value) && (value as number) >= 0 ? (value as number) : undefined,
  );
  return wanted === 0 ? limits.inlineConcurrency : Math.min(wanted, limits.inlineConcurrency);
}
