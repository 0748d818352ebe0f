import type { Expression } from '../../../src/adapter';
import { types } from '../../../src/language/expressions/typeset';
import { typesIn } from '../expressions/code';
import { literal, raw } from '../expressions/raw';
import { Placeholder } from '../model';
import { guardedState } from '../guard';
import { machineLogicalId } from '../placeholders';
import { makesRequests } from '../plan';
import { commentOf, orderOf, read, type StepLowering } from '../scope';
import { seconds } from './seconds';

/** `.sync:2` gives the other workflow's output as JSON. https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */
export const run: StepLowering<'run'> = ({ step, scope, finish }) => {
  const { program } = scope.machine.context;
  const child = program.workflows.find(({ name }) => name === step.workflow);
  const http = child !== undefined && makesRequests(child.body, program);
  return guardedState(step, scope, { kind: 'run', http }, finish, handlers => ({
    kind: 'task',
    name: step.name,
    ...commentOf(step),
    order: orderOf(step, scope, 1),
    resource: 'states:startExecution.sync:2',
    arguments: [
      { key: 'StateMachineArn', kind: 'fixed', value: new Placeholder(machineLogicalId(step.workflow)) },
      { key: 'Input', kind: 'computed', value: inputOf(read(step.with, scope)) },
    ],
    timeout: step.timeout && seconds(read(step.timeout, scope), 1),
    ...handlers,
    next: finish(raw(['$states.result.Output'])),
  }));
};

/** A map is taken as it is; of anything else AWS wants the JSON text. */
function inputOf(value: Expression): Expression {
  const set = typesIn(value);
  if (set === types.map) return value;
  if (value.kind === 'literal') return literal(JSON.stringify(value.value));
  if ((set & (types.map | types.string)) === 0) return raw(['$string(', value, ')'], { types: types.string });
  return raw(['$_executionInput(', value, ')'], { helpers: ['_executionInput'] });
}
