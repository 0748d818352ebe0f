import type { HistoryEvent as Observed, World } from '../../../../src/engine';
import type { Json } from '../../../../src/language/json';
import { eventName, EventType, type HistoryEvent } from './history';

/** Tells the world of an event under the framework's name; `step` is the orchestrator, with the task id where there is one. */
export function reportEvent(world: World, instance: { readonly name: string }, event: HistoryEvent): void {
  world.observe({ time: Date.parse(event.Timestamp), type: eventName(event.EventType), ...about(instance.name, event) });
}

function about(orchestrator: string, event: HistoryEvent): Omit<Observed, 'time' | 'type'> {
  switch (event.EventType) {
    case EventType.ExecutionStarted:
      return { step: orchestrator, value: parse(event.Input) };
    case EventType.ExecutionCompleted:
      return { step: orchestrator, value: parse(event.Result) };
    case EventType.ContinueAsNew:
      return { step: orchestrator, value: parse(event.Result) };
    case EventType.ExecutionFailed:
      return { step: orchestrator, error: error(event.Reason) };
    case EventType.TaskScheduled:
    case EventType.SubOrchestrationInstanceCreated:
      return { step: task(orchestrator, event.EventId), target: event.Name, value: parse(event.Input) };
    case EventType.TimerCreated:
      return {
        step: task(orchestrator, event.EventId),
        delay: (Date.parse(event.FireAt) - Date.parse(event.Timestamp)) / 1000,
      };
    case EventType.TaskCompleted:
    case EventType.SubOrchestrationInstanceCompleted:
      return { step: task(orchestrator, event.TaskScheduledId), value: parse(event.Result) };
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceFailed:
      return { step: task(orchestrator, event.TaskScheduledId), error: error(event.Reason) };
    case EventType.TimerFired:
      return { step: task(orchestrator, event.TimerId) };
    case EventType.EventRaised:
      return { step: orchestrator, target: event.Name, value: parse(event.Input) };
    default:
      return { step: orchestrator };
  }
}

function task(orchestrator: string, id: number): string {
  return `${orchestrator}#${id}`;
}

function error(message: string): { name: string; message: string; details: null } {
  return { name: 'Error', message, details: null };
}

function parse(text: string): Json {
  return JSON.parse(text) as Json;
}
