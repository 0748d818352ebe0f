import type { Timer, World } from '../../../src/engine';
import { trackBusy } from './busy';
import { AppError, type AppProcess } from './process';
import type { Call, CallAnswer } from './protocol';
import { askWorld } from './world';

/** An activity's end as the host sees it. `value`: JSON text. */
export type ActivityResult =
  { readonly ok: true; readonly value: string } | { readonly ok: false; readonly message: string; readonly stack: string };

export interface ActivityCall {
  readonly name: string;
  /** JSON text. */
  readonly input: string;
  readonly instanceId: string;
  /** The root's instance id, told to the functions that are called. */
  readonly executionId: string;
  readonly world: World;
  /** Milliseconds after which the host ends it. */
  readonly timeout: number;
  /** What `abandon` knows it by. */
  readonly owner: object;
}

/** A function of the app that runs, and what its code does meanwhile. */
export interface Invocation {
  readonly owner?: object;
  /** The platform ends it: what the app's code makes of it no longer counts. */
  abandon(message: string): void;
  call(id: number, request: Call): void;
  cancel(id: number): void;
  atRest(): void;
}

/** Starts an activity in the app's process. `told` is called when an answer is sent to it. */
export function startActivity(
  process: AppProcess,
  id: number,
  activity: ActivityCall,
  told: () => void,
): { readonly invocation: Invocation; readonly result: Promise<ActivityResult> } {
  const { world } = activity;
  const busy = trackBusy(world.clock);
  const timers = new Map<number, Timer>();
  const limit = activity.timeout === Infinity ? undefined : world.clock.timer(activity.timeout);
  let ended = false;
  let resolve!: (result: ActivityResult) => void;
  let reject!: (error: unknown) => void;
  const result = new Promise<ActivityResult>((...settle) => ([resolve, reject] = settle));

  const leave = (): void => {
    ended = true;
    busy.end();
    limit?.cancel();
    for (const timer of timers.values()) timer.cancel();
  };
  const end = (how: ActivityResult): void => {
    leave();
    resolve(how);
  };
  const fail = (error: unknown): void => {
    leave();
    reject(error);
  };
  const abandon = (message: string): void => {
    if (ended) return;
    process.send({ type: 'abandon', invocation: id });
    end({ ok: false, message, stack: '' });
  };
  const answer = (call: number, value: CallAnswer): void => {
    if (ended) return;
    busy.answered();
    told();
    process.send({ type: 'answer', invocation: id, call, answer: value, now: world.clock.now() });
  };
  const startTimer = (call: number, milliseconds: number): void => {
    const timer = world.clock.timer(milliseconds);
    timers.set(call, timer);
    void timer.promise.then(() => {
      if (timers.delete(call)) answer(call, { kind: 'fired' });
    });
  };

  void limit?.promise.then(() => abandon(timeoutMessage(activity)));
  const { name, input, instanceId } = activity;
  process.request({ type: 'activity', invocation: id, name, input, instanceId, now: world.clock.now() }).then(
    value => end({ ok: true, value: value as string }),
    (error: unknown) => {
      if (error instanceof AppError) end({ ok: false, message: error.message, stack: error.thrownStack });
      else fail(error);
    },
  );

  const invocation: Invocation = {
    owner: activity.owner,
    abandon,
    call(call, request) {
      busy.called();
      if (request.kind === 'timer') return startTimer(call, request.milliseconds);
      askWorld(request, world, activity.executionId).then(
        outcome => (outcome.kind === 'platform' ? abandon(outcome.message) : answer(call, outcome)),
        fail,
      );
    },
    cancel(call) {
      const timer = timers.get(call);
      if (!timer) return;
      timers.delete(call);
      timer.cancel();
      busy.cancelled();
    },
    atRest: () => busy.atRest(),
  };
  return { invocation, result };
}

/** The host's words for a function that exceeds host.json's functionTimeout. */
function timeoutMessage({ name, timeout }: ActivityCall): string {
  const time = new Date(timeout).toISOString().slice(11, 19);
  return `Timeout value of ${time} exceeded by function: Functions.${name}. Initiating cancellation.`;
}
