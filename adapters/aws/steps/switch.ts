import type { Block } from '../../../src/adapter';
import { nothing } from '../expressions/raw';
import type { Node } from '../flow/graph';
import { guardedBlock } from '../guard';
import { commentOf, nameOf, orderOf, read, type Scope, type StepLowering } from '../scope';
import { choice, pass, to } from '../states';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export const switchStep: StepLowering<'switch'> = ({ step, scope, finish }) => {
  const lower = (block: Block, inside: Scope): Node =>
    scope.machine.block(block, inside, value => pass(nameOf(step, 'done'), orderOf(step, scope, 6), finish(value)));
  return guardedBlock(step, scope, finish, inside =>
    choice(
      { name: step.name, ...commentOf(step), order: orderOf(step, scope, 1) },
      step.cases.map(({ when, body }) => ({ condition: read(when, inside), edge: to(lower(body, inside)) })),
      step.otherwise ? to(lower(step.otherwise, inside)) : finish(nothing),
    ),
  );
};
