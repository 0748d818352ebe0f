import { evaluate } from '../../language/expressions/evaluate';
import type { StepRunner } from '../execution';

export const set: StepRunner<'set'> = (step, { frame }) => {
  return async () => {
    const values = step.assignments.map(({ name, value }) => [name, evaluate(value, frame)] as const);
    for (const [name, value] of values) frame.assign(name, value);
    return null;
  };
};
