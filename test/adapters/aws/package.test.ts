import assert from 'node:assert/strict';
import { partitionOf } from '../../../adapters/aws/emit';
import { compiled, statements } from './support/compiled';

const logs = {
  Effect: 'Allow',
  Action: [
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
  ],
  Resource: '*',
};

describe('aws: packaging', () => {
  it('makes a machine, its role, its log group and an output, named from the key', () => {
    const { deployment, resource } = compiled('workflows: { my-flow: { do: [{ a: { call: load } }] } }', {
      tags: { team: 'blue' },
    });
    assert.deepEqual(Object.keys(deployment.template?.Resources ?? {}), [
      'MyDashflowStateMachine',
      'MyDashflowStateMachineRole',
      'MyDashflowStateMachineLogGroup',
    ]);
    const { DefinitionString, ...properties } = resource('MyDashflowStateMachine').Properties;
    assert.equal(DefinitionString, deployment.files.find(({ path }) => path === 'my-flow.asl.json')?.content);
    assert.deepEqual(properties, {
      StateMachineName: 'shop-dev-my-flow',
      StateMachineType: 'STANDARD',
      DefinitionSubstitutions: { LoadLambdaFunction: { 'Fn::GetAtt': ['LoadLambdaFunction', 'Arn'] } },
      RoleArn: { 'Fn::GetAtt': ['MyDashflowStateMachineRole', 'Arn'] },
      LoggingConfiguration: {
        Level: 'ERROR',
        IncludeExecutionData: false,
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': ['MyDashflowStateMachineLogGroup', 'Arn'] } } }],
      },
      Tags: [{ Key: 'team', Value: 'blue' }],
    });
    assert.deepEqual(deployment.template?.Outputs, {
      MyDashflowStateMachineArn: {
        Description: 'ARN of the state machine of the workflow my-flow',
        Value: { Ref: 'MyDashflowStateMachine' },
      },
    });
    assert.deepEqual(JSON.parse(deployment.files.at(-1)?.content ?? ''), deployment.template);
  });

  it('gives the role of a machine what its states need, and nothing else', () => {
    const found = compiled(`workflows:
  w:
    do:
      - a: { call: load }
      - b: { call: store, catch: [{ do: [{ c: { call: load } }] }] }
      - d: { http: "https://api.test/items/{{ input.id }}/x?a=*" }
      - e: { http: { method: POST, url: "{{ input.url }}" } }
      - f: { run: child }
  child: { aws: { name: kid, logs: OFF }, output: 1 }`);
    assert.deepEqual(statements(found, 'WStateMachineRole'), [
      {
        Effect: 'Allow',
        Action: ['lambda:InvokeFunction'],
        Resource: [{ 'Fn::GetAtt': ['LoadLambdaFunction', 'Arn'] }, { 'Fn::GetAtt': ['StoreLambdaFunction', 'Arn'] }],
      },
      ...[
        ['GET', 'https://api.test/items/*/x?a=${*}'],
        ['POST', '*'],
      ].map(([method, url]) => ({
        Effect: 'Allow',
        Action: ['states:InvokeHTTPEndpoint'],
        Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:shop-dev-w' },
        Condition: { StringEquals: { 'states:HTTPMethod': method }, StringLike: { 'states:HTTPEndpoint': [url] } },
      })),
      {
        Effect: 'Allow',
        Action: ['events:RetrieveConnectionCredentials'],
        Resource: [{ 'Fn::GetAtt': ['OrchestrationHttpConnection', 'Arn'] }],
      },
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: [{ 'Fn::GetAtt': ['OrchestrationHttpConnection', 'SecretArn'] }],
      },
      { Effect: 'Allow', Action: ['states:StartExecution'], Resource: [{ Ref: 'ChildStateMachine' }] },
      {
        Effect: 'Allow',
        Action: ['states:DescribeExecution', 'states:StopExecution'],
        Resource: [{ 'Fn::Sub': 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:kid:*' }],
      },
      {
        Effect: 'Allow',
        Action: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
        Resource: {
          'Fn::Sub':
            'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule',
        },
      },
      logs,
    ]);
    assert.deepEqual(statements(found, 'ChildStateMachineRole'), []);
    assert.equal(found.resource('OrchestrationHttpConnection').Type, 'AWS::Events::Connection');
    assert.equal(found.deployment.template?.Resources['ChildStateMachineLogGroup'], undefined);
  });

  it('schedules by EventBridge Scheduler, with a role of its own', () => {
    const found = compiled(`workflows:
  w:
    events:
      - schedule: { cron: "0 9 * * MON-FRI", timezone: Europe/Berlin, input: { text: "<aws.scheduler.execution-id> \${x}" } }
      - schedule: { rate: 1 hour }
    do: [{ a: { call: load } }]`);
    assert.deepEqual(found.resource('WStateMachineSchedule1').Properties, {
      ScheduleExpression: 'cron(0 9 ? * MON-FRI *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { Ref: 'WStateMachine' },
        RoleArn: { 'Fn::GetAtt': ['WStateMachineScheduleRole', 'Arn'] },
        Input: '{"text":"\\u003caws.scheduler.execution-id> ${x}"}',
      },
    });
    const second = found.resource('WStateMachineSchedule2').Properties;
    assert.deepEqual([second['ScheduleExpression'], second['ScheduleExpressionTimezone']], ['rate(1 hour)', undefined]);
    assert.equal((second['Target'] as { Input: string }).Input, '{}');
    const role = found.resource('WStateMachineScheduleRole').Properties as { AssumeRolePolicyDocument: { Statement: object[] } };
    assert.deepEqual(role.AssumeRolePolicyDocument.Statement, [
      { Effect: 'Allow', Principal: { Service: 'scheduler.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]);
    assert.deepEqual(statements(found, 'WStateMachineScheduleRole'), [
      { Effect: 'Allow', Action: ['states:StartExecution'], Resource: [{ Ref: 'WStateMachine' }] },
    ]);
  });

  it('does what the options say, CloudFormation’s own functions among them', () => {
    const found = compiled(
      `aws:
  tracing: true
  tags: { cost: "1" }
  logs: { level: ALL, includeExecutionData: true, retentionInDays: 14 }
  permissionsBoundary: { Ref: Boundary }
workflows:
  w:
    aws:
      name: fixed
      type: EXPRESS
      tags: { own: { Ref: Owner } }
      encryption: { kmsKeyId: { "Fn::GetAtt": [Key, Arn] }, kmsDataKeyReusePeriodSeconds: 300 }
      condition: IsProd
      dependsOn: Table
      retain: true
      output: false
      iamRoleStatements: [{ Effect: Allow, Action: "s3:GetObject", Resource: { "Fn::Sub": "\${Bucket.Arn}/*" } }]
    do: [{ a: { call: load } }]`,
      { tags: { cost: '0', team: 'blue' }, iam: { role: { path: '/app/' } } },
    );
    const machine = found.resource('WStateMachine');
    assert.deepEqual(
      [machine['Condition'], machine['DependsOn'], machine['DeletionPolicy'], machine['UpdateReplacePolicy']],
      ['IsProd', ['Table'], 'Retain', 'Retain'],
    );
    const { Properties } = machine;
    assert.equal(Properties['StateMachineName'], 'fixed');
    assert.equal(Properties['StateMachineType'], 'EXPRESS');
    assert.deepEqual(Properties['TracingConfiguration'], { Enabled: true });
    assert.deepEqual(Properties['EncryptionConfiguration'], {
      Type: 'CUSTOMER_MANAGED_KMS_KEY',
      KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      KmsDataKeyReusePeriodSeconds: 300,
    });
    assert.deepEqual(Properties['Tags'], [
      { Key: 'cost', Value: '1' },
      { Key: 'team', Value: 'blue' },
      { Key: 'own', Value: { Ref: 'Owner' } },
    ]);
    assert.deepEqual(found.deployment.template?.Outputs, {});
    const role = found.resource('WStateMachineRole');
    assert.deepEqual(
      [role['Condition'], role.Properties['Path'], role.Properties['PermissionsBoundary']],
      ['IsProd', '/app/', { Ref: 'Boundary' }],
    );
    const [, , tracing, kms, own] = statements(found, 'WStateMachineRole');
    assert.deepEqual(tracing?.['Action'], [
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
    ]);
    assert.deepEqual(kms, {
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: { 'Fn::GetAtt': ['Key', 'Arn'] },
    });
    assert.deepEqual(own, { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Bucket.Arn}/*' } });
    assert.deepEqual(found.resource('WStateMachineLogGroup').Properties['RetentionInDays'], 14);
  });

  it('names the key of the encryption by its id, its ARN or its alias', () => {
    const keyOf = (kmsKeyId: string): unknown => {
      const yaml = `workflows: { w: { aws: { logs: OFF, encryption: { kmsKeyId: ${JSON.stringify(kmsKeyId)} } }, output: 1 } }`;
      const [statement] = statements(compiled(yaml), 'WStateMachineRole');
      return [statement?.['Resource'], statement?.['Condition']];
    };
    const own = 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/';
    const byAlias = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': ['alias/orders'] } };
    assert.deepEqual(keyOf('1-2-3'), [{ 'Fn::Sub': `${own}1-2-3` }, undefined]);
    assert.deepEqual(keyOf('${AWS::StackName}'), [{ 'Fn::Sub': `${own}\${!AWS::StackName}` }, undefined]);
    assert.deepEqual(keyOf('arn:aws:kms:eu-west-1:1:key/1'), ['arn:aws:kms:eu-west-1:1:key/1', undefined]);
    assert.deepEqual(keyOf('alias/orders'), [{ 'Fn::Sub': `${own}*` }, byAlias]);
    assert.deepEqual(keyOf('arn:aws:kms:eu-west-1:1:alias/orders'), ['arn:aws:kms:eu-west-1:1:key/*', byAlias]);
  });

  it('makes all that a conditional workflow has under its condition', () => {
    const { deployment } = compiled(`workflows:
  w:
    aws: { condition: IsProd }
    events: [{ schedule: { rate: 1 day } }]
    do: [{ a: { call: load } }]`);
    const resources = Object.entries(deployment.template?.Resources ?? {}) as [string, { Condition?: string }][];
    assert.deepEqual(
      resources.map(([id, { Condition }]) => [id, Condition]),
      ['', 'Role', 'LogGroup', 'ScheduleRole', 'Schedule'].map(part => [`WStateMachine${part}`, 'IsProd']),
    );
  });

  it('adds statements and merges tags, connections and logs of all workflows and of one', () => {
    const statement = (action: string): string => `{ Effect: Allow, Action: "${action}", Resource: "*" }`;
    const found = compiled(
      `aws:
  iamRoleStatements: [${statement('s3:ListBucket')}]
  logs: { level: ALL, retentionInDays: 7 }
workflows:
  w:
    aws: { iamRoleStatements: [${statement('s3:GetObject')}], logs: { includeExecutionData: true } }
    do: [{ a: { call: load } }]`,
    );
    const own = statements(found, 'WStateMachineRole').slice(2);
    assert.deepEqual(
      own.map(({ Action }) => Action),
      ['s3:ListBucket', 's3:GetObject'],
    );
    assert.equal(found.resource('WStateMachineLogGroup').Properties['RetentionInDays'], 7);
    const logging = found.resource('WStateMachine').Properties['LoggingConfiguration'] as Record<string, unknown>;
    assert.deepEqual([logging['Level'], logging['IncludeExecutionData']], ['ALL', true]);
  });

  it('takes a role, a log group and connections of the user’s own', () => {
    const found = compiled(`aws:
  role: { "Fn::ImportValue": role }
  logs: { level: FATAL, destination: "arn:aws:logs:x:*" }
  connection: { "Fn::GetAtt": [Any, Arn] }
  connections: { "https://b.test/": { Ref: B }, "https://a.test/": "arn:a", "https://a.test/deep/": "arn:deep" }
workflows:
  w:
    do:
      - a: { http: "https://a.test/x" }
      - b: { http: "https://b.test/{{ input.x }}" }
      - c: { http: "https://c.test/" }
      - d: { http: "https://a.test/deep/x" }`);
    assert.deepEqual(Object.keys(found.deployment.template?.Resources ?? {}), ['WStateMachine']);
    const { Properties } = found.resource('WStateMachine');
    assert.deepEqual(Properties['RoleArn'], { 'Fn::ImportValue': 'role' });
    assert.deepEqual(Properties['DefinitionSubstitutions'], {
      HttpConnection1: 'arn:a',
      HttpConnection3: { Ref: 'B' },
      HttpConnection: { 'Fn::GetAtt': ['Any', 'Arn'] },
      HttpConnection2: 'arn:deep',
    });
  });

  it('names a child by its ARN where a condition may leave it out', () => {
    const found = compiled(`workflows:
  w: { do: [{ a: { run: child } }] }
  child: { aws: { condition: C }, output: 1 }`);
    const arn = { 'Fn::Sub': 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:shop-dev-child' };
    assert.deepEqual(found.resource('WStateMachine').Properties['DefinitionSubstitutions'], { ChildStateMachine: arn });
    assert.deepEqual(found.deployment.template?.Outputs?.['ChildStateMachineArn'], {
      Description: 'ARN of the state machine of the workflow child',
      Condition: 'C',
      Value: { Ref: 'ChildStateMachine' },
    });
  });

  it('tells functions the ARN, with the permission to start it and no reference to the machine', () => {
    const { deployment } = compiled('workflows: { w: { aws: { environment: { store: FLOW } }, do: [{ a: { call: store } }] } }');
    const arn = { 'Fn::Sub': 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:shop-dev-w' };
    assert.deepEqual(deployment.functions, [
      {
        function: 'store',
        environment: { FLOW: arn },
        roleStatements: [{ Effect: 'Allow', Action: ['states:StartExecution'], Resource: [arn] }],
      },
    ]);
  });

  it('lets the user’s text through unchanged, whatever it looks like', () => {
    const hostile = [
      '${AWS::Region}',
      '${LoadLambdaFunction}',
      '{ "Ref": "X" }',
      '{% $states.input %}',
      '{%',
      '%}',
      '"\'`\\',
      '${!x}',
      '$',
      '\u0000',
      '\u2028',
    ];
    const workflows = {
      w: { description: '${AWS::Region}', do: [{ a: { call: 'load', with: { list: hostile, '${key}': { Ref: 'X' } } } }] },
    };
    const { resource } = compiled(JSON.stringify({ workflows }));
    const text = String(resource('WStateMachine').Properties['DefinitionString']);
    assert.deepEqual(text.match(/\$\{[^}]*\}/g), ['${LoadLambdaFunction}']);
    const definition = JSON.parse(text) as { Comment: string; States: { a: { Arguments: { Payload: { list: string[] } } } } };
    assert.equal(definition.Comment, '${AWS::Region}');
    const { Payload } = definition.States.a.Arguments;
    assert.deepEqual(Object.keys(Payload), ['list', '${key}']);
    assert.deepEqual(Payload.list.slice(0, 3), hostile.slice(0, 3));
    assert.deepEqual(Payload.list.slice(3, 6), [
      '{% "{\\u0025 $states.input \\u0025}" %}',
      '{% "{\\u0025" %}',
      '{% "\\u0025}" %}',
    ]);
    assert.deepEqual(Payload.list.slice(6), hostile.slice(6));
  });

  it('writes ARNs for the partition of the region', () => {
    assert.deepEqual([undefined, 'eu-west-1', 'cn-north-1', 'us-gov-west-1'].map(partitionOf), [
      'aws',
      'aws',
      'aws-cn',
      'aws-us-gov',
    ]);
  });
});
