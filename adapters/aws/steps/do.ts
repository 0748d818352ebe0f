import { guardedBlock } from '../guard';
import { nameOf, orderOf, type StepLowering } from '../scope';
import { pass } from '../states';

/** A block has no state of its own: each of its states knows who takes its errors. */
export const doStep: StepLowering<'do'> = ({ step, scope, finish }) =>
  guardedBlock(step, scope, finish, inside =>
    scope.machine.block(step.body, inside, value => pass(nameOf(step, 'done'), orderOf(step, scope, 6), finish(value))),
  );
