import type { HistoryEvent, World } from '../engine';
import { evaluate, evaluateBoolean } from '../language/expressions/evaluate';
import { ExpressionError } from '../language/expressions/error';
import type { Block, Duration, Program, Step, StepKind, StepOf } from '../language/ir';
import type { Json } from '../language/json';
import type { Cancellation } from './cancellation';
import type { Frame } from './frame';
import type { Recorder } from './trace';

/** What stays the same through one execution. */
export interface ExecutionFacts {
  readonly program: Program;
  readonly world: World;
  readonly executionId: string;
  /** Runs a block's steps and gives its value. */
  block(block: Block, context: Context): Promise<Json>;
  /** Runs another workflow to its end. */
  workflow(name: string, input: Json, context: Context): Promise<Json>;
}

/** Where an execution stands: what a step needs to run. */
export class Context {
  constructor(
    readonly execution: ExecutionFacts,
    readonly frame: Frame,
    readonly cancellation: Cancellation,
    readonly calls: Recorder,
    /** The user's steps down to here: `order/ship[2]`. */
    readonly path: string,
  ) {}

  get world(): World {
    return this.execution.world;
  }

  /** The same place with other names in scope, further down the path. */
  within(frame: Frame, path = this.path): Context {
    return new Context(this.execution, frame, this.cancellation, this.calls, path);
  }

  /** A part that can be cut short alone. */
  cancellable(cancellation: Cancellation, calls = this.calls): Context {
    return new Context(this.execution, this.frame, cancellation, calls, this.path);
  }

  block(block: Block): Promise<Json> {
    return this.execution.block(block, this);
  }
}

/**
 * How a kind of step runs. `prepare` evaluates what is evaluated once for the step (its `with`); what it answers
 * is one attempt.
 */
export type StepRunner<K extends StepKind> = (step: StepOf<K>, context: Context) => (attempt: number) => Promise<Json>;

/** Tells the world what happens here and now. */
export function observe(context: Context, event: Omit<HistoryEvent, 'time'>): void {
  const { world } = context.execution;
  // The literal that the caller made becomes the event: a second object for each would cost more than the step.
  const told = event as { -readonly [K in keyof HistoryEvent]: HistoryEvent[K] };
  told.time = world.clock.now();
  told.step = context.path;
  world.observe(told);
}

/** A duration in seconds; anything but a whole number of at least `least` is an ExpressionError. */
export function seconds(duration: Duration, frame: Frame, least: 0 | 1): number {
  const value = evaluate(duration, frame);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > 366 * 86400) {
    throw new ExpressionError(`a duration is whole seconds from ${least} to a year, not ${JSON.stringify(value)}`);
  }
  return value;
}

export function holds(step: Step, context: Context): boolean {
  return !step.if || evaluateBoolean(step.if, context.frame);
}
