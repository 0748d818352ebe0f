import type { Json } from '../../../../src/language/json';
import type { Visit } from '../interpret/visit';

/** A service that a Task state can use. */
export interface Integration {
  /** As the service names it in events and in a message about its result. */
  readonly service: string;
  /** Fails (StateError) for parameters that the service wouldn't start a task with. */
  prepare(task: TaskRequest): ServiceCall;
}

export interface TaskRequest {
  readonly visit: Visit;
  readonly resource: string;
  readonly parameters: Json;
}

export interface ServiceCall {
  /** What is called, for the history. */
  readonly target: string;
  /** Rejects with a StateError for what the service calls a failure. `submitted` is told of a job that was started. */
  perform(submitted: (answer: Json) => void): Promise<Json>;
  /** Ends what was started, when the task is over before it. */
  readonly cancel?: () => void;
}

/** `lambda:invoke` of `arn:aws-cn:states:::lambda:invoke`; undefined for another kind of resource. */
export function resourceName(resource: string): string | undefined {
  return /^arn:aws[a-z-]*:states:[^:]*:[^:]*:(.+)$/.exec(resource)?.[1];
}
