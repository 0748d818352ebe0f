import type { Engine, Execution as EngineExecution, RunRequest, World } from '../../../src/engine';
import { Callbacks, type CallbackRequest } from './callbacks';
import { createExecution, runExecution } from './execution';
import { observe } from './history';
import type { DeployedWorkflow, Ending, Execution, Site } from './interpret/state';
import { fromJson, toDisplay, toJson } from './json';
import { errorOf } from './outcome';
import { DeploymentError, type Problem } from './problem';
import { checkSettings } from './validate/settings';
import { load } from './validate/validate';
import type { Value } from './values';

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

export interface SimulatorOptions {
  /** Base URLs of functions, and the functions' keys. */
  readonly functions: Readonly<Record<string, string>>;
  /** The project id; `project` by default. */
  readonly project?: string;
  /** The region; `us-central1` by default. */
  readonly location?: string;
}

export interface GoogleSimulator extends Engine {
  /** A request from outside to a callback endpoint; answers the HTTP status. */
  callback(request: CallbackRequest): number;
}

interface Deployed {
  readonly id: string;
  readonly workflow: DeployedWorkflow | undefined;
  readonly problems: readonly Problem[];
}

/**
 * A strict simulator of Google Cloud Workflows: it executes the text of workflows as the service's documentation says, refuses what the
 * service would refuse to deploy, and takes the stricter side where the documentation is silent.
 * `run` rejects with a DeploymentError for a workflow with problems. `billed` counts steps: `{ internal, external }`.
 */
export function createSimulator(workflows: readonly SimulatedWorkflow[], options: SimulatorOptions): GoogleSimulator {
  const deployed = new Map<string, Deployed>();
  for (const workflow of workflows) deployed.set(workflow.workflow, deploy(workflow));
  const callbacks = new Callbacks();
  return {
    name: 'google',
    run: (request, world) => run(request, world, deployed, { callbacks, options }),
    callback: request => callbacks.deliver(request),
  };
}

function deploy({ workflow: key, id, source, env }: SimulatedWorkflow): Deployed {
  const { document, problems } = load(source);
  const all = [...checkSettings(id, env), ...problems];
  if (!document || all.length > 0) return { id, workflow: undefined, problems: all };
  const routines = new Map(document.routines.map(routine => [routine.name, routine]));
  return { id, workflow: { key, id, document, routines, environment: env }, problems: [] };
}

interface Setting {
  readonly callbacks: Callbacks;
  readonly options: SimulatorOptions;
}

async function run(
  request: RunRequest,
  world: World,
  deployed: ReadonlyMap<string, Deployed>,
  setting: Setting,
): Promise<EngineExecution> {
  const found = deployed.get(request.workflow);
  if (!found) throw new Error(`There is no workflow "${request.workflow}" in this deployment.`);
  if (!found.workflow) throw new DeploymentError(request.workflow, found.problems);
  const execution = createExecution(found.workflow, request.executionId, world, siteOf(deployed, setting));
  const ending = await runExecution(execution, fromJson(request.input));
  const { internal, external } = execution.billing;
  return { ...conclude(ending, execution), billed: { internal, external } };
}

type Conclusion = EngineExecution extends infer E ? (E extends EngineExecution ? Omit<E, 'billed'> : never) : never;

function conclude(ending: Ending, execution: Execution): Conclusion {
  if (ending.state === 'SUCCEEDED') return { status: 'succeeded', output: toJson(ending.result) };
  const error = errorOf(ending.payload);
  const stackTrace = ending.stackTrace.map(({ step, routine, line }) => ({ step, routine, position: { line } }));
  const value = { payload: toDisplay(ending.payload), context: ending.context, stackTrace };
  observe(execution, { type: 'executionFailed', target: execution.workflow.id, value, error });
  return { status: 'failed', error };
}

function siteOf(deployed: ReadonlyMap<string, Deployed>, { callbacks, options }: Setting): Site {
  // The longest base first: one may lie below another.
  const functions = Object.entries(options.functions)
    .map(([base, key]) => ({ base: new URL(base), key }))
    .sort((a, b) => b.base.href.length - a.base.href.length);
  const site: Site = {
    project: options.project ?? 'project',
    location: options.location ?? 'us-central1',
    functionAt: url => functions.find(({ base }) => isUnder(url, base)),
    isFunctionHost: ({ host, hostname }) =>
      /\.(cloudfunctions\.net|run\.app)$/.test(hostname) ||
      functions.some(({ base }) => base.host === host && base.pathname === '/'),
    callbacks,
    start(id, argument, parent) {
      const found = [...deployed.values()].find(candidate => candidate.id === id);
      if (found && !found.workflow) throw new DeploymentError(id, found.problems);
      return found?.workflow && startChild(found.workflow, argument, parent);
    },
  };
  return site;
}

function startChild(workflow: DeployedWorkflow, argument: Value, parent: Execution): { id: string; ending: Promise<Ending> } {
  const id = `${parent.id}-${++parent.children}`;
  const child = createExecution(workflow, id, parent.world, parent.site);
  const ending = runExecution(child, fromJson(toJson(argument))).finally(() => parent.billing.add(child.billing));
  return { id, ending };
}

/** The base itself, or a path below it. */
function isUnder(url: URL, base: URL): boolean {
  if (url.origin !== base.origin) return false;
  const path = base.pathname.replace(/\/+$/, '');
  return url.pathname === path || url.pathname.startsWith(`${path}/`);
}
