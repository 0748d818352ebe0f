import { evaluate } from '../../language/expressions/evaluate';
import { observe, seconds, type StepRunner } from '../execution';
import { within } from '../timeout';

export const run: StepRunner<'run'> = (step, context) => {
  const { frame, world, cancellation, execution } = context;
  const input = evaluate(step.with, frame);
  // An execution of its own that gets null can't be told from one without input.
  if (input === null) frame.notDefined("null as a workflow's input");
  const timeout = step.timeout && seconds(step.timeout, frame, 1);
  return attempt => {
    observe(context, { type: 'workflowStarted', target: step.workflow, value: input, attempt });
    return within(timeout, world.clock, cancellation, part =>
      execution.workflow(step.workflow, input, context.cancellable(part)),
    );
  };
};
