import { orderOf, read, type StepLowering } from '../scope';
import { succeed } from '../states';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html */
export const returnStep: StepLowering<'return'> = ({ step, scope }) =>
  succeed(step.name, orderOf(step, scope, 1), read(step.value, scope));
