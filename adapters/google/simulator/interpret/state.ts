import type { World } from '../../../../src/engine';
import type { Billing } from '../billing';
import type { Memory } from '../memory';
import type { Routine } from '../parse/ast';
import type { LibraryContext } from '../stdlib/signature';
import type { TraceElement } from '../errors';
import type { Value } from '../values';
import type { Callbacks } from '../callbacks';
import type { Gate } from './gate';

/** A workflow that was loaded without a problem. */
export interface DeployedWorkflow {
  readonly id: string;
  readonly routines: ReadonlyMap<string, Routine>;
  readonly environment: Readonly<Record<string, string>>;
}

/** How an execution ended, as `executions.get` tells it. */
export type Ending =
  | { readonly state: 'SUCCEEDED'; readonly result: Value }
  | { readonly state: 'FAILED'; readonly payload: Value; readonly context: string; readonly stackTrace: readonly TraceElement[] };

/** What the deployment offers to its executions. */
export interface Site {
  readonly project: string;
  readonly location: string;
  /** The function whose base URL the URL begins with. */
  functionAt(url: URL): { readonly key: string; readonly base: URL } | undefined;
  /** Whether nothing but functions and Cloud Run services live at the URL's host. */
  isFunctionHost(url: URL): boolean;
  readonly callbacks: Callbacks;
  /** Starts another workflow of the deployment by its id; undefined when there is none. */
  start(
    workflowId: string,
    argument: Value,
    parent: Execution,
  ): { readonly id: string; readonly ending: Promise<Ending> } | undefined;
}

/** One execution of a workflow. */
export interface Execution {
  readonly id: string;
  readonly workflow: DeployedWorkflow;
  readonly world: World;
  readonly site: Site;
  readonly memory: Memory;
  readonly billing: Billing;
  readonly library: LibraryContext;
  /** Branches and iterations that run at the same time. */
  readonly gate: Gate;
  /** Counts, so that every failure of the platform takes another form. */
  platformFailures: number;
  children: number;
}

/** One running routine, in one branch. */
export interface Activation {
  readonly execution: Execution;
  readonly routine: Routine;
  /** The number of routines on the call stack, `main` included. */
  readonly depth: number;
  /** How many parallel steps are around it, those of its callers included. */
  readonly parallelDepth: number;
}
