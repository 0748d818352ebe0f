import type { Json } from '../../src/adapter';

/** Stands for an ARN that deployment knows: CloudFormation's `DefinitionSubstitutions` puts it in. */
export class Placeholder {
  constructor(readonly name: string) {}
}

/** A value in a definition. */
export type Asl = Json | Placeholder | readonly Asl[] | { readonly [key: string]: Asl };

/** https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html */
export interface Machine {
  readonly Comment?: string;
  readonly QueryLanguage: 'JSONata';
  readonly TimeoutSeconds?: number;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** A machine inside a Map or a Parallel state. */
export interface InnerMachine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export type State = TaskState | ChoiceState | WaitState | PassState | SucceedState | FailState | MapState | ParallelState;

export type Variables = Readonly<Record<string, Asl>>;

/** Exactly one of `Next` and `End`. */
interface Transition {
  readonly Assign?: Variables;
  readonly Output?: Asl;
  readonly Next?: string;
  readonly End?: true;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export interface RetrierFields {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
}

export interface CatcherFields {
  readonly ErrorEquals: readonly string[];
  readonly Assign?: Variables;
  readonly Output?: Asl;
  readonly Next: string;
}

interface Fallible extends Transition {
  readonly Retry?: readonly RetrierFields[];
  readonly Catch?: readonly CatcherFields[];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export interface TaskState extends Fallible {
  readonly Type: 'Task';
  readonly Comment?: string;
  readonly Resource: string;
  readonly Arguments: Readonly<Record<string, Asl>>;
  readonly TimeoutSeconds?: number | string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export interface ChoiceState {
  readonly Type: 'Choice';
  readonly Comment?: string;
  readonly Choices: readonly {
    readonly Condition: string;
    readonly Assign?: Variables;
    readonly Output?: Asl;
    readonly Next: string;
  }[];
  readonly Default?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
export interface WaitState extends Transition {
  readonly Type: 'Wait';
  readonly Comment?: string;
  readonly Seconds?: number | string;
  readonly Timestamp?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html */
export interface PassState extends Transition {
  readonly Type: 'Pass';
  readonly Comment?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html */
export interface SucceedState {
  readonly Type: 'Succeed';
  readonly Comment?: string;
  readonly Output?: Asl;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
export interface FailState {
  readonly Type: 'Fail';
  readonly Comment?: string;
  readonly Error: string;
  readonly Cause: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
export interface MapState extends Fallible {
  readonly Type: 'Map';
  readonly Comment?: string;
  readonly Items: Asl;
  readonly ItemSelector?: Asl;
  readonly MaxConcurrency: number;
  readonly ItemProcessor: InnerMachine & { readonly ProcessorConfig: { readonly Mode: 'INLINE' } };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html */
export interface ParallelState extends Fallible {
  readonly Type: 'Parallel';
  readonly Comment?: string;
  readonly Branches: readonly InnerMachine[];
}
