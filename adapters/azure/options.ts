import type { Context, Workflow } from '../../src/adapter';
import { isMap } from '../../src/language/json';
import { boolean, checkOptionsIn, described, matching, oneOf, option, type Option, schemaOf } from '../shared/options';
import * as found from './diagnostics';

/** What stands under `orchestration.azure`. */
export interface Options {
  readonly hubName?: string;
  readonly extensionBundle?: string;
  readonly authLevel?: string;
  readonly functionTimeout?: string;
  readonly storageProvider?: Readonly<Record<string, unknown>>;
  readonly versionMatchStrategy?: string;
  readonly versionFailureStrategy?: string;
}

/** What stands under `azure` in a workflow. */
export interface WorkflowOptions {
  readonly http?: boolean;
}

/** https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-bindings#host-json */
const serviceOptions: Readonly<Record<keyof Options, Option>> = {
  hubName: described(
    'The task hub; made of the service and the stage when absent.',
    matching(/^[A-Za-z][A-Za-z0-9]{2,44}$/, '3 to 45 letters and digits, a letter first'),
  ),
  extensionBundle: described(
    'The versions of the extension bundle; "[4.*, 5.0.0)" when absent.',
    matching(/^[[(][0-9.*, ]+[\])]$/, 'a range of versions like "[4.*, 5.0.0)"'),
  ),
  authLevel: described('Who may start workflows over HTTP; function when absent.', oneOf(['function', 'anonymous', 'admin'])),
  functionTimeout: described(
    'How long an activity may run.',
    matching(/^(-1|(\d+\.)?\d\d:\d\d:\d\d)$/, 'a time span like "00:10:00", or "-1"'),
  ),
  storageProvider: described(
    'The backend, as host.json has it; Azure Storage when absent.',
    option({ type: 'object' }, 'a map', isMap),
  ),
  versionMatchStrategy: described(
    'Which executions under way a new version goes on with; None (all of them) when absent.',
    oneOf(['None', 'Strict', 'CurrentOrOlder']),
  ),
  versionFailureStrategy: described('What becomes of the others; Fail when absent.', oneOf(['Reject', 'Fail'])),
};

const workflowOptions: Readonly<Record<keyof WorkflowOptions, Option>> = {
  http: described('Whether it can be started over HTTP; true when absent.', boolean),
};

/** JSON Schemas of the options, for editors. */
export const optionSchemas = { service: schemaOf(serviceOptions), workflow: schemaOf(workflowOptions) };

/** Reports options that nobody knows, and values that they can't have. */
export function checkOptions(context: Context): void {
  checkOptionsIn(context.options, ['orchestration', 'azure'], serviceOptions, found, context);
  for (const workflow of context.program.workflows)
    checkOptionsIn(workflow.targets['azure'], [...workflow.origin, 'azure'], workflowOptions, found, context);
}

/** The options, once they are checked. */
export function optionsOf(context: Context): Options {
  return isMap(context.options) ? context.options : {};
}

export function workflowOptionsOf(workflow: Workflow): WorkflowOptions {
  const options = workflow.targets['azure'];
  return isMap(options) ? options : {};
}
