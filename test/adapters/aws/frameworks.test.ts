import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import {
  createService,
  frameworks,
  removeServices,
  runInProcess,
  type Framework,
  type InProcess,
} from '../../plugin/support/frameworks';
import { examples, filesOf } from './support/examples';

type Template = NonNullable<InProcess['template']>;
type Resource = { readonly Type: string; readonly Properties: Record<string, unknown>; readonly DependsOn?: unknown };

/** What each example's stack has besides the functions, written by hand: machine by machine what it calls, and its schedule. */
const expected: Readonly<
  Record<
    (typeof examples)[number],
    Readonly<Record<string, { readonly refersTo: readonly string[]; readonly schedule?: readonly [string, string] }>>
  >
> = {
  'order-fulfilment': {
    fulfilOrder: {
      refersTo: [
        'ReserveStockLambdaFunction',
        'ChargeCardLambdaFunction',
        'BookParcelLambdaFunction',
        'TrackParcelLambdaFunction',
        'RefundCardLambdaFunction',
        'ReleaseAllStateMachine',
      ],
    },
    releaseAll: { refersTo: ['ReleaseStockLambdaFunction'] },
  },
  'todos-to-storage': {
    saveTodos: { refersTo: ['StoreLambdaFunction', 'HttpConnection'], schedule: ['cron(0 6 * * ? *)', 'Europe/Berlin'] },
  },
  'two-tasks': { welcome: { refersTo: ['GreetLambdaFunction', 'TranslateLambdaFunction'] } },
};

async function packaged(framework: Framework, example: string): Promise<Template> {
  const result = await runInProcess(framework, createService(filesOf(example), 'sources'), ['package'], { stage: 'prod' });
  assert.equal(result.error, undefined);
  return result.template as Template;
}

for (const framework of frameworks) {
  describe(`AWS: the examples packaged by ${framework.title}`, function () {
    this.timeout(30_000);
    afterEach(removeServices);

    for (const example of examples) {
      it(example, async () => {
        const { Resources, Outputs } = await packaged(framework, example);
        const resource = (id: string): Resource => {
          assert.ok(Resources[id], `there is no ${id}`);
          return Resources[id] as Resource;
        };
        const byType = (type: string): string[] => Object.keys(Resources).filter(id => resource(id).Type === type);
        const workflows = Object.entries(expected[example]);
        const idOf = (workflow: string): string => `${workflow.charAt(0).toUpperCase()}${workflow.slice(1)}StateMachine`;
        assert.deepEqual(
          byType('AWS::StepFunctions::StateMachine').sort(),
          workflows.map(([name]) => idOf(name)),
        );

        for (const [name, { refersTo, schedule }] of workflows) {
          const id = idOf(name);
          const machine = resource(id).Properties;
          assert.equal(machine['StateMachineName'], `${example}-prod-${name}`);
          assert.equal(machine['StateMachineType'], 'STANDARD');
          assert.deepEqual(machine['RoleArn'], { 'Fn::GetAtt': [`${id}Role`, 'Arn'] });
          assert.deepEqual((Outputs[`${id}Arn`] as { Value: unknown }).Value, { Ref: id });

          // Every place in the definition is filled, by something that is in the stack.
          const definition = String(machine['DefinitionString']);
          const substitutions = machine['DefinitionSubstitutions'] as Record<string, object>;
          assert.deepEqual(Object.keys(substitutions), refersTo);
          const places = [...definition.matchAll(/\$\{([^}]*)\}/g)].map(([, place]) => place as string);
          assert.deepEqual([...new Set(places)].sort(), [...refersTo].sort());
          for (const value of Object.values(substitutions)) resource(String(Object.values(value).flat()[0]));
          const { QueryLanguage, StartAt, States } = JSON.parse(definition) as Record<string, string | Record<string, unknown>>;
          assert.equal(QueryLanguage, 'JSONata');
          assert.ok(Object.hasOwn(States as object, StartAt as string));

          const role = resource(`${id}Role`);
          assert.equal(role.Type, 'AWS::IAM::Role');
          assert.deepEqual(principalOf(role), 'states.amazonaws.com');

          const group = resource(`${id}LogGroup`);
          assert.equal(group.Type, 'AWS::Logs::LogGroup');
          assert.equal(group.Properties['LogGroupName'], `/aws/vendedlogs/states/${example}-prod-${name}`);
          assert.deepEqual(machine['LoggingConfiguration'], {
            Level: 'ERROR',
            IncludeExecutionData: false,
            Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': [`${id}LogGroup`, 'Arn'] } } }],
          });

          if (!schedule) {
            assert.equal(Resources[`${id}Schedule`], undefined);
            continue;
          }
          const { Type, Properties } = resource(`${id}Schedule`);
          assert.equal(Type, 'AWS::Scheduler::Schedule');
          assert.deepEqual([Properties['ScheduleExpression'], Properties['ScheduleExpressionTimezone']], schedule);
          assert.deepEqual(Properties['Target'], {
            Arn: { Ref: id },
            RoleArn: { 'Fn::GetAtt': [`${id}ScheduleRole`, 'Arn'] },
            Input: '{}',
          });
          assert.equal(principalOf(resource(`${id}ScheduleRole`)), 'scheduler.amazonaws.com');
        }
      });
    }

    it('refers to nothing in a circle, though a function that is called knows who calls it', async () => {
      const learning = filesOf('two-tasks');
      const yaml = `${learning['serverless.yml']}`.replace(
        'welcome:\n',
        'welcome:\n      aws: { environment: { greet: WELCOME } }\n',
      );
      const service = createService({ ...learning, 'serverless.yml': yaml }, 'sources');
      const own = (await runInProcess(framework, service, ['package'])).template as Template;
      const { Environment } = (own.Resources['GreetLambdaFunction'] as Resource).Properties as {
        Environment: { Variables: Record<string, Record<string, string>> };
      };
      assert.match(String(Environment.Variables['WELCOME']?.['Fn::Sub']), /:stateMachine:two-tasks-dev-welcome$/);
      for (const { Resources } of [own, ...(await Promise.all(examples.map(example => packaged(framework, example))))]) {
        const done = new Set<string>();
        const visit = (id: string, way: readonly string[]): void => {
          assert.ok(!way.includes(id), `a circle: ${[...way, id].join(' -> ')}`);
          if (done.has(id)) return;
          for (const next of referredIn(Resources[id], Resources)) visit(next, [...way, id]);
          done.add(id);
        };
        for (const id of Object.keys(Resources)) visit(id, []);
      }
    });

    it('writes nothing and merges nothing when a workflow is refused', async () => {
      const files = filesOf('order-fulfilment');
      const yaml = `${files['serverless.yml']}`.replace('fulfilOrder:\n', 'fulfilOrder:\n      aws: { type: EXPRESS }\n');
      const service = createService({ ...files, 'serverless.yml': yaml }, 'sources');
      const { error, stderr, template } = await runInProcess(framework, service, ['package']);
      assert.match(`${String(error?.message)}\n${stderr}`, /aws\/express/);
      assert.equal(template?.Resources['FulfilOrderStateMachine'], undefined);
      assert.equal(existsSync(service.path('.serverless/orchestration/aws')), false);
    });
  });
}

