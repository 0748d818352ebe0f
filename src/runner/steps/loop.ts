import { evaluateBoolean } from '../../language/expressions/evaluate';
import type { LoopStep } from '../../language/ir';
import type { Json } from '../../language/json';
import { type Context, observe, seconds, type StepRunner } from '../execution';
import { fail } from '../failure';

export const loop: StepRunner<'loop'> = (step, context) => async () => {
  let value: Json = null;
  let rounds = 0;
  while (step.mode === 'until' && rounds === 0 ? true : asksAgain(step, context)) {
    if (rounds === step.max)
      throw fail('Timeout', `the condition asks for more than ${step.max} round${step.max === 1 ? '' : 's'}`);
    if (rounds > 0 && step.every) {
      const delay = seconds(step.every, context.frame, 1);
      observe(context, { type: 'waiting', delay });
      await context.cancellation.sleep(context.world.clock, delay * 1000);
    }
    value = await context.within(context.frame, `${context.path}[${rounds}]`).block(step.body);
    rounds++;
  }
  return value;
};

function asksAgain(step: LoopStep, { frame }: Context): boolean {
  return evaluateBoolean(step.condition, frame) === (step.mode === 'while');
}
