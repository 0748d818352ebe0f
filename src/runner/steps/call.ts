import { evaluate } from '../../language/expressions/evaluate';
import { observe, seconds, type StepRunner } from '../execution';
import { fail } from '../failure';
import { within } from '../timeout';

export const call: StepRunner<'call'> = (step, context) => {
  const { frame, world, cancellation, execution } = context;
  const input = evaluate(step.with, frame);
  const timeout = step.timeout && seconds(step.timeout, frame, 1);
  return async attempt => {
    observe(context, { type: 'functionCalled', target: step.function, value: input, attempt });
    context.calls.record({ kind: 'function', function: step.function, input, step: step.name });
    const request = { function: step.function, input, executionId: execution.executionId };
    const answer = await within(timeout, world.clock, cancellation, part => part.race(world.call(request)));
    if (answer.ok) {
      observe(context, { type: 'functionAnswered', target: step.function, value: answer.value, attempt });
      return answer.value;
    }
    throw fail(answer.platform ? 'Unavailable' : answer.error.name, answer.error.message);
  };
};
