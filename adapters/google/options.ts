import type { Context, Place, Workflow } from '../../src/adapter';
import { isMap } from '../../src/language/json';
import { didYouMean } from '../../src/diagnostics/suggest';
import * as found from './diagnostics';

/** What stands under `orchestration.google`. */
export interface Options {
  readonly project?: string;
  readonly region?: string;
  /** The workflows' service account: an e-mail address, or the part of one before the @. */
  readonly serviceAccount?: string;
  readonly callLogLevel?: string;
  readonly executionHistoryLevel?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** URLs of functions that are deployed elsewhere, by key. */
  readonly functionUrls?: Readonly<Record<string, string>>;
}

/** What stands under `google` in a workflow: the same for it alone, and its id. */
export type WorkflowOptions = Pick<Options, 'serviceAccount' | 'callLogLevel' | 'executionHistoryLevel' | 'labels'> & {
  readonly id?: string;
};

/** https://cloud.google.com/workflows/docs/reference/rest/v1/projects.locations.workflows */
const levels = {
  callLogLevel: ['none', 'log-none', 'log-errors-only', 'log-all-calls'],
  executionHistoryLevel: ['basic', 'detailed'],
};

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'object', additionalProperties: { type: 'string' } } as const;
const perWorkflow = {
  serviceAccount: { ...text, description: 'The e-mail address of the service account that runs it.' },
  callLogLevel: { enum: levels.callLogLevel, description: 'Which calls are logged.' },
  executionHistoryLevel: { enum: levels.executionHistoryLevel, description: 'How much of an execution is kept.' },
  labels: { ...texts, description: 'Labels of the workflow.' },
};
const perService = {
  project: { ...text, description: 'The Google Cloud project.' },
  region: { ...text, description: 'The region of workflows and functions.' },
  ...perWorkflow,
  functionUrls: { ...texts, description: "URLs of functions that are deployed elsewhere, by the function's key." },
};

export const serviceSchema = { type: 'object', additionalProperties: false, properties: perService };
export const workflowSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    id: { ...text, description: "The workflow's id at Google; service-stage-workflow when absent." },
    ...perWorkflow,
  },
};

/** The service's options as far as they have the right form; `checkOptions` reports what hasn't. */
export function serviceOptions(context: Context): Options {
  return readOptions(context.options, serviceSchema.properties) as Options;
}

/** A function's address that the user gives. */
export function givenUrl(key: string, { functionUrls = {} }: Options): string | undefined {
  return Object.hasOwn(functionUrls, key) ? functionUrls[key] : undefined;
}

export function workflowOptions(workflow: Workflow): WorkflowOptions {
  return readOptions(workflow.targets['google'], workflowSchema.properties) as WorkflowOptions;
}

/** https://cloud.google.com/workflows/docs/reference/rest/v1/projects.locations.workflows/create */
export const workflowIdPattern = /^[a-zA-Z](?:[-_a-zA-Z0-9]{0,62}[a-zA-Z0-9])?$/;

export function workflowId(workflow: Workflow, { project }: Pick<Context, 'project'>): string {
  return workflowOptions(workflow).id ?? `${project.service}-${project.stage}-${workflow.name}`;
}

export function checkOptions(context: Context): void {
  checkAgainst(context.options, ['orchestration', 'google'], serviceSchema.properties, context);
  const known = new Set(context.project.functions.map(({ key }) => key));
  for (const key of Object.keys(serviceOptions(context).functionUrls ?? {})) {
    const place: Place = { path: ['orchestration', 'google', 'functionUrls', key], key: true };
    if (!known.has(key)) context.report(found.unknownOption(place, key, didYouMean(key, [...known])));
  }
  for (const workflow of context.program.workflows) {
    checkAgainst(workflow.targets['google'], [...workflow.origin, 'google'], workflowSchema.properties, context);
  }
}

type Properties = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function checkAgainst(given: unknown, path: readonly (string | number)[], properties: Properties, context: Context): void {
  if (given === undefined || given === null) return;
  if (!isMap(given)) return context.report(found.badOption({ path }, 'google', 'a map of options'));
  for (const [key, value] of Object.entries(given)) {
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (!schema)
      context.report(found.unknownOption({ path: [...path, key], key: true }, key, didYouMean(key, Object.keys(properties))));
    else if (!fits(value, schema)) context.report(found.badOption({ path: [...path, key] }, key, describe(schema)));
  }
}

function readOptions(given: unknown, properties: Properties): Readonly<Record<string, unknown>> {
  if (!isMap(given)) return {};
  return Object.fromEntries(
    Object.entries(given).filter(([key, value]) => Object.hasOwn(properties, key) && fits(value, properties[key]!)),
  );
}

function fits(value: unknown, schema: Readonly<Record<string, unknown>>): boolean {
  if (Array.isArray(schema['enum'])) return schema['enum'].includes(value);
  if (schema['type'] === 'object') return isMap(value) && Object.values(value).every(entry => typeof entry === 'string');
  return typeof value === 'string' && value !== '';
}

function describe(schema: Readonly<Record<string, unknown>>): string {
  if (Array.isArray(schema['enum'])) return `one of ${schema['enum'].join(', ')}`;
  return schema['type'] === 'object' ? 'a map of texts' : 'a text';
}
