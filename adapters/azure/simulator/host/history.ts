/**
 * The history events of the Durable Task Framework that an orchestration without entities meets, as the extension
 * sends them to the Node worker. `IsPlayed` is missing: the worker's side knows which events it has sent before.
 * https://github.com/Azure/durabletask/tree/main/src/DurableTask.Core/History
 */
export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionFailed: 2,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventRaised: 15,
  ContinueAsNew: 16,
} as const;

interface Common {
  readonly EventId: number;
  /** ISO 8601. */
  readonly Timestamp: string;
}

/** An event's own fields; texts named Input and Result are JSON. */
type Fields =
  | { EventType: typeof EventType.OrchestratorStarted }
  | { EventType: typeof EventType.OrchestratorCompleted }
  | { EventType: typeof EventType.ExecutionStarted; Name: string; Version: string; Input: string; Tags: null }
  | { EventType: typeof EventType.ExecutionCompleted; Result: string }
  | { EventType: typeof EventType.ExecutionFailed; Reason: string }
  | { EventType: typeof EventType.ContinueAsNew; Result: string }
  | { EventType: typeof EventType.TaskScheduled; Name: string; Version: string; Input: string }
  | { EventType: typeof EventType.TimerCreated; FireAt: string }
  | {
      EventType: typeof EventType.SubOrchestrationInstanceCreated;
      Name: string;
      Version: string;
      InstanceId: string;
      Input: string;
    }
  | {
      EventType: typeof EventType.TaskCompleted | typeof EventType.SubOrchestrationInstanceCompleted;
      TaskScheduledId: number;
      Result: string;
    }
  | {
      EventType: typeof EventType.TaskFailed | typeof EventType.SubOrchestrationInstanceFailed;
      TaskScheduledId: number;
      Reason: string;
      Details: string;
      FailureDetails?: FailureDetails;
    }
  | { EventType: typeof EventType.TimerFired; TimerId: number; FireAt: string }
  | { EventType: typeof EventType.EventRaised; Name: string; Input: string };

/** A failure with its type, which the extension sends from 3.14.0 on when the app has an exception properties provider. */
export interface FailureDetails {
  readonly ErrorType: string;
  readonly ErrorMessage: string;
  readonly StackTrace: string;
  readonly IsNonRetriable: boolean;
  readonly Properties: unknown;
  readonly InnerFailure: null;
}

export type HistoryEvent = Readonly<Common & Fields>;
export type EventFields = Readonly<Fields>;

/** What reaches an instance from outside and starts an episode. */
export type Message = Extract<
  EventFields,
  | { TaskScheduledId: number }
  | { TimerId: number }
  | { EventType: typeof EventType.EventRaised | typeof EventType.ExecutionStarted }
>;

/** `time`: milliseconds since 1970. `id`: the task id of the events that schedule something, else -1. */
export function event(time: number, fields: EventFields, id = -1): HistoryEvent {
  return { EventId: id, Timestamp: new Date(time).toISOString(), ...fields };
}

const names = new Map<number, string>(Object.entries(EventType).map(([name, type]) => [type, name]));

/** The framework's name of an event: `TaskScheduled`. */
export function eventName(type: number): string {
  return names.get(type) ?? `event ${type}`;
}
