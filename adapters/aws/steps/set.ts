import { nothing } from '../expressions/raw';
import { orderOf, read, type StepLowering } from '../scope';
import { pass } from '../states';

/** `Assign` evaluates all values before it assigns any. https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
export const set: StepLowering<'set'> = ({ step, scope, finish }) => {
  const next = finish(nothing);
  const assign = step.assignments.map(({ name, value }) => ({
    name: scope.machine.variables.of(name),
    value: read(value, scope),
  }));
  return pass(step.name, orderOf(step, scope, 1), { assign: [...assign, ...next.assign], to: next.to });
};
