import { ExpressionError } from '../../language/expressions/error';
import { evaluate } from '../../language/expressions/evaluate';
import { parseTime } from '../../language/expressions/values';
import type { WaitStep } from '../../language/ir';
import { type Context, observe, seconds, type StepRunner } from '../execution';

export const wait: StepRunner<'wait'> = (step, context) => async () => {
  const delay = millisecondsOf(step, context);
  observe(context, { type: 'waiting', delay: delay / 1000 });
  if (delay > 0) await context.cancellation.sleep(context.world.clock, delay);
  return null;
};

function millisecondsOf(step: WaitStep, { frame, world }: Context): number {
  if (step.for.kind === 'seconds') return seconds(step.for.value, frame, 0) * 1000;
  const time = evaluate(step.for.value, frame);
  if (typeof time !== 'string') throw new ExpressionError('`until` takes a date and time');
  return Math.max(0, parseTime(time) - world.clock.now());
}
