import type { Execution, FunctionAnswer, FunctionCall, HistoryEvent, HttpAnswer, HttpRequest } from '../../../../src/engine';
import type { Json } from '../../../../src/language/json';
import { VirtualClock } from '../../../../src/runner/clock';
import { createSimulator, type DeployedMachine, type SimulatorOptions } from '../../../../adapters/aws/simulator/index';

export const lambda = 'arn:aws:states:::lambda:invoke';
export const http = 'arn:aws:states:::http:invoke';
export const functionArn = 'arn:aws:lambda:eu-west-1:111111111111:function:orders-dev-work';
export const connection = { ConnectionArn: 'arn:aws:events:eu-west-1:111111111111:connection/c/1' };

export interface Setting {
  readonly input?: Json;
  readonly executionId?: string;
  readonly type?: DeployedMachine['type'];
  /** Machines beside the one that is run, by workflow. */
  readonly others?: Readonly<Record<string, object>>;
  readonly call?: (call: FunctionCall, clock: VirtualClock) => FunctionAnswer | Promise<FunctionAnswer>;
  readonly http?: (request: HttpRequest, clock: VirtualClock) => HttpAnswer | Promise<HttpAnswer>;
  readonly options?: Partial<SimulatorOptions>;
}

export interface Ran {
  readonly execution: Execution;
  readonly events: readonly HistoryEvent[];
  /** The events' types, with the state's name where there is one: `PassStateEntered A`. */
  readonly history: readonly string[];
  readonly calls: readonly FunctionCall[];
  readonly requests: readonly HttpRequest[];
  /** Virtual milliseconds that the run took. */
  readonly elapsed: number;
}

export const start = Date.UTC(2026, 10, 20, 9, 0, 0, 250);

export function machineArn(name: string): string {
  return `arn:aws:states:eu-west-1:111111111111:stateMachine:${name}`;
}

/** `{ StartAt, States }` in JSONata mode, starting at the first state. */
export function machine(States: Record<string, object>, more: object = {}): object {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(States)[0], States, ...more };
}

/** A machine of one Pass state with this output. */
export function pass(Output: Json): object {
  return machine({ P: { Type: 'Pass', Output, End: true } });
}

/** A Task that calls the function `work`. */
export function task(more: object = {}): object {
  return {
    Type: 'Task',
    Resource: lambda,
    Arguments: { FunctionName: functionArn, Payload: '{% $states.input %}' },
    End: true,
    ...more,
  };
}

export function failing(name: string, message = ''): () => FunctionAnswer {
  return () => ({ ok: false, error: { name, message }, platform: false });
}

export async function run(definition: object, setting: Setting = {}): Promise<Ran> {
  const clock = new VirtualClock(start);
  const events: HistoryEvent[] = [];
  const calls: FunctionCall[] = [];
  const requests: HttpRequest[] = [];
  const all = { main: definition, ...setting.others };
  const machines = Object.entries(all).map(([workflow, each]) => ({
    workflow,
    name: workflow,
    arn: machineArn(workflow),
    type: workflow === 'main' ? (setting.type ?? 'STANDARD') : 'STANDARD',
    definition: JSON.stringify(each),
  })) as DeployedMachine[];
  const engine = createSimulator(machines, {
    functions: { [functionArn]: 'work', 'orders-dev-work': 'work' },
    ...setting.options,
  });
  let uuids = 0;
  const execution = await engine.run(
    {
      workflow: 'main',
      input: setting.input === undefined ? {} : setting.input,
      executionId: setting.executionId ?? 'execution-1',
    },
    {
      clock,
      async call(call) {
        calls.push(call);
        return setting.call ? setting.call(call, clock) : { ok: true, value: call.input };
      },
      async http(request) {
        requests.push(request);
        return setting.http ? setting.http(request, clock) : { ok: false, message: 'nothing listens' };
      },
      uuid: () => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}`,
      observe: event => events.push(event),
    },
  );
  const history = events.map(event => (event.step === undefined ? event.type : `${event.type} ${event.step}`));
  return { execution, events, history, calls, requests, elapsed: clock.now() - start };
}

/** The output of a run that succeeds. */
export async function output(definition: object, setting?: Setting): Promise<Json> {
  const { execution } = await run(definition, setting);
  if (execution.status !== 'succeeded') throw new Error(`failed: ${JSON.stringify(execution.error)}`);
  return execution.output;
}

/** The error of a run that fails. */
export async function failure(definition: object, setting?: Setting): Promise<{ name: string; message: string; details: Json }> {
  const { execution } = await run(definition, setting);
  if (execution.status !== 'failed') throw new Error(`succeeded: ${JSON.stringify(execution.output)}`);
  return execution.error;
}

/** What `{% text %}` gives. */
export function evaluated(text: string, setting?: Setting): Promise<Json> {
  return output(pass(`{% ${text} %}`), setting);
}

/** The cause of `{% text %}` that fails, without the words about the state. */
export async function complaint(text: string, setting: Setting = {}): Promise<string> {
  const error = await failure(pass(`{% ${text} %}`), { ...setting, options: { strict: false } });
  const prefix = `An error occurred while executing the state 'P' (entered at the event id #2). The JSONata expression '${text}' specified for the field 'Output' `;
  if (error.name !== 'ExpressionError' || !error.message.startsWith(prefix)) throw new Error(JSON.stringify(error));
  return error.message.slice(prefix.length);
}
