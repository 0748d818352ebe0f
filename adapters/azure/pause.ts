import type { Duration } from '../../src/adapter';
import { call, context, delegated, df, expression, literal, member, yielded } from './code';
import { lowerDuration } from './expressions';
import { type Frame, help, timed } from './frame';
import type { Statement } from './model';

/** From here on the host's clock must be right when a timer is made (see `caughtUp` among the helpers). */
const long = 5 * 86400;

/** Waits so many seconds: a plain timer where the number is known and no deadline can come before it. */
export function pause(seconds: Duration, least: 0 | 1, frame: Frame): readonly Statement[] {
  if (seconds.kind === 'literal' && seconds.value === 0) return [];
  const code = lowerDuration(seconds, least, frame);
  return seconds.kind === 'literal' && Number(seconds.value) < long && !frame.build.deadlines
    ? [expression(yielded(call(member(df, 'createTimer'), help(frame, 'later', context, literal(seconds.value)))))]
    : [expression(delegated(help(frame, 'sleepFor', ...timed(frame), code)))];
}
