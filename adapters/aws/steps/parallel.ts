import type { Branch, Expression } from '../../../src/adapter';
import { mapOf, raw } from '../expressions/raw';
import type { Graph } from '../flow/graph';
import { guardedState } from '../guard';
import { makesRequests } from '../plan';
import { commentOf, orderBehind, orderOf, type StepLowering } from '../scope';
import { inner } from '../states';
import { enclosed, settled } from './settle';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html */
export const parallel: StepLowering<'parallel'> = ({ step, scope, finish }) => {
  const order = orderOf(step, scope, 0);
  const lower = ({ name, body }: Branch): Graph => {
    const last = orderBehind(body, step, scope);
    const inside = enclosed(name, scope, step.settle, last, 'branch_failure');
    return inner(name, body, inside, { first: order, last }, [], value => (step.settle ? settled(value) : value));
  };
  const http = step.branches.some(({ body }) => makesRequests(body, scope.machine.context.program));
  const value: Readonly<Record<string, Expression>> = Object.fromEntries(
    step.branches.map(({ name }, i) => [name, raw([`$states.result[${i}]`])]),
  );
  return guardedState(step, scope, { kind: 'inner', http }, finish, handlers => ({
    kind: 'parallel',
    name: step.name,
    ...commentOf(step),
    order: order + 1,
    branches: step.branches.map(lower),
    ...handlers,
    next: finish(mapOf(value)),
  }));
};
