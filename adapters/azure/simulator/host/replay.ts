import { SimulationError } from '../error';
import type { Action } from './actions';
import { EventType, type HistoryEvent } from './history';
import {
  compound,
  longTimer,
  longTimerRoutine,
  type Node,
  pending,
  retrying,
  type Scheduler,
  settle,
  settled,
  whenSettled,
} from './routines';

/** Something with a task id that the host has to do, or has done. */
export type Work =
  | { readonly kind: 'activity'; readonly id: number; readonly name: string; readonly input: unknown }
  | {
      readonly kind: 'orchestration';
      readonly id: number;
      readonly name: string;
      readonly input: unknown;
      readonly instanceId?: string;
    }
  /** `fireAt`: milliseconds since 1970. */
  | { readonly kind: 'timer'; readonly id: number; readonly fireAt: number };

export interface Replayed {
  /** Scheduled by the actions and not in the history: to be done now. In the order of the ids. */
  readonly fresh: readonly Work[];
  /** Every scheduled task that isn't finished, cancelled timers left out: they keep the instance running. */
  readonly open: ReadonlyMap<number, Work>;
  readonly continueAsNew?: { readonly input: unknown };
  /** The names of the events that it waits for. */
  readonly awaited: readonly string[];
}

/** The functions of the app, found by name whatever the case of the letters; null when there is none. */
export interface Functions {
  activity(name: string): string | null;
  orchestrator(name: string): string | null;
}

/**
 * Replays the SDK's actions over an instance's history, as the extension's out-of-process shim and the Durable Task
 * Framework do, giving each task its id. Throws where the framework would call the orchestration non-deterministic.
 * `OutOfProcOrchestrationShim` of https://github.com/Azure/azure-functions-durable-extension,
 * `TaskOrchestrationContext` of https://github.com/Azure/durabletask
 */
export function replay(actions: readonly Action[], history: readonly HistoryEvent[], functions: Functions): Replayed {
  const scheduled = new Map<number, Work>();
  const open = new Map<number, Work>();
  const nodes = new Map<number, Node>();
  const events = eventBoard();
  let nextId = 0;
  let now = 0;
  let cursor = 0;
  let continued: { input: unknown } | undefined;

  const schedule = (work: Work): Node => {
    const node = pending();
    scheduled.set(work.id, work);
    open.set(work.id, work);
    nodes.set(work.id, node);
    return node;
  };
  const scheduler: Scheduler = {
    now: () => now,
    timer: fireAt => schedule({ kind: 'timer', id: nextId++, fireAt }),
  };

  const timer = (action: Extract<Action, { kind: 'timer' }>): Node => {
    if (action.cancelled) {
      // The framework schedules it all the same; only its task ends at once, on every later replay too.
      const long = action.fireAt - now > longTimer.limit;
      const id = nextId++;
      schedule({ kind: 'timer', id, fireAt: long ? now + longTimer.hop : action.fireAt });
      open.delete(id);
      return settled();
    }
    return action.fireAt - now > longTimer.limit ? longTimerRoutine(action.fireAt, scheduler) : scheduler.timer(action.fireAt);
  };

  const call = (action: Extract<Action, { kind: 'callActivity' | 'callOrchestrator' }>): Node => {
    const attempt = (): Node => schedule(callWork(action, nextId++, functions));
    return action.retry ? retrying(action.retry, scheduler, attempt) : attempt();
  };

  const invoke = (action: Action): Node => {
    switch (action.kind) {
      case 'callActivity':
      case 'callOrchestrator':
        return call(action);
      case 'timer':
        return timer(action);
      case 'event':
        return events.wait(action.name);
      case 'any':
      case 'all':
        return compound(action.kind, action.children.map(invoke));
      case 'continueAsNew':
        continued = { input: action.input };
        return settled();
    }
  };

  /** A failure doesn't stop it: what a failure means is for the SDK to decide, which has gone on or not. */
  const advance = (): void => {
    while (cursor < actions.length) {
      const node = invoke(actions[cursor++] as Action);
      if (node.state === 'pending') return whenSettled(node, advance);
    }
  };

  const finish = (id: number, state: 'succeeded' | 'failed'): void => {
    open.delete(id);
    const node = nodes.get(id);
    nodes.delete(id);
    // An unknown id is a duplicate or a cancelled timer that fires.
    if (node) settle(node, state);
  };

  for (const event of history) {
    switch (event.EventType) {
      case EventType.OrchestratorStarted:
        now = Date.parse(event.Timestamp);
        break;
      case EventType.ExecutionStarted:
        advance();
        break;
      case EventType.TaskScheduled:
        matchScheduled(scheduled, 'activity', event.EventId, event.Name);
        break;
      case EventType.SubOrchestrationInstanceCreated:
        matchScheduled(scheduled, 'orchestration', event.EventId, event.Name);
        break;
      case EventType.TimerCreated:
        matchScheduled(scheduled, 'timer', event.EventId);
        break;
      case EventType.TaskCompleted:
      case EventType.SubOrchestrationInstanceCompleted:
        finish(event.TaskScheduledId, 'succeeded');
        break;
      case EventType.TaskFailed:
      case EventType.SubOrchestrationInstanceFailed:
        finish(event.TaskScheduledId, 'failed');
        break;
      case EventType.TimerFired:
        finish(event.TimerId, 'succeeded');
        break;
      case EventType.EventRaised:
        events.raise(event.Name);
        break;
    }
  }
  return {
    fresh: [...scheduled.values()],
    open,
    awaited: events.awaited(),
    ...(continued && { continueAsNew: continued }),
  };
}

