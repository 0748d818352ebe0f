import type { ReturnStep } from '../../../src/adapter';
import { ownStep } from '../build';
import { lowerValue } from '../expressions/lower';
import type { At } from '../frame';
import type { Step } from '../model';
import type { Lowered } from './lowered';

/** Ends the (sub)workflow: https://cloud.google.com/workflows/docs/reference/syntax/completing */
export function lowerReturn(userStep: ReturnStep, at: At): Lowered {
  const before: Step[] = [];
  const value = lowerValue(userStep.value, at, before);
  return { before: [], attempt: [...before, ownStep(userStep.name, { kind: 'return', value })] };
}
