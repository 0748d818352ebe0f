import type { Context, Workflow } from '../../../src/adapter';
import { isMap } from '../../../src/language/json';
import { roleAndStatements, unknownFunction } from '../diagnostics';

/** Options that refer to the service, or to each other. */
export function checkRoles(workflow: Workflow, context: Context): void {
  const options = workflow.targets['aws'];
  if (!isMap(options)) return;
  const path = [...workflow.origin, 'aws'];
  if (options['role'] !== undefined && options['iamRoleStatements'] !== undefined) {
    context.report(roleAndStatements({ path: [...path, 'iamRoleStatements'], key: true }));
  }
  const { environment } = options;
  const known = context.project.functions.map(({ key }) => key);
  for (const key of isMap(environment) ? Object.keys(environment) : []) {
    if (!known.includes(key)) context.report(unknownFunction({ path: [...path, 'environment', key], key: true }, key, known));
  }
}
