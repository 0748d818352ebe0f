import { checked, nothing } from '../expressions/raw';
import type { Node } from '../flow/graph';
import { guardedBlock } from '../guard';
import { commentOf, nameOf, orderOf, read, type StepLowering } from '../scope';
import { pass } from '../states';
import { seconds } from './seconds';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
export const wait: StepLowering<'wait'> = ({ step, scope, finish }) => {
  const next = finish(nothing);
  const value = read(step.for.value, scope);
  if (step.for.kind === 'seconds' && value.kind === 'literal' && value.value === 0) {
    return pass(nameOf(step, 'done'), orderOf(step, scope, 1), next);
  }
  return guardedBlock(step, scope, finish, (): Node => ({
    kind: 'wait',
    name: step.name,
    ...commentOf(step),
    order: orderOf(step, scope, 1),
    field: step.for.kind === 'seconds' ? 'Seconds' : 'Timestamp',
    value: step.for.kind === 'seconds' ? seconds(value, 0) : checked(value, 'string'),
    next,
  }));
};
