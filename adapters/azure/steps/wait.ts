import type { StepOf } from '../../../src/adapter';
import { delegated, expression } from '../code';
import { lowerExpression } from '../expressions';
import { type Frame, help, type Sink, timed } from '../frame';
import type { Statement } from '../model';
import { deliverNull } from '../sinks';
import { pause } from '../pause';

export function lowerWait(step: StepOf<'wait'>, frame: Frame, sink: Sink): readonly Statement[] {
  const { for: time } = step;
  const waiting =
    time.kind === 'seconds'
      ? pause(time.value, 0, frame)
      : [expression(delegated(help(frame, 'sleepUntil', ...timed(frame), lowerExpression(time.value, frame))))];
  return [...waiting, ...deliverNull(sink, frame)];
}
