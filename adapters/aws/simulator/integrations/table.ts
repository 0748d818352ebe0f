import { startExecution } from './executions';
import { httpInvoke } from './http';
import { resourceName, type Integration } from './integration';
import { lambdaInvoke } from './lambda';

/** By what stands behind `arn:<partition>:states:::` in `Resource`. Everything else is refused before a machine runs. */
export const integrations: Readonly<Record<string, Integration>> = {
  'lambda:invoke': lambdaInvoke,
  'http:invoke': httpInvoke,
  'states:startExecution': startExecution,
  'states:startExecution.sync': startExecution,
  'states:startExecution.sync:2': startExecution,
};

/** The integration of a resource that was found among them when the machine was read. */
export function integrationOf(resource: string): Integration {
  return integrations[resourceName(resource) ?? ''] as Integration;
}
