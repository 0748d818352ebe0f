import type { World } from '../../../src/engine';
import { Billing } from './billing';
import { Raised } from './errors';
import { runRoutine } from './interpret/call';
import { Gate } from './interpret/gate';
import type { DeployedWorkflow, Ending, Execution, Site } from './interpret/state';
import { runList } from './interpret/steps';
import { encodeJson, fromJson, toJson } from './json';
import { limits } from './limits';
import { Memory } from './memory';
import { contextOf } from './outcome';
import { mapOf, type Value } from './values';

export function createExecution(workflow: DeployedWorkflow, id: string, world: World, site: Site): Execution {
  return {
    id,
    workflow,
    world,
    site,
    memory: new Memory(),
    billing: new Billing(),
    library: { now: () => world.clock.now(), uuid: () => world.uuid(), environment: environmentOf(workflow, id, site) },
    gate: new Gate(limits.concurrentBranches),
    platformFailures: 0,
    children: 0,
  };
}

/** https://cloud.google.com/workflows/docs/reference/environment-variables */
function environmentOf(workflow: DeployedWorkflow, id: string, site: Site): ReadonlyMap<string, string> {
  return new Map([
    ...Object.entries(workflow.environment),
    ['GOOGLE_CLOUD_LOCATION', site.location],
    ['GOOGLE_CLOUD_PROJECT_ID', site.project],
    ['GOOGLE_CLOUD_PROJECT_NUMBER', '123456789012'],
    ['GOOGLE_CLOUD_SERVICE_ACCOUNT_NAME', `${workflow.id}@${site.project}.iam.gserviceaccount.com`],
    ['GOOGLE_CLOUD_WORKFLOW_EXECUTION_ID', id],
    ['GOOGLE_CLOUD_WORKFLOW_ID', workflow.id],
    ['GOOGLE_CLOUD_WORKFLOW_REVISION_ID', '000001-a4d'],
  ]);
}

/** Runs an execution to its end. Rejects only for a bug of the simulator. */
export async function runExecution(execution: Execution, argument: Value): Promise<Ending> {
  try {
    return await attempt(execution, argument);
  } catch (caught) {
    const error = caught instanceof RangeError ? tooDeep(caught) : caught;
    if (!(error instanceof Raised)) throw error;
    return { state: 'FAILED', payload: encodable(error.payload), context: contextOf(error), stackTrace: error.trace };
  } finally {
    execution.site.callbacks.close(execution.id);
  }
}

/** A value of some thousand levels fits in the memory and overflows the stack that walks it. */
function tooDeep(error: RangeError): unknown {
  if (!/call stack/.test(error.message)) return error;
  return new Raised(mapOf({ message: 'a value is nested too deep', tags: ['ResourceLimitError'] }), false);
}

async function attempt(execution: Execution, argument: Value): Promise<Ending> {
  const main = execution.workflow.routines.get('main');
  if (!main) throw new Error('a deployed workflow has a main');
  // The request that starts an execution is refused when its argument is too long.
  if (Buffer.byteLength(encodeJson(argument)) > limits.argumentBytes) {
    throw new Raised(mapOf({ message: `argument exceeds ${limits.argumentBytes} bytes`, tags: ['ResourceLimitError'] }));
  }
  const args = main.parameters.map(() => argument);
  const result = await runRoutine(main, args, { execution, routine: main, depth: 1, parallelDepth: 0 }, runList);
  // The result is JSON text: "Bytes can't be returned by a workflow as they can't be JSON-encoded".
  return { state: 'SUCCEEDED', result: fromJson(toJson(result)) };
}

/** The payload is JSON text too; one that can't be is told about instead. */
function encodable(payload: Value): Value {
  try {
    encodeJson(payload);
    return payload;
  } catch (error) {
    if (error instanceof Raised) return error.payload;
    throw error;
  }
}
