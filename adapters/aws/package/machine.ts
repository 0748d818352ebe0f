import type { Context, Unit, Workflow } from '../../../src/adapter';
import type { Machine } from '../model';
import { type Intrinsic, type LogLevel, optionsOf } from '../options';
import { functionPlaceholder, machineLogicalId } from '../placeholders';
import { usedBy } from '../used';
import { arnOf, childArn, machineName, roleId, type Value } from './arns';
import { connectionsOf } from './connections';
import { logGroupId, logsOf } from './logs';
import { tagsOf } from './tags';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-stepfunctions-statemachine.html */
export function stateMachine(unit: Unit<Machine>, context: Context): Value {
  const { workflow } = unit;
  const options = optionsOf(workflow, context);
  const substitutions = substitutionsOf(workflow, context);
  const dependsOn = [options.dependsOn ?? []].flat();
  const tags = tagsOf(workflow, context);
  const logs = logsOf(workflow, context);
  return {
    Type: 'AWS::StepFunctions::StateMachine',
    ...(options.condition === undefined ? {} : { Condition: options.condition }),
    ...(dependsOn.length > 0 ? { DependsOn: dependsOn } : {}),
    ...(options.retain ? { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } : {}),
    Properties: {
      StateMachineName: machineName(workflow, context),
      StateMachineType: options.type ?? 'STANDARD',
      DefinitionString: definitionOf(unit),
      ...(Object.keys(substitutions).length > 0 ? { DefinitionSubstitutions: substitutions } : {}),
      RoleArn: options.role ?? arnOf(roleId(workflow)),
      LoggingConfiguration: logging(logs.level, logs.includeExecutionData, logs.destination ?? arnOf(logGroupId(workflow))),
      ...(options.tracing ? { TracingConfiguration: { Enabled: true } } : {}),
      ...(options.encryption
        ? { EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', ...encryption(options.encryption) } }
        : {}),
      ...(tags.length > 0 ? { Tags: tags } : {}),
    },
  };
}

/** The definition's text; what CloudFormation puts in are the placeholders alone. */
function definitionOf({ artefacts, workflow }: Unit<Machine>): string {
  const file = artefacts.find(({ path }) => path === `${workflow.name}.asl.json`);
  if (!file) throw new Error(`the definition of "${workflow.name}" isn't among its artefacts`);
  return file.content;
}

function substitutionsOf(workflow: Workflow, context: Context): Readonly<Record<string, Value>> {
  const used = usedBy(workflow);
  return Object.fromEntries([
    ...used.functions.map(key => {
      const id = functionPlaceholder(key, context);
      return [id, arnOf(id)] as const;
    }),
    ...used.workflows.map(name => [machineLogicalId(name), childArn(name, workflow, context)] as const),
    ...connectionsOf(workflow, context).map(({ placeholder, arn }) => [placeholder, arn] as const),
  ]);
}

function logging(level: LogLevel, includeExecutionData: boolean, group: Value): Value {
  if (level === 'OFF') return { Level: 'OFF' };
  return {
    Level: level,
    IncludeExecutionData: includeExecutionData,
    Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: group } }],
  };
}

function encryption(options: {
  readonly kmsKeyId: Intrinsic;
  readonly kmsDataKeyReusePeriodSeconds?: number;
}): Record<string, Value> {
  const { kmsKeyId, kmsDataKeyReusePeriodSeconds: seconds } = options;
  return { KmsKeyId: kmsKeyId, ...(seconds === undefined ? {} : { KmsDataKeyReusePeriodSeconds: seconds }) };
}
