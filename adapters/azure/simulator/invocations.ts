import type { Clock, HttpAnswer, Timer, World } from '../../../src/engine';
import type { Json } from '../../../src/language/json';
import { AppError, type AppProcess, type Listener } from './process';
import type { Call, CallAnswer, InvokeRequest, TriggerData } from './protocol';

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

/** A durable client for a starter: its methods by name. */
export type FakeClient = Readonly<Record<string, (...args: never[]) => unknown>>;

/** The invocations of activities and starters that are under way in the app's process. */
export interface Invocations {
  readonly listen: Listener;
  /** How many are under way. */
  running(): number;
  /** Grows with everything that they say or are told. */
  traffic(): number;
  activity(process: AppProcess, call: ActivityCall): Promise<ActivityResult>;
  /** Ends what an owner has under way; nothing more is called. */
  abandon(owner: object): void;
  /** Calls a starter or schedule; what it gives back, or rejects with an AppError. */
  invoke(process: AppProcess, name: string, trigger: TriggerData, client: FakeClient, now: number): Promise<unknown>;
}

interface Invocation {
  readonly owner?: object;
  abandon(message: string): void;
  call(id: number, request: Call): void;
  cancel(id: number): void;
  atRest(): void;
}

export function createInvocations(): Invocations {
  const running = new Map<number, Invocation>();
  let nextId = 0;
  let traffic = 0;

  return {
    running: () => running.size,
    traffic: () => traffic,

    listen(message) {
      traffic++;
      const invocation = running.get(message.invocation);
      switch (message.type) {
        case 'call':
          return invocation?.call(message.call, message.request);
        case 'cancel':
          return invocation?.cancel(message.call);
        case 'atRest':
          return invocation?.atRest();
      }
    },

    activity(process, activity) {
      const id = nextId++;
      const { world } = activity;
      return new Promise((resolve, reject) => {
        const busy = trackBusy(world.clock);
        const timers = new Map<number, Timer>();
        const limit = activity.timeout === Infinity ? undefined : world.clock.timer(activity.timeout);
        const end = (result: ActivityResult): void => {
          if (!running.delete(id)) return;
          busy.end();
          limit?.cancel();
          for (const timer of timers.values()) timer.cancel();
          resolve(result);
        };
        /** The platform ends it: what the app's code makes of it no longer counts. */
        const abandon = (message: string): void => {
          process.send({ type: 'abandon', invocation: id });
          end({ ok: false, message, stack: '' });
        };
        const answer = (call: number, value: CallAnswer): void => {
          if (!running.has(id)) return;
          busy.answered();
          traffic++;
          process.send({ type: 'answer', invocation: id, call, answer: value, now: world.clock.now() });
        };
        running.set(id, {
          owner: activity.owner,
          abandon,
          call(call, request) {
            busy.called();
            if (request.kind === 'timer') {
              const timer = world.clock.timer(request.milliseconds);
              timers.set(call, timer);
              void timer.promise.then(() => {
                if (timers.delete(call)) answer(call, { kind: 'fired' });
              });
              return;
            }
            askWorld(request, activity).then(
              outcome => (outcome.kind === 'platform' ? abandon(outcome.message) : answer(call, outcome)),
              reject,
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
        });
        void limit?.promise.then(() => abandon(timeoutMessage(activity)));
        process
          .request({
            type: 'activity',
            invocation: id,
            name: activity.name,
            input: activity.input,
            instanceId: activity.instanceId,
            now: world.clock.now(),
          })
          .then(
            value => end({ ok: true, value: value as string }),
            (error: unknown) => {
              if (error instanceof AppError) return end({ ok: false, message: error.message, stack: error.thrownStack });
              if (running.delete(id)) busy.end();
              limit?.cancel();
              reject(error as Error);
            },
          );
      });
    },

    abandon(owner) {
      for (const invocation of running.values()) {
        if (invocation.owner === owner) invocation.abandon('The run is over');
      }
    },

    async invoke(process, name, trigger, client, now) {
      const id = nextId++;
      const answer = (call: number, value: CallAnswer): void =>
        process.send({ type: 'answer', invocation: id, call, answer: value, now });
      running.set(id, {
        call: (call, request) => void askClient(request, client).then(value => answer(call, value)),
        abandon: () => undefined,
        cancel: () => undefined,
        atRest: () => undefined,
      });
      try {
        const request: InvokeRequest = { type: 'invoke', invocation: id, name, trigger, now };
        return await process.request(request);
      } finally {
        running.delete(id);
      }
    },
  };
}

type WorldOutcome = CallAnswer | { readonly kind: 'platform'; readonly message: string };

async function askWorld(request: Call, { world, executionId }: ActivityCall): Promise<WorldOutcome> {
  if (request.kind === 'http') {
    const { method, url, headers, body } = request;
    const answer: HttpAnswer = await world.http({ method, url, headers, ...(body !== undefined && { body }) });
    return answer.ok
      ? { kind: 'http', status: answer.status, headers: answer.headers, body: answer.body }
      : { kind: 'noConnection', message: answer.message };
  }
  if (request.kind !== 'function') {
    return { kind: 'error', name: 'Error', message: `An activity has no durable client (${request.kind})` };
  }
  const answer = await world.call({ function: request.function, input: JSON.parse(request.input) as Json, executionId });
  if (answer.ok) return { kind: 'value', value: JSON.stringify(answer.value) };
  const { name, message } = answer.error;
  return answer.platform ? { kind: 'platform', message: `${name}: ${message}` } : { kind: 'error', name, message };
}

async function askClient(request: Call, client: FakeClient): Promise<CallAnswer> {
  try {
    if (request.kind !== 'client') throw new Error(`A starter must not use ${request.kind} here`);
    const method = client[request.method];
    if (!method) throw new Error(`The fake durable client has no method ${request.method}`);
    const value: unknown = await method(...(JSON.parse(request.args) as never[]));
    return { kind: 'value', value: JSON.stringify(value ?? null) };
  } catch (error) {
    return { kind: 'error', name: 'Error', message: error instanceof Error ? error.message : String(error) };
  }
}

/** The host's words for a function that exceeds host.json's functionTimeout. */
function timeoutMessage({ name, timeout }: ActivityCall): string {
  const time = new Date(timeout).toISOString().slice(11, 19);
  return `Timeout value of ${time} exceeded by function: Functions.${name}. Initiating cancellation.`;
}

/**
 * Holds virtual time while the app's process works at an invocation, and lets it go on while the invocation waits for
 * the world. The process says so when it has come to rest after the start and after each answer; with no call out it
 * waits for something else that takes real time.
 */
function trackBusy(clock: Clock) {
  let out = 0;
  let restless = 1;
  let ended = false;
  let release: (() => void) | undefined;
  const change = (by: { out?: number; restless?: number; ended?: boolean }): void => {
    out += by.out ?? 0;
    restless += by.restless ?? 0;
    ended ||= by.ended ?? false;
    const busy = !ended && (out === 0 || restless > 0);
    if (busy && !release) void clock.during(new Promise<void>(resolve => (release = resolve)));
    if (!busy && release) {
      release();
      release = undefined;
    }
  };
  change({});
  return {
    called: () => change({ out: 1 }),
    cancelled: () => change({ out: -1 }),
    answered: () => change({ out: -1, restless: 1 }),
    atRest: () => change({ restless: -1 }),
    end: () => change({ ended: true }),
  };
}
