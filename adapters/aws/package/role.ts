import type { Context, HttpStep, Workflow } from '../../../src/adapter';
import { isMap } from '../../../src/language/json';
import { optionsOf } from '../options';
import { functionPlaceholder } from '../placeholders';
import { usedBy } from '../used';
import { arnOf, childArn, machineName, statesArn, sub, type Value } from './arns';
import { connectionsOf } from './connections';
import { logsOf } from './logs';
import { tagsOf } from './tags';

export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: Value;
  readonly Condition?: Value;
}

const allow = (actions: readonly string[], resource: Value, condition?: Value): Statement => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});

/** The state machine's role: what its states do, what its options need, and what the user adds. */
export function machineRole(workflow: Workflow, context: Context): Value {
  const { iamRoleStatements = [] } = optionsOf(workflow, context);
  return role('states.amazonaws.com', [...statementsOf(workflow, context), ...iamRoleStatements], workflow, context);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-role.html */
export function role(service: string, statements: readonly unknown[], workflow: Workflow, context: Context): Value {
  const { condition, permissionsBoundary } = optionsOf(workflow, context);
  const inherited = roleOptionsOf(context);
  const boundary = permissionsBoundary ?? inherited.permissionsBoundary;
  const tags = tagsOf(workflow, context);
  return {
    Type: 'AWS::IAM::Role',
    ...(condition === undefined ? {} : { Condition: condition }),
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      },
      ...(inherited.path === undefined ? {} : { Path: inherited.path }),
      ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
      ...(statements.length > 0
        ? { Policies: [{ PolicyName: 'orchestration', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] }
        : {}),
      ...(tags.length > 0 ? { Tags: tags } : {}),
    },
  };
}

/** What the service says of roles: `provider.iam.role.path` and `permissionsBoundary`. */
function roleOptionsOf({ project }: Context): { readonly path?: unknown; readonly permissionsBoundary?: unknown } {
  const { iam, rolePermissionsBoundary } = project.providerOptions;
  const own = isMap(iam) && isMap(iam['role']) && !Object.keys(iam['role']).some(key => key.includes('::')) ? iam['role'] : {};
  return {
    ...(own['path'] === undefined ? {} : { path: own['path'] }),
    permissionsBoundary: own['permissionsBoundary'] ?? own['permissionBoundary'] ?? rolePermissionsBoundary,
  };
}

/** Exactly what the machine's states and options need. */
function statementsOf(workflow: Workflow, context: Context): readonly Statement[] {
  const used = usedBy(workflow);
  const options = optionsOf(workflow, context);
  return [
    ...(used.functions.length > 0
      ? [
          allow(
            ['lambda:InvokeFunction'],
            used.functions.map(key => arnOf(functionPlaceholder(key, context))),
          ),
        ]
      : []),
    ...requestStatements(used.requests, workflow, context),
    ...runStatements(used.workflows, workflow, context),
    ...(logsOf(workflow, context).level === 'OFF' ? [] : [allow(logActions, '*')]),
    ...(options.tracing ? [allow(tracingActions, '*')] : []),
    ...(options.encryption ? [keyStatement(options.encryption.kmsKeyId)] : []),
  ];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
const logActions = [
  'logs:CreateLogDelivery',
  'logs:CreateLogStream',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutLogEvents',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html */
const tracingActions = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'];

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-third-party-apis.html */
function requestStatements(requests: readonly HttpStep[], workflow: Workflow, context: Context): readonly Statement[] {
  if (requests.length === 0) return [];
  const own = statesArn('stateMachine', machineName(workflow, context));
  const methods = [...new Set(requests.map(({ method }) => method))];
  const connections = connectionsOf(workflow, context);
  return [
    ...methods.map(method =>
      allow(['states:InvokeHTTPEndpoint'], own, {
        StringEquals: { 'states:HTTPMethod': method },
        StringLike: { 'states:HTTPEndpoint': [...new Set(requests.filter(step => step.method === method).map(endpointPattern))] },
      }),
    ),
    allow(
      ['events:RetrieveConnectionCredentials'],
      connections.map(({ arn }) => arn),
    ),
    allow(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], unique(connections.map(({ secret }) => secret))),
  ];
}

/** A URL as IAM's pattern: what is computed may be anything. */
function endpointPattern({ url }: HttpStep): string {
  const parts = url.kind === 'text' ? url.parts : [url];
  const pattern = parts.map(part =>
    part.kind === 'literal' ? String(part.value).replaceAll('$', '${$}').replaceAll('*', '${*}') : '*',
  );
  return pattern.join('').replace(/\*+/g, '*');
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html: the rule is how AWS hears of the child's end. */
function runStatements(names: readonly string[], workflow: Workflow, context: Context): readonly Statement[] {
  if (names.length === 0) return [];
  const children = context.program.workflows.filter(({ name }) => names.includes(name));
  return [
    allow(
      ['states:StartExecution'],
      children.map(child => childArn(child.name, workflow, context)),
    ),
    allow(
      ['states:DescribeExecution', 'states:StopExecution'],
      children.map(child => statesArn('execution', `${machineName(child, context)}:*`)),
    ),
    allow(
      ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      sub(
        'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule',
      ),
    ),
  ];
}

/**
 * A key by its id or ARN; by an alias it can only be told in a condition.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function keyStatement(key: unknown): Statement {
  const actions = ['kms:Decrypt', 'kms:GenerateDataKey'];
  if (typeof key !== 'string') return allow(actions, key);
  const own = 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:';
  const [, prefix, alias] = /^(arn:.*:)?(alias\/.+)$/.exec(key) ?? [];
  if (alias !== undefined) {
    const keys = prefix === undefined ? sub(`${own}key/*`) : `${prefix}key/*`;
    return allow(actions, keys, { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [alias] } });
  }
  return allow(actions, key.startsWith('arn:') ? key : sub(`${own}key/${key.replaceAll('${', '${!')}`));
}

function unique(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map(value => [JSON.stringify(value), value])).values()];
}
