import type { Callbacks } from './callbacks';
import { createExecution, runExecution } from './execution';
import type { DeployedWorkflow, Ending, Execution, Site } from './interpret/state';
import { fromJson, toJson } from './json';
import { DeploymentError, type Problem } from './problem';
import type { Value } from './values';

/** A workflow after its deployment; without `workflow` it was refused. */
export interface Deployed {
  readonly id: string;
  readonly workflow: DeployedWorkflow | undefined;
  readonly problems: readonly Problem[];
}

export interface SiteOptions {
  /** Base URLs of functions, and the functions' keys. */
  readonly functions: Readonly<Record<string, string>>;
  /** The project id; `project` by default. */
  readonly project?: string;
  /** The region; `us-central1` by default. */
  readonly location?: string;
}

/** What the executions of a deployment see of it. */
export function createSite(deployed: readonly Deployed[], callbacks: Callbacks, options: SiteOptions): Site {
  // The longest base first: one may lie below another.
  const functions = Object.entries(options.functions)
    .map(([url, key]) => {
      const base = new URL(url);
      return { base, origin: base.origin, path: withoutSlash(base.pathname), key };
    })
    .sort((a, b) => b.base.href.length - a.base.href.length);
  return {
    project: options.project ?? 'project',
    location: options.location ?? 'us-central1',
    callbacks,
    functionAt: url => {
      const { origin, pathname } = url;
      // The base itself, or a path below it.
      return functions.find(one => one.origin === origin && (pathname === one.path || pathname.startsWith(`${one.path}/`)));
    },
    isFunctionHost: ({ host, hostname }) =>
      /\.(cloudfunctions\.net|run\.app)$/.test(hostname) ||
      functions.some(({ base }) => base.host === host && base.pathname === '/'),
    start(id, argument, parent) {
      const found = deployed.find(candidate => candidate.id === id);
      if (found && !found.workflow) throw new DeploymentError(id, found.problems);
      return found?.workflow && startChild(found.workflow, argument, parent);
    },
  };
}

function startChild(workflow: DeployedWorkflow, argument: Value, parent: Execution): { id: string; ending: Promise<Ending> } {
  const id = `${parent.id}-${++parent.children}`;
  const child = createExecution(workflow, id, parent.world, parent.site);
  const ending = runExecution(child, fromJson(toJson(argument))).finally(() => parent.billing.add(child.billing));
  return { id, ending };
}

const withoutSlash = (path: string): string => path.replace(/\/+$/, '');
