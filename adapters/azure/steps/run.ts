import type { StepOf } from '../../../src/adapter';
import { call, context, df, execution, literal, member } from '../code';
import { lowerDuration, lowerExpression } from '../expressions';
import { type Frame, help, type Sink } from '../frame';
import type { Code, Statement } from '../model';
import { attempt, awaited } from '../tasks';

export function lowerRun(step: StepOf<'run'>, frame: Frame, sink: Sink): readonly Statement[] {
  return attempt(step, frame, sink, awaited(callWorkflow(step, frame), step.timeout, frame));
}

/** The task that runs the other workflow. With a timeout it learns when to stop, since it can't be stopped. */
export function callWorkflow(step: StepOf<'run'>, frame: Frame): Code {
  const deadline = step.timeout
    ? [call(member(help(frame, 'later', context, lowerDuration(step.timeout, 1, frame)), 'getTime'))]
    : [];
  const input = help(frame, 'childInput', execution, lowerExpression(step.with, frame), ...deadline);
  return call(member(df, 'callSubOrchestrator'), literal(step.workflow), input);
}
