import type { Json } from '../../../../../src/language/json';
import type { WaitState } from '../../definition';
import { EvaluationError } from '../../errors';
import { timestampOf } from '../../timestamp';
import { evaluateAs, evaluationFailed, leave } from '../evaluation';
import type { Exit, Visit } from '../visit';
import { sleep } from '../lane';

/** The longest wait, in seconds. */
export const longestWait = 99_999_999;

/** Waits some seconds, or until a time; one that has passed is no wait. https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
export async function runWait(visit: Visit, state: WaitState): Promise<Exit> {
  const seconds = await secondsToWait(visit, state);
  if (seconds > 0) await sleep(visit.lane, seconds);
  return await leave(visit, state, visit.input, {}, state.next);
}

async function secondsToWait(visit: Visit, state: WaitState): Promise<number> {
  if (state.seconds) return evaluateAs(visit, state.seconds, 'number', wholeSeconds);
  if (!state.timestamp) return 0;
  const text = await evaluateAs(visit, state.timestamp, 'string', value => (typeof value === 'string' ? value : undefined));
  const time = timestampOf(text);
  if (time === undefined) {
    throw evaluationFailed(
      visit,
      new EvaluationError(
        `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
        'Timestamp',
      ),
    );
  }
  return Math.max(0, (time - visit.lane.execution.run.world.clock.now()) / 1000);
}

function wholeSeconds(value: Json): number | undefined {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= longestWait ? (value as number) : undefined;
}