describe('AWS: the examples run on the simulator', function () {
  this.timeout(30_000);
  afterEach(removeServices);

  for (const example of examples) {
    it(`${example}: its cases, by \`orchestration test\``, async () => {
      const service = createService(filesOf(example), 'sources');
      const result = await runInProcess(frameworks[0]!, service, ['orchestration', 'test'], { target: 'aws', reporter: 'json' });
      assert.equal(result.code, 0, result.stderr + result.stdout);
      const { results } = JSON.parse(result.stdout) as { results: readonly { engine: string; outcome: string }[] };
      const onAws = results.filter(({ engine }) => engine === 'aws');
      assert.ok(onAws.length > 1);
      for (const { outcome } of onAws) assert.equal(outcome, 'passed');
    });
  }

  it('two-tasks: by `orchestration run`, with the service’s own handlers', async () => {
    const service = createService(filesOf('two-tasks'), 'sources');
    const options = { name: 'welcome', target: 'aws', input: '{"name":"Ada","country":"DE"}' };
    const result = await runInProcess(frameworks[0]!, service, ['orchestration', 'run'], options);
    assert.equal(result.code, 0, result.stderr);
    assert.match(String(JSON.parse(result.stdout)), /Ada/);
    assert.match(result.stderr, /TaskStateEntered/);
  });
});

function principalOf({ Properties }: Resource): unknown {
  const policy = Properties['AssumeRolePolicyDocument'] as { Statement: readonly { Principal: { Service: unknown } }[] };
  return policy.Statement[0]?.Principal.Service;
}

/** The resources that a resource refers to, so that CloudFormation makes them first. */
function referredIn(value: unknown, resources: Record<string, unknown>): string[] {
  if (Array.isArray(value)) return value.flatMap(item => referredIn(item, resources));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'Ref' || key === 'DependsOn') return [item].flat().filter(id => Object.hasOwn(resources, String(id))) as string[];
    if (key === 'Fn::GetAtt')
      return [String([item].flat()[0]).split('.')[0] as string].filter(id => Object.hasOwn(resources, id));
    if (key === 'Fn::Sub') {
      const names = [...String([item].flat()[0]).matchAll(/\$\{([A-Za-z0-9]+)(?:\.[^}]*)?\}/g)].map(([, id]) => id as string);
      return names.filter(id => Object.hasOwn(resources, id));
    }
    return referredIn(item, resources);
  });
}
