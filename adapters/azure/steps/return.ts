import type { StepOf } from '../../../src/adapter';
import { lowerExpression } from '../expressions';
import type { Frame } from '../frame';
import { leaveWorkflow } from '../leave';
import type { Statement } from '../model';

export function lowerReturn(step: StepOf<'return'>, frame: Frame): readonly Statement[] {
  return leaveWorkflow(lowerExpression(step.value, frame), frame);
}
