import type { Branch } from '../../language/ir';
import type { Json } from '../../language/json';
import { concurrently } from '../concurrent';
import type { StepRunner } from '../execution';

export const parallel: StepRunner<'parallel'> = (step, context) => {
  const history = { failed: false };
  const { length } = step.branches;
  return async () => {
    const values = await concurrently(step, length, length, context, history, (i, inner) => {
      const { name, body } = step.branches[i] as Branch;
      return inner.within(context.frame.concurrent(), `${context.path}/${name}`).block(body);
    });
    return Object.fromEntries(step.branches.map(({ name }, i) => [name, values[i] as Json]));
  };
};
