import { type ActivityCall, type ActivityResult, type Invocation, startActivity } from './activity';
import type { AppProcess, Listener } from './process';
import type { Call, CallAnswer, TriggerData } from './protocol';

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

export function createInvocations(): Invocations {
  const running = new Map<number, Invocation>();
  let nextId = 0;
  let traffic = 0;

  const during = async <T>(id: number, invocation: Invocation, result: Promise<T>): Promise<T> => {
    running.set(id, invocation);
    try {
      return await result;
    } finally {
      running.delete(id);
    }
  };

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
      const { invocation, result } = startActivity(process, id, activity, () => traffic++);
      return during(id, invocation, result);
    },

    abandon(owner) {
      for (const invocation of running.values()) {
        if (invocation.owner === owner) invocation.abandon('The run is over');
      }
    },

    invoke(process, name, trigger, client, now) {
      const id = nextId++;
      const result = process.request({ type: 'invoke', invocation: id, name, trigger, now });
      return during(id, starter(process, id, client, now), result);
    },
  };
}

/** A starter has a client and no world: it does nothing else. */
function starter(process: AppProcess, id: number, client: FakeClient, now: number): Invocation {
  return {
    abandon: () => undefined,
    cancel: () => undefined,
    atRest: () => undefined,
    call(call, request) {
      void askClient(request, client).then(answer => process.send({ type: 'answer', invocation: id, call, answer, now }));
    },
  };
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
