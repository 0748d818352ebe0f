import type { StepOf } from '../../../src/adapter';
import { call, df, literal, member } from '../code';
import { lowerDuration, lowerExpression } from '../expressions';
import { activityOf, type Frame, help, type Sink } from '../frame';
import type { Code, Statement } from '../model';
import { attempt, awaited } from '../tasks';

export function lowerCall(step: StepOf<'call'>, frame: Frame, sink: Sink): readonly Statement[] {
  return attempt(step, frame, sink, awaited(callActivity(step, frame), step.timeout, frame));
}

/** The task that runs the function. The activity heeds the timeout as well: one that goes on keeps the instance running. */
export function callActivity(step: StepOf<'call'>, frame: Frame): Code {
  const timeout = step.timeout ? [lowerDuration(step.timeout, 1, frame)] : [];
  const input = help(frame, 'payloadOf', lowerExpression(step.with, frame), ...timeout);
  return call(member(df, 'callActivity'), literal(activityOf(frame, step.function)), input);
}
