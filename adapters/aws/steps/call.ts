import { Placeholder } from '../model';
import { raw } from '../expressions/raw';
import { functionPlaceholder } from '../placeholders';
import { guardedState } from '../guard';
import { seconds } from './seconds';
import { commentOf, orderOf, read, type StepLowering } from '../scope';

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
export const call: StepLowering<'call'> = ({ step, scope, finish }) => {
  const name: Placeholder = new Placeholder(functionPlaceholder(step.function, scope.machine.context));
  return guardedState(step, scope, { kind: 'call' }, finish, handlers => ({
    kind: 'task',
    name: step.name,
    ...commentOf(step),
    order: orderOf(step, scope, 1),
    resource: 'lambda:invoke',
    arguments: [
      { key: 'FunctionName', kind: 'fixed', value: name },
      { key: 'Payload', kind: 'computed', value: read(step.with, scope) },
    ],
    timeout: step.timeout && seconds(read(step.timeout, scope), 1),
    ...handlers,
    next: finish(raw(['$states.result.Payload'])),
  }));
};
