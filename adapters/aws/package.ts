import type { Context, Deployment, Unit } from '../../src/adapter';
import type { Machine } from './model';
import { optionsOf } from './options';
import { hasLogGroup, logGroup, logGroupId } from './package/logs';
import { type Value, machineName, ref, roleId, statesArn } from './package/arns';
import { ownConnection, ownConnectionId, usesOwnConnection } from './package/connections';
import { stateMachine } from './package/machine';
import { machineRole } from './package/role';
import { schedules } from './package/schedules';
import { alphanumeric, machineLogicalId } from './placeholders';

/** State machines with all that they need, for the service's stack. */
export function makePackage(units: readonly Unit<Machine>[], context: Context): Deployment {
  const template = { Resources: resourcesOf(units, context), Outputs: outputsOf(units, context) };
  const functions = functionsOf(units, context);
  return {
    files: [
      ...units.flatMap(({ artefacts }) => artefacts),
      { path: 'template.json', content: `${JSON.stringify(template, null, 2)}\n` },
    ],
    template,
    ...(functions.length > 0 ? { functions } : {}),
  };
}

function resourcesOf(units: readonly Unit<Machine>[], context: Context): Record<string, Value> {
  const resources: Record<string, Value> = {};
  for (const unit of units) {
    const { workflow } = unit;
    resources[machineLogicalId(workflow.name)] = stateMachine(unit, context);
    if (optionsOf(workflow, context).role === undefined) resources[roleId(workflow)] = machineRole(workflow, context);
    if (hasLogGroup(workflow, context)) resources[logGroupId(workflow)] = logGroup(workflow, context);
    Object.assign(resources, schedules(workflow, context));
  }
  if (units.some(({ workflow }) => usesOwnConnection(workflow, context))) resources[ownConnectionId] = ownConnection(context);
  return resources;
}

function outputsOf(units: readonly Unit<Machine>[], context: Context): Record<string, Value> {
  const outputs = units.flatMap(({ workflow }) => {
    const { output, condition } = optionsOf(workflow, context);
    if (output === false) return [];
    const value = {
      Description: `ARN of the state machine of the workflow ${workflow.name}`,
      ...(condition === undefined ? {} : { Condition: condition }),
      Value: ref(machineLogicalId(workflow.name)),
    };
    return [[`${alphanumeric(workflow.name)}StateMachineArn`, value] as const];
  });
  return Object.fromEntries(outputs);
}

/** What functions learn: the ARN is put together from the machine's name, so that nothing refers in a circle. */
function functionsOf(units: readonly Unit<Machine>[], context: Context): NonNullable<Deployment['functions']> {
  return units.flatMap(({ workflow }) => {
    const arn = statesArn('stateMachine', machineName(workflow, context));
    return Object.entries(optionsOf(workflow, context).environment ?? {}).map(([key, variable]) => ({
      function: key,
      environment: { [variable]: arn },
      roleStatements: [{ Effect: 'Allow', Action: ['states:StartExecution'], Resource: [arn] }],
    }));
  });
}
