import type { StepOf } from '../../../src/adapter';
import { context, delegated, execution, expression } from '../code';
import { lowerExpression } from '../expressions';
import { type Frame, help, type Sink } from '../frame';
import type { Statement } from '../model';
import { deliverNull } from '../sinks';
import { pause } from '../pause';

export function lowerWait(step: StepOf<'wait'>, frame: Frame, sink: Sink): readonly Statement[] {
  const { for: time } = step;
  const waiting =
    time.kind === 'seconds'
      ? pause(time.value, 0, frame)
      : [expression(delegated(help(frame, 'sleepUntil', context, execution, lowerExpression(time.value, frame))))];
  return [...waiting, ...deliverNull(sink, frame)];
}
