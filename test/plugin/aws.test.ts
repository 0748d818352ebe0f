import assert from 'node:assert/strict';
import { createService, frameworks, removeServices, runInProcess, type Files } from './support/frameworks';

const service = (extra: string): Files => ({
  'serverless.yml': `service: shop
provider: { name: aws, runtime: nodejs20.x, tags: { team: blue } }
plugins: [serverless-orchestration]
package: { excludeDevDependencies: false, patterns: ['!**', 'handler.js'] }
functions:
  reserve: { handler: handler.reserve, environment: { TABLE: stock } }
  start: { handler: handler.start${extra} }
orchestration:
  workflows:
    order:
      events: [{ schedule: { rate: 1 day } }]
      aws: { environment: { start: ORDER_ARN }, tags: { flow: order } }
      do:
        - reserved: { call: reserve, with: { text: "\${AWS::Region} {{ input.sku }}" } }
      output: "{{ reserved }}"
`,
  'handler.js': 'exports.reserve = exports.start = async () => 1;\n',
});

for (const framework of frameworks) {
  describe(`AWS Step Functions in ${framework.title}`, function () {
    this.timeout(30_000);
    afterEach(removeServices);

    it('packages the machine, role, log group and schedule, and tells a function the ARN', async () => {
      const { error, template } = await runInProcess(framework, createService(service(''), 'sources'), ['package'], {
        stage: 'prod',
      });
      assert.equal(error, undefined);
      const { Resources, Outputs } = template as NonNullable<typeof template>;
      const types = Object.fromEntries(
        Object.entries(Resources).map(([id, resource]) => [id, (resource as { Type: string }).Type]),
      );
      assert.equal(types['OrderStateMachine'], 'AWS::StepFunctions::StateMachine');
      assert.equal(types['OrderStateMachineRole'], 'AWS::IAM::Role');
      assert.equal(types['OrderStateMachineLogGroup'], 'AWS::Logs::LogGroup');
      assert.equal(types['OrderStateMachineSchedule'], 'AWS::Scheduler::Schedule');
      assert.ok(Outputs['OrderStateMachineArn']);

      const properties = (id: string): Record<string, unknown> =>
        (Resources[id] as { Properties: Record<string, unknown> }).Properties;
      const machine = properties('OrderStateMachine');
      assert.equal(machine['StateMachineName'], 'shop-prod-order');
      assert.deepEqual(machine['DefinitionSubstitutions'], {
        ReserveLambdaFunction: { 'Fn::GetAtt': ['ReserveLambdaFunction', 'Arn'] },
      });
      assert.deepEqual(String(machine['DefinitionString']).match(/\$\{[^}]*\}/g), ['${ReserveLambdaFunction}']);
      assert.deepEqual(machine['Tags'], [
        { Key: 'team', Value: 'blue' },
        { Key: 'flow', Value: 'order' },
      ]);

      const arn = { 'Fn::Sub': 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:shop-prod-order' };
      assert.deepEqual(properties('StartLambdaFunction')['Environment'], { Variables: { ORDER_ARN: arn } });
      assert.deepEqual(properties('ReserveLambdaFunction')['Environment'], { Variables: { TABLE: 'stock' } });
      const policies = properties('IamRoleLambdaExecution')['Policies'] as {
        PolicyName: unknown;
        PolicyDocument: { Statement: unknown[] };
      }[];
      assert.deepEqual(policies.find(({ PolicyName }) => PolicyName === 'orchestration')?.PolicyDocument.Statement, [
        { Effect: 'Allow', Action: ['states:StartExecution'], Resource: [arn] },
      ]);
    });

    it('stops where a function’s role isn’t the stack’s to change', async () => {
      const files = service(', role: "arn:aws:iam::123456789012:role/own"');
      const { error, template } = await runInProcess(framework, createService(files, 'sources'), ['package']);
      assert.match(String(error?.message), /"start" runs under a role that isn't in this stack/);
      assert.equal(template?.Resources['OrderStateMachine'], undefined);
    });
  });
}
