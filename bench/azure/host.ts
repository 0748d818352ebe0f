import { createRequire } from 'node:module';
import type { Artefact } from '../../src/adapter';

type Orchestrator = (context: unknown) => Generator;
type Handler = (trigger: unknown, context: unknown) => Promise<State>;

/** The part of the SDK that its own tests use; it has no types. */
const { createOrchestrator, DummyOrchestrationContext } = createRequire(__filename)(
  'durable-functions/lib/src/util/testingUtils',
) as {
  createOrchestrator(body: Orchestrator): Handler;
  DummyOrchestrationContext: new (name: string, id: string, log: () => void) => object;
};

interface State {
  readonly isDone: boolean;
  readonly actions: readonly (readonly { readonly functionName: string; readonly input: { readonly p: string } }[])[];
}
type Event = Readonly<Record<string, unknown>>;

/** A generated orchestrator with the SDK around it, loaded without a Functions host. */
export function loadOrchestrator(files: readonly Artefact[], name: string): Handler {
  const found = new Map<string, Orchestrator>();
  const sdk = { app: { orchestration: (key: string, body: Orchestrator) => void found.set(key, body) } };
  const run = (path: string, require: (request: string) => unknown): unknown => {
    const content = files.find(file => file.path === `app/src/${path}`)?.content ?? '';
    const module = { exports: {} as unknown };
    (new Function('require', 'module', content) as (...args: unknown[]) => void)(require, module);
    return module.exports;
  };
  const helpers = run('orchestration.js', () => undefined);
  run(`functions/${name}.js`, request => (request === 'durable-functions' ? sdk : helpers));
  const body = found.get(name);
  if (!body) throw new Error(`There is no orchestrator ${name}`);
  return createOrchestrator(body);
}

/**
 * The least host that an orchestrator of calls, one after the other, can have: it believes what the SDK says. Gives the
 * number of events in the history.
 */
export async function runBare(
  orchestrator: Handler,
  input: unknown,
  call: (input: unknown) => Promise<unknown>,
): Promise<number> {
  const history: Event[] = [];
  const add = (EventType: number, fields: Event = {}): void =>
    void history.push({ EventType, EventId: -1, Timestamp: new Date(0).toISOString(), ...fields });
  add(12);
  add(0, { Name: 'loop', Version: '', Input: JSON.stringify({ p: JSON.stringify(input) }), Tags: null });
  for (let played = 0, id = 0; ; id++) {
    const trigger = {
      // The SDK changes the events that it is given.
      history: history.map((event, i) => ({ ...event, IsPlayed: i < played })),
      input: { p: JSON.stringify(input) },
      instanceId: 'bare',
      isReplaying: played > 0,
      parentInstanceId: null,
      upperSchemaVersion: 1,
      upperSchemaVersionNew: 2,
      longRunningTimerIntervalDuration: '3.00:00:00',
      maximumShortTimerDuration: '6.00:00:00',
      defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
    };
    const { isDone, actions } = await orchestrator(trigger, new DummyOrchestrationContext('loop', 'bare', () => undefined));
    played = history.length;
    if (isDone) {
      add(1);
      add(13);
      return history.length;
    }
    const { functionName: Name, input: given } = actions[0]!.at(-1)!;
    add(4, { EventId: id, Name, Version: '', Input: JSON.stringify([given]) });
    add(13);
    const value = await call(JSON.parse(given.p));
    add(12);
    add(5, { TaskScheduledId: id, Result: JSON.stringify({ p: JSON.stringify({ ok: true, value }) }) });
  }
}
