import type { StepOf } from '../../../src/adapter';
import { call, context, df, execution, literal, member } from '../code';
import { lowerExpression } from '../expressions';
import { type Frame, help, type Sink } from '../frame';
import type { Code, Statement } from '../model';
import { attempt, awaited } from '../tasks';

export function lowerRun(step: StepOf<'run'>, frame: Frame, sink: Sink): readonly Statement[] {
  return attempt(
    step,
    frame,
    sink,
    awaited(seconds => callWorkflow(step, frame, seconds), step.timeout, frame),
  );
}

/** The task that runs the other workflow. With so many seconds it learns when to stop, since it can't be stopped. */
export function callWorkflow(step: StepOf<'run'>, frame: Frame, seconds?: Code): Code {
  const deadline = seconds ? [call(member(help(frame, 'later', context, seconds), 'getTime'))] : [];
  const input = help(frame, 'childInput', execution, lowerExpression(step.with, frame), ...deadline);
  return call(member(df, 'callSubOrchestrator'), literal(step.workflow), input);
}
