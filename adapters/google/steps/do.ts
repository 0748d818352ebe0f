import type { DoStep } from '../../../src/adapter';
import type { At } from '../frame';
import { lowerBlockInto } from './block';
import type { Lowered } from './lowered';

/** Its steps stand among the others: a block needs no step of its own. */
export function lowerDo(userStep: DoStep, at: At): Lowered {
  return { before: [], attempt: lowerBlockInto(userStep, userStep.body, at) };
}
