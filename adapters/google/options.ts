import type { Context, Place, Workflow } from '../../src/adapter';
import { isMap } from '../../src/language/json';
import { checkOptionsIn, described, fittingOptions, oneOf, option, type Option, schemaOf } from '../shared/options';
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

const text = option({ type: 'string', minLength: 1 }, 'a text', value => typeof value === 'string' && value !== '');
const texts = option(
  { type: 'object', additionalProperties: { type: 'string' } },
  'a map of texts',
  value => isMap(value) && Object.values(value).every(entry => typeof entry === 'string'),
);

/** https://cloud.google.com/workflows/docs/reference/rest/v1/projects.locations.workflows */
const shared = {
  serviceAccount: described('The e-mail address of the service account that runs it.', text),
  callLogLevel: described('Which calls are logged.', oneOf(['none', 'log-none', 'log-errors-only', 'log-all-calls'])),
  executionHistoryLevel: described('How much of an execution is kept.', oneOf(['basic', 'detailed'])),
  labels: described('Labels of the workflow.', texts),
};

const serviceTable: Readonly<Record<keyof Options, Option>> = {
  project: described('The Google Cloud project.', text),
  region: described('The region of workflows and functions.', text),
  ...shared,
  functionUrls: described("URLs of functions that are deployed elsewhere, by the function's key.", texts),
};

const workflowTable: Readonly<Record<keyof WorkflowOptions, Option>> = {
  id: described("The workflow's id at Google; made of the service, the stage and the workflow's name when absent.", text),
  ...shared,
};

/** JSON Schemas of the options, for editors. */
export const optionSchemas = { service: schemaOf(serviceTable), workflow: schemaOf(workflowTable) };

/** The service's options as far as they have the right form; `checkOptions` reports what hasn't. */
export function serviceOptions(context: Context): Options {
  return fittingOptions(context.options, serviceTable);
}

/** A function's address that the user gives. */
export function givenUrl(key: string, { functionUrls = {} }: Options): string | undefined {
  return Object.hasOwn(functionUrls, key) ? functionUrls[key] : undefined;
}

export function workflowOptions(workflow: Workflow): WorkflowOptions {
  return fittingOptions(workflow.targets['google'], workflowTable);
}

/** Reports options that nobody knows, values that they can't have, and addresses of functions that the service hasn't. */
export function checkOptions(context: Context): void {
  checkOptionsIn(context.options, ['orchestration', 'google'], serviceTable, found, context);
  const known = context.project.functions.map(({ key }) => key);
  for (const key of Object.keys(serviceOptions(context).functionUrls ?? {})) {
    const place: Place = { path: ['orchestration', 'google', 'functionUrls', key], key: true };
    if (!known.includes(key)) context.report(found.unknownOption(place, key, known));
  }
  for (const workflow of context.program.workflows) {
    checkOptionsIn(workflow.targets['google'], [...workflow.origin, 'google'], workflowTable, found, context);
  }
}
