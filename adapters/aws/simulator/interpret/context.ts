import type { Json } from '../../../../src/language/json';
import { BareMap, show } from '../values';
import type { ExecutionContext, Machine } from './execution';
import type { Extra, Visit } from './visit';

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export function executionContext(
  machine: Machine,
  execution: { readonly arn: string; readonly name: string; readonly input: Json; readonly startTime: number },
): ExecutionContext {
  const Execution = new BareMap();
  Execution.Id = execution.arn;
  Execution.Input = show(execution.input);
  Execution.Name = execution.name;
  Execution.RoleArn = machine.arn.replace(/:states:[^:]*:/, ':iam::').replace(/:stateMachine:.*/, ':role/simulated');
  Execution.StartTime = instant(execution.startTime);
  Execution.RedriveCount = 0;
  return { Execution, StateMachine: show({ Id: machine.arn, Name: machine.name }) };
}

/** `$states.context` as the JSONata library may see it: the members that an expression reads, `*` for all of them. */
export function contextOf(visit: Visit, { item }: Extra, members: ReadonlySet<string>): unknown {
  const { lane, state, enteredTime, retryCount } = visit;
  const context = new BareMap();
  Object.assign(context, lane.execution.context);
  if (members.has('State') || members.has('*')) {
    const retries = 'retry' in state ? { RetryCount: retryCount } : {};
    context.State = show({ EnteredTime: instant(enteredTime), Name: state.name, ...retries });
  }
  if (item) context.Map = show({ Item: { Index: item.index, Value: item.value } });
  return context;
}

/** The service prints a time without a fraction when there is none. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
