import { createHash } from 'node:crypto';
import type { Json } from '../../../../src/language/json';
import { StateError } from '../errors';
import { instant } from '../interpret/context';
import { executionArn, type Machine, type RunningExecution } from '../interpret/execution';
import { fits, limits } from '../limits';
import type { Outcome } from '../outcome';
import { copyOf, parametersOf, requiredText, unusable } from './parameters';
import { resourceName, type Integration, type TaskRequest } from './integration';

/**
 * Starts another machine of the deployment; with `.sync` and `.sync:2` waits for it.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export const startExecution: Integration = {
  service: 'states',
  prepare(task) {
    const parameters = parametersOf(task);
    const target = requiredText(task, parameters, 'StateMachineArn');
    const { execution } = task.visit.lane;
    const { run } = execution;
    const machine = run.machines.get(target) ?? run.machines.get(withoutVersion(target));
    const input = inputOf(task, parameters.Input);
    const name = typeof parameters.Name === 'string' ? parameters.Name : derivedName(task);
    const pattern = resourceName(task.resource)?.split('.sync')[1];
    let child: RunningExecution | undefined;
    return {
      target: machine?.workflow ?? target,
      async perform(submitted) {
        if (!machine) throw notFound(target);
        checkStart(machine, name, run.started, pattern !== undefined);
        child = run.start(machine, { name, input, prefix: `${execution.prefix}${task.visit.state.name}/` });
        const answer = { ExecutionArn: child.arn, SdkHttpMetadata: { HttpStatusCode: 200 }, StartDate: instant(child.startTime) };
        if (pattern === undefined) {
          const { outcome } = child;
          run.background.add(outcome);
          return answer;
        }
        submitted(answer);
        const outcome = await child.outcome;
        const description = describe(machine, child, name, input, outcome, run.world.clock.now());
        if (outcome.status === 'SUCCEEDED') return pattern === ':2' ? description.parsed : description.texts;
        // Whatever the child's own error was: the parent's is always this one, the child's stands in the cause.
        throw new StateError('States.TaskFailed', JSON.stringify(pattern === ':2' ? description.parsed : description.texts));
      },
      ...(pattern === undefined ? {} : { cancel: () => child?.abort() }),
    };
  },
};

/** What DescribeExecution says; `.sync` has Input and Output as texts, `.sync:2` as JSON. */
function describe(machine: Machine, child: RunningExecution, name: string, input: Json, outcome: Outcome, now: number) {
  const end =
    outcome.status === 'FAILED'
      ? {
          ...(outcome.cause ? { Cause: outcome.cause } : {}),
          ...(outcome.error === null ? {} : { Error: outcome.error }),
        }
      : {};
  const common = {
    ...end,
    ExecutionArn: child.arn,
    InputDetails: { Included: true },
    Name: name,
    StartDate: child.startTime,
    StateMachineArn: machine.arn,
    Status: outcome.status,
    StopDate: now,
  };
  if (outcome.status !== 'SUCCEEDED') {
    return { parsed: { ...common, Input: input }, texts: { ...common, Input: JSON.stringify(input) } };
  }
  const details = { OutputDetails: { Included: true } };
  return {
    parsed: { ...common, ...details, Input: input, Output: copyOf(outcome.output) },
    texts: { ...common, ...details, Input: JSON.stringify(input), Output: JSON.stringify(outcome.output) },
  };
}

/** `Input` may be JSON or a text that is JSON. */
function inputOf(task: TaskRequest, input: Json | undefined): Json {
  if (input === undefined || input === null) return {};
  const value = typeof input === 'string' ? parse(task, input) : copyOf(input);
  if (!fits(value, limits.payload)) throw unusable(task, 'The input exceeds the maximum size');
  return value;
}

function parse(task: TaskRequest, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw unusable(task, `The value of the field 'Input' is not valid JSON`);
  }
}

function checkStart(machine: Machine, name: string, started: Set<string>, waits: boolean): void {
  const arn = executionArn(machine, name);
  if (machine.type === 'EXPRESS') {
    if (waits) throw refusal('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
    return;
  }
  if (name.length > limits.name) throw refusal('InvalidName', `Invalid Name: '${name}'`);
  if (started.has(arn)) throw refusal('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
}

/** The same in every run: a hash of where the execution is started, in the form that the service gives names. */
function derivedName(task: TaskRequest): string {
  const { lane, enteredId, retryCount } = task.visit;
  const hex = createHash('sha256').update(`${lane.execution.arn} ${enteredId} ${retryCount}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function withoutVersion(arn: string): string {
  return /^(arn:[^:]*:states:[^:]*:[^:]*:stateMachine:[^:]+):[^:]+$/.exec(arn)?.[1] ?? arn;
}

function notFound(arn: string): StateError {
  return refusal('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}

/** The form is recorded from the service. */
function refusal(code: string, message: string): StateError {
  return new StateError(
    `StepFunctions.${code}Exception`,
    `${message} (Service: AWSStepFunctions; Status Code: 400; Error Code: ${code}; Request ID: 0; Proxy: null)`,
  );
}
