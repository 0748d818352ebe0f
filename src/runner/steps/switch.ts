import { evaluateBoolean } from '../../language/expressions/evaluate';
import type { StepRunner } from '../execution';

export const switchStep: StepRunner<'switch'> = (step, context) => async () => {
  const body = step.cases.find(({ when }) => evaluateBoolean(when, context.frame))?.body ?? step.otherwise;
  return body ? context.block(body) : null;
};
