import type { Diagnostic } from './diagnostics/diagnostic';
import type { Engine } from './engine';
import type { BuiltinName } from './language/expressions/builtins';
import type { Program, StepKind, Workflow } from './language/ir';
import type { JsonMap } from './language/json';

export type { Diagnostic, Place } from './diagnostics/diagnostic';
export { define } from './diagnostics/diagnostic';
export type * from './engine';
export { NotRunnable } from './engine';
export type * from './language/expressions/ast';
export type * from './language/ir';
export type { Json, JsonMap } from './language/json';
export { printExpression } from './language/expressions/print';
export { expressionsIn, stepsIn, walkExpression } from './language/visit';

/**
 * The contract that a target fulfils. A target is one such object; the project's own targets use nothing else.
 *
 * `Model` is the target's language as types. `lower` decides everything and formats nothing; `print` formats
 * everything and decides nothing. Neither throws for a user's mistake: they `context.report` it.
 */
export interface Adapter<Model = unknown> {
  /** The value of `orchestration.target`, and the folder under `.serverless/orchestration/`. */
  readonly name: string;
  /** For people: `AWS Step Functions`. */
  readonly title: string;
  /** The Serverless `provider.name` it serves when `orchestration.target` is absent. */
  readonly provider: string;
  readonly capabilities: Capabilities;
  /** List prices of the units that its simulator counts; a unit without one is counted only. */
  readonly prices?: readonly Price[];
  /** JSON Schemas of the target's options: under `orchestration.<name>`, and under `<name>` in a workflow. For editors. */
  readonly options?: { readonly service?: JsonMap; readonly workflow?: JsonMap };
  /** What the capability table can't say: limits, names, options. Runs before `lower`; errors stop there. */
  check?(program: Program, context: Context): void;
  lower(workflow: Workflow, context: Context): Model;
  print(model: Model, workflow: Workflow, context: Context): readonly Artefact[];
  /** Everything a deployment takes, the units' artefacts included. Without it: the artefacts alone. */
  package?(units: readonly Unit<Model>[], context: Context): Deployment;
  /** An engine that executes the artefacts' text, knowing nothing of `lower`. Throws NotRunnable where this machine lacks what it needs. */
  simulate?(deployment: Deployment, context: Context): Engine | Promise<Engine>;
}

/** A workflow on its way through a target. */
export interface Unit<Model = unknown> {
  readonly workflow: Workflow;
  readonly model: Model;
  readonly artefacts: readonly Artefact[];
}

/** What a target is told. */
export interface Context {
  readonly program: Program;
  readonly project: Project;
  /** What stands under `orchestration.<adapter's name>`, with the framework's variables resolved. */
  readonly options: unknown;
  report(diagnostic: Diagnostic): void;
}

/** The service around the workflows. */
export interface Project {
  readonly service: string;
  readonly stage: string;
  readonly region?: string;
  /** The Serverless `provider.name`. */
  readonly provider: string;
  /** The service's `provider:` block, variables resolved. */
  readonly providerOptions: Readonly<Record<string, unknown>>;
  /** In the order of the source. */
  readonly functions: readonly ServiceFunction[];
  /** The service's folder; absolute. */
  readonly folder: string;
  /** The packages that the service's package.json says its code depends on, with their ranges. */
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface ServiceFunction {
  /** The key under `functions`. */
  readonly key: string;
  /** The deployed name: `service-stage-key` on AWS. */
  readonly name: string;
  /** `src/orders.reserve`, when the function has one. */
  readonly handler?: string;
  readonly runtime?: string;
  /** Seconds. */
  readonly timeout?: number;
  /** The service's and the function's own, merged; values the framework couldn't resolve to text are absent. */
  readonly environment: Readonly<Record<string, string>>;
  /** On AWS: the logical id of the Lambda function in the service's stack. */
  readonly logicalId?: string;
  /** The function's block as the framework has it. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A file that a target emits; `path` is relative to the target's folder, with forward slashes. */
export interface Artefact {
  readonly path: string;
  readonly content: string;
  /** The workflow it belongs to, when it belongs to one. */
  readonly workflow?: string;
}

export interface Deployment {
  readonly files: readonly Artefact[];
  /** Folders (relative to the target's folder) into which the named functions' handler files are copied, at the paths they have in the service; TypeScript arrives as JavaScript. */
  readonly handlers?: readonly { readonly function: string; readonly folder: string }[];
  /** Merged into the service's CloudFormation template when the target is AWS. */
  readonly template?: { readonly Resources: Record<string, unknown>; readonly Outputs?: Record<string, unknown> };
  /** What the service's own functions get in that template, besides their resources' own. */
  readonly functions?: readonly FunctionAddition[];
}

export interface FunctionAddition {
  /** The key under `functions`. */
  readonly function: string;
  /** Variables of its environment; values may be intrinsic functions. */
  readonly environment: Readonly<Record<string, unknown>>;
  /** Statements for the role that the function runs under. */
  readonly roleStatements: readonly unknown[];
}

/** A list price, for an estimate of what a run costs. */
export interface Price {
  /** A key of `Execution.billed`. */
  readonly unit: string;
  readonly usdPerMillion: number;
  /** The page that states it. */
  readonly source: string;
  /** The day it was looked up: `2026-11-20`. */
  readonly asOf: string;
}

/** How a target supports something. */
export type Support =
  /** The target has it. `source`: the page that says so. */
  | { readonly level: 'native'; readonly note?: string; readonly source?: string }
  /** The same meaning, built from other parts. `how`: from which, at which cost. */
  | { readonly level: 'emulated'; readonly how: string; readonly source?: string }
  /** Works with a difference that the report names. */
  | { readonly level: 'degraded'; readonly how: string; readonly source?: string }
  /** Refused with a diagnostic at its place. `why`, and what to do instead. */
  | { readonly level: 'refused'; readonly why: string; readonly source?: string };

/** What a target may lack beyond step kinds and builtins. Each is a row of the support matrix. */
export const features = {
  timeout: 'timeout on a step',
  workflowTimeout: 'timeout on a workflow',
  retry: 'retry on a call',
  retryBlock: 'retry on a block',
  catch: 'catch',
  settle: 'settle',
  concurrency: 'concurrent for',
  dynamicWait: 'a wait computed at run time',
  waitUntil: 'wait until a time',
  cron: 'schedule with cron',
  rate: 'schedule with rate',
  timezone: 'schedule with a time zone',
} as const;
export type Feature = keyof typeof features;

export interface Capabilities {
  readonly steps: Readonly<Record<StepKind, Support>>;
  readonly features: Readonly<Record<Feature, Support>>;
  /** A builtin that is left out is native. */
  readonly builtins: Readonly<Partial<Record<BuiltinName, Support>>>;
}
