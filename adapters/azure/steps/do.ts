import type { StepOf } from '../../../src/adapter';
import type { Frame, Sink } from '../frame';
import type { Statement } from '../model';

export function lowerDo(step: StepOf<'do'>, frame: Frame, sink: Sink): readonly Statement[] {
  return frame.build.block(step.body, sink, frame);
}
