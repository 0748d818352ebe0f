import type { FunctionAddition, Project } from '../adapter';
import { isMap } from '../language/json';
import type { CloudFormationTemplate } from './framework';

/** A function's resource and its role's, both of the stack. */
interface Place {
  readonly addition: FunctionAddition;
  readonly properties: Record<string, unknown>;
  readonly role: Record<string, unknown>;
}

/** Where each addition goes in the template; a text instead says why it can't go anywhere. */
export function placesFor(
  additions: readonly FunctionAddition[],
  { functions }: Project,
  template: CloudFormationTemplate,
): readonly (Place | string)[] {
  return additions.map(addition => {
    const id = functions.find(({ key }) => key === addition.function)?.logicalId;
    const properties = propertiesOf(template, id);
    if (!properties) return `The function "${addition.function}" isn't in the stack.`;
    const role = propertiesOf(template, roleIdOf(properties['Role']));
    if (!role) {
      return `The function "${addition.function}" runs under a role that isn't in this stack: it can't be given the permission to start a workflow.`;
    }
    return { addition, properties, role };
  });
}

/** Gives the functions their variables, and their roles the statements. */
export function add(places: readonly Place[]): void {
  for (const { addition, properties, role } of places) {
    const environment = isMap(properties['Environment']) ? properties['Environment'] : {};
    const variables = isMap(environment['Variables']) ? environment['Variables'] : {};
    properties['Environment'] = { ...environment, Variables: { ...variables, ...addition.environment } };
    addStatements(role, addition.roleStatements);
  }
}

const policyName = 'orchestration';

function addStatements(role: Record<string, unknown>, statements: readonly unknown[]): void {
  const policies = (Array.isArray(role['Policies']) ? role['Policies'] : []) as readonly unknown[];
  const own = policies.find(policy => isMap(policy) && policy['PolicyName'] === policyName);
  const document = isMap(own) && isMap(own['PolicyDocument']) ? own['PolicyDocument'] : {};
  const before = Array.isArray(document['Statement']) ? (document['Statement'] as readonly unknown[]) : [];
  const added = statements.filter(statement => !before.some(other => JSON.stringify(other) === JSON.stringify(statement)));
  const policy = { PolicyName: policyName, PolicyDocument: { Version: '2012-10-17', Statement: [...before, ...added] } };
  role['Policies'] = [...policies.filter(other => other !== own), policy];
}

function propertiesOf(template: CloudFormationTemplate, id: string | undefined): Record<string, unknown> | undefined {
  const resource = id === undefined ? undefined : template.Resources?.[id];
  return isMap(resource) && isMap(resource['Properties']) ? resource['Properties'] : undefined;
}

/** The framework names a function's role by `{ "Fn::GetAtt": [id, "Arn"] }`. */
function roleIdOf(role: unknown): string | undefined {
  const attribute = isMap(role) ? role['Fn::GetAtt'] : undefined;
  return Array.isArray(attribute) && typeof attribute[0] === 'string' ? attribute[0] : undefined;
}
