import { evaluate } from '../../language/expressions/evaluate';
import { observe, seconds, type StepRunner } from '../execution';
import { within } from '../timeout';

export const run: StepRunner<'run'> = (step, context) => {
  const { frame, world, cancellation } = context;
  const input = evaluate(step.with, frame);
  const timeout = step.timeout && seconds(step.timeout, frame, 1);
  return attempt => {
    observe(context, { type: 'workflowStarted', target: step.workflow, value: input, attempt });
    return within(timeout, world.clock, cancellation, part =>
      context.workflow(step.workflow, input, { ...context, cancellation: part }),
    );
  };
};
