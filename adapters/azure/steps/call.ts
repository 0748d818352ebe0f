import type { StepOf } from '../../../src/adapter';
import { call, df, literal, member } from '../code';
import { lowerExpression } from '../expressions';
import { activityOf, type Frame, help, type Sink } from '../frame';
import type { Code, Statement } from '../model';
import { attempt, awaited } from '../tasks';

export function lowerCall(step: StepOf<'call'>, frame: Frame, sink: Sink): readonly Statement[] {
  return attempt(
    step,
    frame,
    sink,
    awaited(seconds => callActivity(step, frame, seconds), step.timeout, frame),
  );
}

/** The task that runs the function. The activity heeds the seconds as well: one that goes on keeps the instance running. */
export function callActivity(step: StepOf<'call'>, frame: Frame, seconds?: Code): Code {
  if (seconds) frame.build.timeouts = true;
  const input = help(frame, 'payloadOf', lowerExpression(step.with, frame), ...(seconds ? [seconds] : []));
  return call(member(df, 'callActivity'), literal(activityOf(frame, step.function)), input);
}
