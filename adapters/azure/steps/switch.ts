import type { StepOf } from '../../../src/adapter';
import { choose } from '../code';
import { lowerCondition } from '../expressions';
import type { Frame, Sink } from '../frame';
import type { Statement } from '../model';
import { deliverNull } from '../sinks';

export function lowerSwitch(step: StepOf<'switch'>, frame: Frame, sink: Sink): readonly Statement[] {
  const { block } = frame.build;
  const otherwise = step.otherwise ? block(step.otherwise, sink, frame) : deliverNull(sink, frame);
  // From the last case to the first, so that each finds what comes after it; helpers are the same in any order.
  return step.cases.reduceRight<readonly Statement[]>(
    (rest, { when: condition, body }) => choose(lowerCondition(condition, frame), block(body, sink, frame), rest),
    otherwise,
  );
}
