import type { Context, JsonMap, Workflow } from '../../src/adapter';
import type { ConfigPath } from '../../src/diagnostics/diagnostic';
import { isMap } from '../../src/language/json';
import { badOption, unknownOption } from './diagnostics';

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

interface Option {
  readonly schema: JsonMap;
  readonly expected: string;
  readonly takes: (value: unknown) => boolean;
}

const oneOf = (description: string, ...values: string[]): Option => ({
  schema: { enum: values, description },
  expected: `one of ${values.join(', ')}`,
  takes: value => typeof value === 'string' && values.includes(value),
});
const matching = (description: string, pattern: RegExp, expected: string): Option => ({
  schema: { type: 'string', pattern: pattern.source, description },
  expected,
  takes: value => typeof value === 'string' && pattern.test(value),
});

/** https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-bindings#host-json */
const serviceOptions: Readonly<Record<keyof Options, Option>> = {
  hubName: matching(
    'The task hub; made of the service and the stage when absent.',
    /^[A-Za-z][A-Za-z0-9]{2,44}$/,
    '3 to 45 letters and digits, a letter first',
  ),
  extensionBundle: matching(
    'The versions of the extension bundle; "[4.*, 5.0.0)" when absent.',
    /^[[(][0-9.*, ]+[\])]$/,
    'a range of versions like "[4.*, 5.0.0)"',
  ),
  authLevel: oneOf('Who may start workflows over HTTP; function when absent.', 'function', 'anonymous', 'admin'),
  functionTimeout: matching(
    'How long an activity may run.',
    /^(-1|(\d+\.)?\d\d:\d\d:\d\d)$/,
    'a time span like "00:10:00", or "-1"',
  ),
  storageProvider: {
    schema: { type: 'object', description: 'The backend, as host.json has it; Azure Storage when absent.' },
    expected: 'a map',
    takes: isMap,
  },
  versionMatchStrategy: oneOf(
    'Which executions under way a new version goes on with; None (all of them) when absent.',
    'None',
    'Strict',
    'CurrentOrOlder',
  ),
  versionFailureStrategy: oneOf('What becomes of the others; Fail when absent.', 'Reject', 'Fail'),
};

const workflowOptions: Readonly<Record<keyof WorkflowOptions, Option>> = {
  http: {
    schema: { type: 'boolean', description: 'Whether it can be started over HTTP; true when absent.' },
    expected: 'true or false',
    takes: value => typeof value === 'boolean',
  },
};

/** JSON Schemas of the options, for editors. */
export const optionSchemas = { service: schemaOf(serviceOptions), workflow: schemaOf(workflowOptions) };

function schemaOf(table: Readonly<Record<string, Option>>): JsonMap {
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(table).map(([name, option]) => [name, option.schema])),
    additionalProperties: false,
  };
}

/** Reports options that nobody knows, and values that they can't have. */
export function checkOptions(context: Context): void {
  checkAgainst(serviceOptions, context.options, ['orchestration', 'azure'], context);
  for (const workflow of context.program.workflows)
    checkAgainst(workflowOptions, workflow.targets['azure'], [...workflow.origin, 'azure'], context);
}

function checkAgainst(table: Readonly<Record<string, Option>>, options: unknown, path: ConfigPath, context: Context): void {
  if (options === undefined || options === null) return;
  if (!isMap(options)) return context.report(badOption({ path }, 'azure', 'a map'));
  for (const [name, value] of Object.entries(options)) {
    const option = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!option) context.report(unknownOption({ path: [...path, name], key: true }, name, Object.keys(table)));
    else if (!option.takes(value)) context.report(badOption({ path: [...path, name] }, name, option.expected));
  }
}

/** The options, once they are checked. */
export function optionsOf(context: Context): Options {
  return isMap(context.options) ? context.options : {};
}

export function workflowOptionsOf(workflow: Workflow): WorkflowOptions {
  const options = workflow.targets['azure'];
  return isMap(options) ? options : {};
}
