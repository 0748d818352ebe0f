import type { Context, Deployment } from '../../src/adapter';
import { optionsOf } from './options';
import { connectionPlaceholder, functionPlaceholder, machineLogicalId } from './placeholders';
import { usedBy } from './used';

const account = 'us-east-1:123456789012';
const functionArn = (key: string): string => `arn:aws:lambda:${account}:function:${key}`;
const machineArn = (workflow: string): string => `arn:aws:states:${account}:stateMachine:${workflow}`;
const connectionArn = (name: string): string => `arn:aws:events:${account}:connection/${name}/1`;

/** A machine as the simulator takes it. */
export interface DeployedMachine {
  readonly workflow: string;
  readonly name: string;
  readonly arn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: string;
}

/** The machines of a deployment, with ARNs in their places as CloudFormation would put them. */
export function machinesOf(deployment: Deployment, context: Context): readonly DeployedMachine[] {
  const { project, program } = context;
  const arns = new Map<string, string>();
  for (const { key } of project.functions) arns.set(functionPlaceholder(key, context), functionArn(key));
  for (const { name } of program.workflows) arns.set(machineLogicalId(name), machineArn(name));
  for (const workflow of program.workflows) {
    for (const step of usedBy(workflow).requests) {
      const name = connectionPlaceholder(step, workflow, context);
      arns.set(name, connectionArn(name));
    }
  }
  return program.workflows.flatMap(workflow => {
    const { name } = workflow;
    const file = deployment.files.find(({ path }) => path === `${name}.asl.json`);
    const type = optionsOf(workflow, context).type ?? 'STANDARD';
    return file ? [{ workflow: name, name, arn: machineArn(name), type, definition: filled(file.content, arns) }] : [];
  });
}

/** The service's functions by the ARNs that the definitions name. */
export function functionsOf({ project }: Context): Readonly<Record<string, string>> {
  return Object.fromEntries(project.functions.map(({ key }) => [functionArn(key), key]));
}

function filled(definition: string, arns: ReadonlyMap<string, string>): string {
  return definition.replace(/\$\{(\w+)\}/g, (text, name: string) => arns.get(name) ?? text);
}
