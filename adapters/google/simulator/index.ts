import type { Engine, Execution as EngineExecution } from '../../../src/engine';
import { Callbacks, type CallbackRequest } from './callbacks';
import { createExecution, runExecution } from './execution';
import { observe } from './history';
import type { Ending, Execution } from './interpret/state';
import { fromJson, toDisplay, toJson } from './json';
import { errorOf } from './outcome';
import { DeploymentError } from './problem';
import { createSite, type Deployed, type SiteOptions } from './site';
import { checkSettings } from './validate/settings';
import { load } from './validate/validate';

/** A workflow as it is deployed: its source is the YAML (or JSON) text. */
export interface SimulatedWorkflow {
  /** By which `run` finds it. */
  readonly workflow: string;
  /** Its name at Google, by which another workflow runs it. */
  readonly id: string;
  readonly source: string;
  /** User environment variables. */
  readonly env: Readonly<Record<string, string>>;
}

export interface GoogleSimulator extends Engine {
  /** A request from outside to a callback endpoint; answers the HTTP status. */
  callback(request: CallbackRequest): number;
}

/**
 * A strict simulator of Google Cloud Workflows: it executes the text of workflows as the service's documentation says, refuses what the
 * service would refuse to deploy, and takes the stricter side where the documentation is silent.
 * `run` rejects with a DeploymentError for a workflow with problems. `billed` counts steps: `{ internal, external }`.
 */
export function createSimulator(workflows: readonly SimulatedWorkflow[], options: SiteOptions): GoogleSimulator {
  const deployed = new Map(workflows.map(workflow => [workflow.workflow, deploy(workflow)]));
  const callbacks = new Callbacks();
  const site = createSite([...deployed.values()], callbacks, options);
  return {
    name: 'google',
    async run({ workflow, input, executionId }, world) {
      const found = deployed.get(workflow);
      if (!found) throw new Error(`There is no workflow "${workflow}" in this deployment.`);
      if (!found.workflow) throw new DeploymentError(workflow, found.problems);
      const execution = createExecution(found.workflow, executionId, world, site);
      return conclude(await runExecution(execution, fromJson(input)), execution);
    },
    callback: request => callbacks.deliver(request),
  };
}

function deploy({ id, source, env }: SimulatedWorkflow): Deployed {
  const { document, problems } = load(source);
  const all = [...checkSettings(id, env), ...problems];
  if (!document || all.length > 0) return { id, workflow: undefined, problems: all };
  const routines = new Map(document.routines.map(routine => [routine.name, routine]));
  return { id, workflow: { id, routines, environment: env }, problems: [] };
}

function conclude(ending: Ending, execution: Execution): EngineExecution {
  const { internal, external } = execution.billing;
  const billed = { internal, external };
  if (ending.state === 'SUCCEEDED') return { status: 'succeeded', output: toJson(ending.result), billed };
  const error = errorOf(ending.payload);
  const stackTrace = ending.stackTrace.map(({ step, routine, line }) => ({ step, routine, position: { line } }));
  const value = { payload: toDisplay(ending.payload), context: ending.context, stackTrace };
  observe(execution, { type: 'executionFailed', target: execution.workflow.id, value, error });
  return { status: 'failed', error, billed };
}
