import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { aws } from '../../../adapters/aws/index';
import type { Adapter, Project } from '../../../src/adapter';
import { check, compile } from '../../../src/compiler/compile';

/** What stands in an example's `${env:NAME, 'default'}` without the environment. */
const withDefaults = (text: string): string => text.replace(/\$\{env:\w+, '([^']*)'\}/g, '$1');

interface Template {
  readonly [id: string]: { readonly Type: string; readonly Properties: { readonly Policies?: readonly Policy[] } };
}
interface Policy {
  readonly PolicyDocument: {
    readonly Statement: readonly {
      readonly Effect: string;
      readonly Action: readonly string[];
      readonly Resource: unknown;
      readonly Condition?: unknown;
    }[];
  };
}

/** An example's resources by type, and each role's statements as `action on resource if condition`. */
function packaged(example: string): { readonly types: Record<string, string>; readonly roles: Record<string, string[]> } {
  const file = join(__dirname, '../../../examples', example, 'serverless.yml');
  const config = parse(withDefaults(readFileSync(file, 'utf8'))) as { functions: Record<string, object>; orchestration: unknown };
  const keys = Object.keys(config.functions);
  const { program, diagnostics } = check(config.orchestration, keys, ['aws']);
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  const functions = keys.map(key => ({
    key,
    name: key,
    logicalId: `${key.charAt(0).toUpperCase()}${key.slice(1)}LambdaFunction`,
    environment: {},
    options: {},
  }));
  const project: Project = { service: example, stage: 'dev', provider: 'aws', providerOptions: {}, folder: '/', functions };
  const { deployment, diagnostics: own } = compile(program, project, aws as Adapter, undefined);
  assert.deepEqual(own, []);
  const resources = deployment.template?.Resources as Template;
  const roles = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
  return {
    types: Object.fromEntries(Object.entries(resources).map(([id, { Type }]) => [id, Type.replace(/^AWS::/, '')])),
    roles: Object.fromEntries(roles.map(([id, { Properties }]) => [id, (Properties.Policies ?? []).flatMap(statementsOf)])),
  };
}

const statementsOf = ({ PolicyDocument }: Policy): string[] =>
  PolicyDocument.Statement.flatMap(({ Effect, Action, Resource, Condition, ...rest }) => {
    assert.deepEqual([Effect, rest], ['Allow', {}]);
    const condition = Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`;
    return [Resource].flat().map(resource => `${Action.join(', ')} on ${nameOf(resource)}${condition}`);
  });

function nameOf(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const {
    Ref,
    'Fn::GetAtt': attribute,
    'Fn::Sub': text,
  } = resource as { Ref?: string; 'Fn::GetAtt'?: string[]; 'Fn::Sub'?: string };
  return (
    Ref ??
    attribute?.join('.') ??
    String(text).replace('arn:${AWS::Partition}:', '').replace('${AWS::Region}:${AWS::AccountId}:', '')
  );
}

const logs =
  'logs:CreateLogDelivery, logs:CreateLogStream, logs:GetLogDelivery, logs:UpdateLogDelivery, logs:DeleteLogDelivery, ' +
  'logs:ListLogDeliveries, logs:PutLogEvents, logs:PutResourcePolicy, logs:DescribeResourcePolicies, logs:DescribeLogGroups on *';
const invoke = (name: string): string => `lambda:InvokeFunction on ${name}LambdaFunction.Arn`;

describe('aws: the roles of the examples, statement by statement', () => {
  it('two-tasks', () => {
    const { types, roles } = packaged('two-tasks');
    assert.deepEqual(types, {
      WelcomeStateMachine: 'StepFunctions::StateMachine',
      WelcomeStateMachineRole: 'IAM::Role',
      WelcomeStateMachineLogGroup: 'Logs::LogGroup',
    });
    assert.deepEqual(roles, { WelcomeStateMachineRole: [invoke('Greet'), invoke('Translate'), logs] });
  });

  it('todos-to-storage', () => {
    const { types, roles } = packaged('todos-to-storage');
    assert.deepEqual(types, {
      SaveTodosStateMachine: 'StepFunctions::StateMachine',
      SaveTodosStateMachineRole: 'IAM::Role',
      SaveTodosStateMachineLogGroup: 'Logs::LogGroup',
      SaveTodosStateMachineScheduleRole: 'IAM::Role',
      SaveTodosStateMachineSchedule: 'Scheduler::Schedule',
      OrchestrationHttpConnection: 'Events::Connection',
    });
    assert.deepEqual(roles, {
      SaveTodosStateMachineRole: [
        invoke('Store'),
        'states:InvokeHTTPEndpoint on states:stateMachine:todos-to-storage-dev-saveTodos if ' +
          '{"StringEquals":{"states:HTTPMethod":"GET"},"StringLike":{"states:HTTPEndpoint":["https://jsonplaceholder.typicode.com/todos/"]}}',
        'events:RetrieveConnectionCredentials on OrchestrationHttpConnection.Arn',
        'secretsmanager:GetSecretValue, secretsmanager:DescribeSecret on OrchestrationHttpConnection.SecretArn',
        logs,
      ],
      SaveTodosStateMachineScheduleRole: ['states:StartExecution on SaveTodosStateMachine'],
    });
  });

  it('order-fulfilment', () => {
    const { types, roles } = packaged('order-fulfilment');
    assert.deepEqual(Object.keys(types).sort(), [
      'FulfilOrderStateMachine',
      'FulfilOrderStateMachineLogGroup',
      'FulfilOrderStateMachineRole',
      'ReleaseAllStateMachine',
      'ReleaseAllStateMachineLogGroup',
      'ReleaseAllStateMachineRole',
    ]);
    assert.deepEqual(roles, {
      FulfilOrderStateMachineRole: [
        invoke('ReserveStock'),
        invoke('ChargeCard'),
        invoke('BookParcel'),
        invoke('TrackParcel'),
        invoke('RefundCard'),
        'states:StartExecution on ReleaseAllStateMachine',
        'states:DescribeExecution, states:StopExecution on states:execution:order-fulfilment-dev-releaseAll:*',
        'events:PutTargets, events:PutRule, events:DescribeRule on events:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule',
        logs,
      ],
      ReleaseAllStateMachineRole: [invoke('ReleaseStock'), logs],
    });
  });
});
