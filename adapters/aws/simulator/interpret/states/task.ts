import type { Json } from '../../../../../src/language/json';
import type { TaskState } from '../../definition';
import { StateError } from '../../errors';
import { integrationOf } from '../../integrations/table';
import type { Template } from '../../template';
import { checkPayload, evaluateAs, evaluateIn, leave } from '../evaluation';
import type { Exit, Visit } from '../visit';
import { record, suspend } from '../lane';
import { withRecovery } from '../retry';

/** Has a service do something and waits for it. https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export function runTask(visit: Visit, state: TaskState): Promise<Exit> {
  return withRecovery(visit, state, async () => {
    const result = await attempt(visit, state);
    return await leave(visit, state, result, { result }, state.next);
  });
}

/** Each attempt evaluates the arguments anew and has the whole time. */
async function attempt(visit: Visit, state: TaskState): Promise<Json> {
  const { lane } = visit;
  const parameters = state.arguments ? await evaluateIn(visit, state.arguments) : visit.input;
  const timeout = await secondsOf(visit, state.timeout);
  // None of the simulated integrations sends heartbeats or waits for them: the value is only checked.
  await secondsOf(visit, state.heartbeat);

  const integration = integrationOf(state.resource);
  const call = integration.prepare({ visit, resource: state.resource, parameters });
  const tell = (type: string, value?: Json, error?: StateError): void => {
    const { name: step, type: kind } = state;
    record(lane, type, { step, kind, attempt: visit.retryCount + 1, target: call.target, value, error });
  };
  tell('TaskScheduled', parameters);
  tell('TaskStarted');
  try {
    const result = await withTimeout(
      visit,
      timeout,
      call.perform(answer => tell('TaskSubmitted', answer)),
      call.cancel,
    );
    checkPayload(visit, result, integration.service);
    tell('TaskSucceeded', result);
    return result;
  } catch (error) {
    if (error instanceof StateError) tell(error === timedOut ? 'TaskTimedOut' : 'TaskFailed', undefined, error);
    throw error;
  }
}

/** Recorded on the service: a task that ran out of time has an empty cause. */
const timedOut = new StateError('States.Timeout', '');

async function withTimeout(visit: Visit, seconds: number | undefined, work: Promise<Json>, cancel?: () => void): Promise<Json> {
  const { lane } = visit;
  if (seconds === undefined) return await suspend(lane, work, cancel);
  const timer = lane.execution.run.world.clock.timer(seconds * 1000);
  const late = timer.promise.then(() => {
    cancel?.();
    throw timedOut;
  });
  try {
    return await suspend(lane, Promise.race([work, late]), cancel);
  } finally {
    timer.cancel();
  }
}

async function secondsOf(visit: Visit, template: Template | undefined): Promise<number | undefined> {
  if (!template) return undefined;
  return evaluateAs(visit, template, 'number', value =>
    Number.isInteger(value) && (value as number) >= 1 ? (value as number) : undefined,
  );
}
