import { evaluate } from '../../language/expressions/evaluate';
import type { StepRunner } from '../execution';
import { Returned } from '../failure';

export const returnStep: StepRunner<'return'> =
  (step, { frame }) =>
  async () => {
    throw new Returned(evaluate(step.value, frame));
  };
