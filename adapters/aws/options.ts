import type { Context, Workflow } from '../../src/adapter';
import { isMap } from '../../src/language/json';
import { boolean, checkOptionsIn, described, matching, oneOf, option, type Option, schemaOf } from '../shared/options';
import * as found from './diagnostics';

/** A text, or an intrinsic function of CloudFormation that becomes one. */
export type Intrinsic = string | Readonly<Record<string, unknown>>;

export const logLevels = ['OFF', 'FATAL', 'ERROR', 'ALL'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What may stand under `orchestration.aws` for all workflows, and under a workflow's `aws` for itself. */
export interface SharedOptions {
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly logs?: LogLevel | LogOptions;
  readonly tracing?: boolean;
  readonly encryption?: EncryptionOptions;
  readonly tags?: Readonly<Record<string, Intrinsic>>;
  /** The ARN of a role for the state machines; without it each gets its own. */
  readonly role?: Intrinsic;
  readonly permissionsBoundary?: Intrinsic;
  /** Statements for the role, besides those its states need. */
  readonly iamRoleStatements?: readonly unknown[];
  /** The ARN of the EventBridge connection of `http` steps. */
  readonly connection?: Intrinsic;
  /** The same by the beginning of the URL. */
  readonly connections?: Readonly<Record<string, Intrinsic>>;
  readonly retain?: boolean;
  /** Whether the stack has an output with the ARN. */
  readonly output?: boolean;
}

export interface WorkflowOptions extends SharedOptions {
  /** The state machine's name; `service-stage-workflow` without it. */
  readonly name?: string;
  readonly condition?: string;
  readonly dependsOn?: string | readonly string[];
  /** By function: the variable of its environment in which it finds the ARN, with the permission to start the workflow. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface LogOptions {
  readonly level?: LogLevel;
  readonly includeExecutionData?: boolean;
  readonly retentionInDays?: number;
  /** The ARN of a log group of the user's own, ending in `:*`. */
  readonly destination?: Intrinsic;
}

export interface EncryptionOptions {
  readonly kmsKeyId: Intrinsic;
  readonly kmsDataKeyReusePeriodSeconds?: number;
}

export function isIntrinsic(value: unknown): value is Readonly<Record<string, unknown>> {
  return isMap(value) && Object.keys(value).length === 1 && /^(Ref|Fn::\w+)$/.test(Object.keys(value)[0] as string);
}

const isText = (value: unknown): boolean => (typeof value === 'string' && value !== '') || isIntrinsic(value);

const intrinsic = (what: string): Option => option({ type: ['string', 'object'] }, what, isText);
const mapOf = (what: string, takes: (value: unknown) => boolean): Option =>
  option({ type: 'object' }, what, value => isMap(value) && !isIntrinsic(value) && Object.values(value).every(takes));
const whole = (from: number, to: number): Option =>
  option(
    { type: 'integer', minimum: from, maximum: to },
    `a whole number from ${from} to ${to}`,
    value => typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to,
  );

const logicalId = /^[A-Za-z0-9]+$/;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-logs-loggroup.html */
const retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

const logOptions: Readonly<Record<keyof LogOptions, Option>> = {
  level: described('Which events are logged; ERROR when absent.', oneOf(logLevels)),
  includeExecutionData: described('Whether inputs and outputs are logged too; false when absent.', boolean),
  retentionInDays: described(
    'How long the log group keeps them; for ever when absent.',
    option({ enum: retentions }, `one of ${retentions.join(', ')}`, value => retentions.includes(value as number)),
  ),
  destination: described(
    'A log group of your own, in place of the one that is made.',
    intrinsic("a log group's ARN that ends in :*"),
  ),
};

const encryptionOptions: Readonly<Record<keyof EncryptionOptions, Option>> = {
  kmsKeyId: described('The key.', intrinsic("a key's id, alias or ARN")),
  kmsDataKeyReusePeriodSeconds: described('How long a data key is used again; 300 when absent.', whole(60, 900)),
};

const sharedOptions: Readonly<Record<keyof SharedOptions, Option>> = {
  type: described(
    'STANDARD when absent. EXPRESS runs for at most 5 minutes and keeps no history.',
    oneOf(['STANDARD', 'EXPRESS']),
  ),
  logs: described('What goes to CloudWatch: a level, or a map.', {
    schema: { anyOf: [{ enum: logLevels }, schemaOf(logOptions)] },
    expected: `one of ${logLevels.join(', ')}, or a map with ${Object.keys(logOptions).join(', ')}`,
    takes: value => isMap(value) || logLevels.some(level => level === value),
    fields: logOptions,
  }),
  tracing: described('Whether X-Ray traces executions; false when absent.', boolean),
  encryption: described("A key of your own; AWS's when absent.", {
    schema: schemaOf(encryptionOptions),
    expected: 'a map with kmsKeyId',
    takes: value => isMap(value) && value['kmsKeyId'] !== undefined,
    fields: encryptionOptions,
  }),
  tags: described("Tags of the state machine, beside the service's own.", mapOf('a map of texts', isText)),
  role: described(
    "The state machine's role. When absent one is made, with the permissions that its states need.",
    intrinsic("a role's ARN"),
  ),
  permissionsBoundary: described('The boundary of the role that is made.', intrinsic("a policy's ARN")),
  iamRoleStatements: described(
    'Statements of the role that is made, beside those that its states need.',
    option({ type: 'array' }, 'a list of statements with Effect, Action and Resource', isStatements),
  ),
  connection: described(
    'The connection that `http` steps use. When absent one without credentials is made.',
    intrinsic("an EventBridge connection's ARN"),
  ),
  connections: described(
    'Connections by the beginning of the URL: { "https://api.example.com/": ARN }.',
    mapOf("a map of EventBridge connections' ARNs by the beginning of the URL", isText),
  ),
  retain: described('Whether state machine and logs stay when the stack goes; false when absent.', boolean),
  output: described("Whether the stack has an output with the state machine's ARN; true when absent.", boolean),
};

const ownOptions: Readonly<Record<Exclude<keyof WorkflowOptions, keyof SharedOptions>, Option>> = {
  name: described(
    "The state machine's name; service-stage-workflow when absent.",
    matching(/^[^\s?*<>{}[\]"#%\\^|~`$&,;:/\p{Cc}]+$/u, 'a name without blanks and without any of ?*<>{}[]"#%\\^|~`$&,;:/'),
  ),
  condition: described(
    'A condition of the template: without it nothing of the workflow is deployed.',
    matching(logicalId, 'the name of a condition in `resources.Conditions`'),
  ),
  dependsOn: described(
    'Logical ids of what must be there first.',
    option(
      { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
      'a logical id, or a list of them',
      value => (Array.isArray(value) ? value : [value]).every(id => typeof id === 'string' && logicalId.test(id)),
    ),
  ),
  environment: described(
    'By function, the variable in which it finds the ARN; it may then start the workflow.',
    mapOf(
      'a map of variables by function: { start: ORDER_ARN }',
      value => typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_]*$/.test(value),
    ),
  ),
};

const workflowOptions = { ...sharedOptions, ...ownOptions };

/** JSON Schemas of the options, for editors. */
export const optionSchemas = { service: schemaOf(sharedOptions), workflow: schemaOf(workflowOptions) };

function isStatements(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      statement =>
        isMap(statement) &&
        (statement['Effect'] === 'Allow' || statement['Effect'] === 'Deny') &&
        (statement['Action'] !== undefined || statement['NotAction'] !== undefined) &&
        (statement['Resource'] !== undefined || statement['NotResource'] !== undefined),
    )
  );
}

/** Reports options that nobody knows, and values that they can't have. */
export function checkOptions(context: Context): void {
  checkOptionsIn(context.options, ['orchestration', 'aws'], sharedOptions, found, context);
  for (const workflow of context.program.workflows) {
    checkOptionsIn(workflow.targets['aws'], [...workflow.origin, 'aws'], workflowOptions, found, context);
  }
}

/** The options of all workflows, once they are checked. */
export function serviceOptionsOf(context: Context): SharedOptions {
  return isMap(context.options) ? context.options : {};
}

/** A workflow's options over those of all: maps are merged, statements are added. */
export function optionsOf(workflow: Workflow, context: Context): WorkflowOptions {
  const shared = serviceOptionsOf(context);
  const own: WorkflowOptions = isMap(workflow.targets['aws']) ? workflow.targets['aws'] : {};
  return {
    ...shared,
    ...own,
    logs: { ...logsOf(shared.logs), ...logsOf(own.logs) },
    tags: { ...shared.tags, ...own.tags },
    connections: { ...shared.connections, ...own.connections },
    iamRoleStatements: [...(shared.iamRoleStatements ?? []), ...(own.iamRoleStatements ?? [])],
  };
}

const logsOf = (logs: SharedOptions['logs']): LogOptions => (typeof logs === 'string' ? { level: logs } : (logs ?? {}));
