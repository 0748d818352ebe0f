import { fail, Raised, timeoutError } from '../errors';
import { observeCall } from '../history';
import type { Ending, Execution } from '../interpret/state';
import { encodeJson } from '../json';
import { limits } from '../limits';
import { want } from '../stdlib/signature';
import { isMap, isNumber, mapOf, type Value } from '../values';
import { readTimeout } from './deadline';

const runNames = new Set([
  'googleapis.workflowexecutions.v1.projects.locations.workflows.executions.run',
  'experimental.executions.run',
]);

/** Connectors reach Google's services, which aren't here; running another workflow of the deployment is the one that can be. */
export async function runConnector(name: string, args: ReadonlyMap<string, Value>, execution: Execution): Promise<Value> {
  if (runNames.has(name)) return runWorkflow(args, execution);
  if (name === 'experimental.executions.map') return runForEach(args, execution);
  return fail('SystemError', `the connector ${name} is not supported by this simulator`);
}

/**
 * Starts an execution and polls until it is done, as connectors do with long-running operations; each poll is a billed step.
 * https://cloud.google.com/workflows/docs/reference/googleapis/workflowexecutions/v1/projects.locations.workflows.executions/run
 */
async function runWorkflow(args: ReadonlyMap<string, Value>, execution: Execution): Promise<Value> {
  const { site, world } = execution;
  for (const name of args.keys()) {
    if (!['workflow_id', 'location', 'project_id', 'argument', 'connector_params'].includes(name)) {
      fail('ValueError', `executions.run has no parameter '${name}'`);
    }
  }
  const id = want.string(args.get('workflow_id'), 'workflow_id');
  if (want.string(args.get('location') ?? site.location, 'location') !== site.location) notFound(id);
  if (want.string(args.get('project_id') ?? site.project, 'project_id') !== site.project) notFound(id);
  const settings = readSettings(args.get('connector_params') ?? null);
  const argument = args.get('argument') ?? null;
  if (Buffer.byteLength(encodeJson(argument)) > limits.argumentBytes) {
    httpError(400, `argument exceeds ${limits.argumentBytes} bytes`);
  }
  const child = site.start(id, argument, execution);
  if (!child) return notFound(id);
  observeCall(execution, 'workflowStarted', id);
  let ended: Ending | undefined;
  let bug: { readonly error: unknown } | undefined;
  void child.ending.then(
    ending => (ended = ending),
    (error: unknown) => (bug = { error }),
  );
  const deadline = world.clock.now() + settings.timeout * 1000;
  for (let delay = settings.initialDelay; ; delay = Math.min(settings.maxDelay, delay * settings.multiplier)) {
    const rest = (deadline - world.clock.now()) / 1000;
    if (rest <= 0) throw timeoutError('connector call timed out');
    await world.clock.timer(Math.min(delay, rest) * 1000).promise;
    execution.billing.count('internal');
    if (bug) throw bug.error;
    if (ended) return conclude(ended, argument, child.id, id, execution);
  }
}

/** Runs a workflow once for each argument, and answers the results in their order. Superseded by parallel steps. */
async function runForEach(args: ReadonlyMap<string, Value>, execution: Execution): Promise<Value> {
  const common = new Map(args);
  common.delete('arguments');
  const items = want.list(args.get('arguments'), 'arguments');
  return Promise.all(items.map(item => runWorkflow(new Map([...common, ['argument', item]]), execution)));
}

interface Settings {
  readonly timeout: number;
  readonly initialDelay: number;
  readonly multiplier: number;
  readonly maxDelay: number;
}

/** https://cloud.google.com/workflows/docs/reference/googleapis#configure_connector_calls */
function readSettings(value: Value): Settings {
  const params = value === null ? new Map<string, Value>() : want.map(value, 'connector_params');
  const policy = params.get('polling_policy') ?? null;
  const number = (name: string, standard: number): number => {
    const part = isMap(policy) ? (policy.get(name) ?? standard) : standard;
    return isNumber(part) && Number(part) > 0 ? Number(part) : fail('ValueError', `'${name}' must be a positive number`);
  };
  return {
    timeout: readTimeout(params.get('timeout'), limits.connectorTimeout),
    initialDelay: number('initial_delay', 1),
    multiplier: number('multiplier', 1.25),
    maxDelay: number('max_delay', 60),
  };
}

/** The result, or an OperationError whose `operation` is the execution; its `error.payload` is JSON text. */
function conclude(ending: Ending, argument: Value, executionId: string, workflowId: string, execution: Execution): Value {
  if (ending.state === 'SUCCEEDED') return ending.result;
  const { site } = execution;
  const error = mapOf({ context: ending.context, payload: encodeJson(ending.payload) });
  const operation = mapOf({
    argument: encodeJson(argument),
    error,
    name: `projects/${site.project}/locations/${site.location}/workflows/${workflowId}/executions/${executionId}`,
    state: 'FAILED',
  });
  throw new Raised(mapOf({ message: 'Execution failed or cancelled.', operation, error, tags: ['OperationError'] }));
}

function notFound(id: string): never {
  return httpError(404, `workflow ${id} not found`);
}

function httpError(code: number, message: string): never {
  return fail('HttpError', `HTTP server responded with error code ${code}`, {
    code: BigInt(code),
    headers: mapOf({}),
    body: mapOf({ error: mapOf({ code: BigInt(code), message }) }),
  });
}
