import type { HistoryEvent, World } from '../engine';
import { evaluate, evaluateBoolean } from '../language/expressions/evaluate';
import { ExpressionError } from '../language/expressions/error';
import type { Block, Duration, Program, Step, StepKind, StepOf } from '../language/ir';
import type { Json } from '../language/json';
import type { Cancellation } from './cancellation';
import type { Frame } from './frame';
import type { Recorder } from './trace';

/** Where an execution stands: what a step needs to run. */
export interface Context {
  readonly program: Program;
  readonly world: World;
  readonly executionId: string;
  readonly frame: Frame;
  readonly cancellation: Cancellation;
  readonly calls: Recorder;
  /** The user's steps down to here: `order/ship[2]`. */
  readonly path: string;
  /** Runs a block's steps and gives its value. */
  block(block: Block, context: Context): Promise<Json>;
  /** Runs another workflow to its end. */
  workflow(name: string, input: Json, context: Context): Promise<Json>;
}

/**
 * How a kind of step runs. `prepare` evaluates what is evaluated once for the step (its `with`); what it answers
 * is one attempt.
 */
export type StepRunner<K extends StepKind> = (step: StepOf<K>, context: Context) => (attempt: number) => Promise<Json>;

export function observe(context: Context, event: Omit<HistoryEvent, 'time'>): void {
  context.world.observe({ time: context.world.clock.now(), step: context.path, ...event });
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
