import type { StepRunner } from '../execution';

export const doStep: StepRunner<'do'> = (step, context) => () => context.block(step.body);
