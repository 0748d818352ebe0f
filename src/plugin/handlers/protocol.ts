import type { FunctionAnswer } from '../../engine';

/** What a worker is told when it starts. */
export interface WorkerSetup {
  /** The key under `functions`. */
  readonly function: string;
  /** The deployed name. */
  readonly name: string;
  /** `src/orders.reserve` */
  readonly handler: string;
  /** The service's folder. */
  readonly folder: string;
  /** Where `tsx` may be found. */
  readonly folders: readonly string[];
  /** Seconds, for `context.getRemainingTimeInMillis`. */
  readonly timeout?: number;
}

export interface CallMessage {
  readonly id: number;
  readonly input: unknown;
  readonly executionId: string;
}

export interface AnswerMessage {
  readonly id: number;
  readonly answer: FunctionAnswer;
  /** The handler couldn't be loaded; `answer` says why. */
  readonly unloadable?: boolean;
}