/** Calling what isn't there throws in the host, outside the reach of the orchestrator's `try`. */
function callWork(
  action: Extract<Action, { kind: 'callActivity' | 'callOrchestrator' }>,
  id: number,
  functions: Functions,
): Work {
  const activity = action.kind === 'callActivity';
  const name = activity ? functions.activity(action.name) : functions.orchestrator(action.name);
  if (name === null) {
    const what = activity ? 'activity function' : 'orchestrator function';
    throw new SimulationError(`The function '${action.name}' doesn't exist, is disabled, or is not an ${what}`);
  }
  if (action.kind === 'callActivity') return { kind: 'activity', id, name, input: action.input };
  const { input, instanceId } = action;
  return { kind: 'orchestration', id, name, input, ...(instanceId !== undefined && { instanceId }) };
}

function matchScheduled(scheduled: Map<number, Work>, kind: Work['kind'], id: number, name?: string): void {
  const work = scheduled.get(id);
  const was = name === undefined ? kind : `${kind} '${name}'`;
  if (!work) {
    throw nonDeterministic(
      `a previous execution scheduled ${was} with sequence ID ${id}, but the current one hasn't scheduled it`,
    );
  }
  const is = 'name' in work ? `${work.kind} '${work.name}'` : work.kind;
  if (work.kind !== kind || ('name' in work && name !== undefined && work.name.toLowerCase() !== name.toLowerCase())) {
    throw nonDeterministic(
      `a previous execution scheduled ${was} with sequence ID ${id}, but the current one scheduled ${is} there`,
    );
  }
  scheduled.delete(id);
}

function nonDeterministic(what: string): SimulationError {
  return new SimulationError(`NonDeterministicOrchestrationException: ${what}`);
}

/** External events: waiters of a name are a stack, events without a waiter a queue. Names are compared whatever their case. */
function eventBoard(): { wait(name: string): Node; raise(name: string): void; awaited(): string[] } {
  const waiting = new Map<string, { name: string; nodes: Node[] }>();
  const buffered = new Map<string, number>();
  return {
    wait(name) {
      const key = name.toLowerCase();
      const count = buffered.get(key) ?? 0;
      if (count > 0) {
        buffered.set(key, count - 1);
        return settled();
      }
      const node = pending();
      const entry = waiting.get(key);
      if (entry) entry.nodes.push(node);
      else waiting.set(key, { name, nodes: [node] });
      return node;
    },
    raise(name) {
      const key = name.toLowerCase();
      const node = waiting.get(key)?.nodes.pop();
      if (node) settle(node, 'succeeded');
      else buffered.set(key, (buffered.get(key) ?? 0) + 1);
    },
    awaited: () => [...waiting.values()].filter(entry => entry.nodes.length > 0).map(entry => entry.name),
  };
}
