import type { Context, Deployment } from '../../src/adapter';
import { environmentName } from './functions';
import { workflowId } from './ids';
import { givenUrl, serviceOptions } from './options';
import { calledBy } from './package';

/** A workflow as it is deployed. */
export interface Deployed {
  readonly workflow: string;
  readonly id: string;
  readonly source: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What a simulator is given: the workflows with their environment, and an address for every function of the service. */
export function deployed(
  deployment: Deployment,
  context: Context,
): { readonly workflows: readonly Deployed[]; readonly functions: Readonly<Record<string, string>> } {
  const options = serviceOptions(context);
  const addresses = new Map(
    context.project.functions.map(({ key }) => [
      key,
      givenUrl(key, options) ?? `https://us-central1-project.cloudfunctions.net/${encodeURIComponent(key)}`,
    ]),
  );
  const workflows = deployment.files.flatMap(({ workflow: name, content }) => {
    const workflow = context.program.workflows.find(candidate => candidate.name === name);
    if (!workflow) return [];
    const env = Object.fromEntries(
      calledBy(workflow, context).map(key => [environmentName(key, context.project), addresses.get(key) ?? '']),
    );
    return [{ workflow: workflow.name, id: workflowId(workflow, context), source: content, env }];
  });
  return { workflows, functions: Object.fromEntries([...addresses].map(([key, url]) => [url, key])) };
}
