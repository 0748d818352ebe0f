import type { World } from '../../../../src/engine';
import type { Json } from '../../../../src/language/json';
import type { MachineDefinition } from '../definition';
import type { Source } from '../functions';
import type { History } from '../history';
import type { Outcome } from '../outcome';

/** A state machine of the deployment, ready to run. */
export interface Machine {
  /** The workflow's key. */
  readonly workflow: string;
  readonly name: string;
  readonly arn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: MachineDefinition;
}

/** What all executions that one run starts have in common: the first, and those nested in it. */
export interface Run {
  readonly world: World;
  /** By ARN. */
  readonly machines: ReadonlyMap<string, Machine>;
  /** The service's key of a function, by its ARN or name as the machine gives it. */
  functionKey(nameOrArn: string): string | undefined;
  /** The next failure of the platform when a function can't be reached: it has more than one. */
  platformFailure(): { readonly error: string; readonly cause: string };
  /** How `http:invoke` tells a refusal of the other side. */
  readonly httpFailureCause: HttpFailureCause;
  /** What is billed, by unit. */
  readonly billed: { transitions: number; expressRequests: number; expressDuration: number };
  /** ARNs of executions that were started: a STANDARD execution's name can't be used again. */
  readonly started: Set<string>;
  /** Executions that nothing waits for. */
  readonly background: Set<Promise<unknown>>;
  /** Starts a nested execution. */
  start(machine: Machine, start: StartedExecution): RunningExecution;
}

/**
 * What stands in the Cause of a `States.Http.StatusCode.<n>`. AWS's page doesn't say. Reports from the field say that it
 * is the status text alone: the guide of a deployed sync of sports scores shows the error `States.Http.StatusCode.400`
 * with "Bad Request" as its entire cause, found when an API's reasons never arrived, and only `TestState` at the level
 * TRACE shows the body. Two emulators give the body (`floci-io/floci`), or the whole result as JSON.
 */
export type HttpFailureCause = 'statusText' | 'body' | 'result';

export interface StartedExecution {
  readonly name: string;
  readonly input: Json;
  /** Stands before the states' names in events. */
  readonly prefix: string;
}

export interface RunningExecution {
  readonly arn: string;
  readonly startTime: number;
  readonly outcome: Promise<Outcome>;
  abort(): void;
}

/** The part of `$states.context` that is the same throughout an execution, as the JSONata library may see it. */
export interface ExecutionContext {
  readonly Execution: unknown;
  readonly StateMachine: unknown;
}

/** One execution of one machine. Its chance (`random`) is the same in every run of an execution of this name. */
export interface Execution extends StartedExecution, Source {
  readonly run: Run;
  readonly machine: Machine;
  readonly arn: string;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly history: History;
  readonly context: ExecutionContext;
}

/** `arn:aws:states:eu-west-1:1:stateMachine:orders` becomes `arn:aws:states:eu-west-1:1:execution:orders:<name>`. */
export function executionArn(machine: Machine, name: string): string {
  const kind = machine.type === 'EXPRESS' ? 'express' : 'execution';
  return `${machine.arn.replace(/:stateMachine:/, `:${kind}:`)}:${name}`;
}
