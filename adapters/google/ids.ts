import { createHash } from 'node:crypto';
import type { Context, Project, Workflow } from '../../src/adapter';
import { workflowOptions } from './options';

/** https://cloud.google.com/workflows/docs/reference/rest/v1/projects.locations.workflows/create */
export const workflowIdPattern = /^[a-zA-Z](?:[-_a-zA-Z0-9]{0,62}[a-zA-Z0-9])?$/;
const longestWorkflowId = 64;

/**
 * A workflow's id at Google: the one that is given, else the service's name, the stage and the workflow's name. Where Google can't take
 * that, it is made fit, and a checksum of it at the end keeps apart what would then be alike. The id depends on the workflow's own name
 * alone: it stays what it is whatever other workflows there are.
 */
export function workflowId(workflow: Workflow, { project }: Pick<Context, 'project'>): string {
  return workflowOptions(workflow).id ?? madeFit(`${project.service}-${project.stage}-${workflow.name}`);
}

function madeFit(id: string): string {
  if (workflowIdPattern.test(id)) return id;
  const fit = id.replace(/[^-_a-zA-Z0-9]+/g, '-').replace(/^[^a-zA-Z]+/, '');
  return marked(fit === '' ? 'workflow' : fit, id, longestWorkflowId);
}

/** The name of a function at Google: lower case, digits and hyphens, at most 63 characters. https://cloud.google.com/functions/docs/deploy */
const longestFunctionName = 63;

/** A function's name at Google, made like a workflow's id. Of keys that are alike in lower case the first has the plain name. */
export function functionName(key: string, project: Project): string {
  const name = plainName(key, project);
  const first = project.functions.find(other => plainName(other.key, project) === name);
  const fits = name.length <= longestFunctionName && (first === undefined || first.key === key);
  return fits ? name : marked(name, key, longestFunctionName);
}

function plainName(key: string, { service, stage }: Project): string {
  const name = `${service}-${stage}-${key}`.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  return name.replace(/^[^a-z]+|-+$/g, '');
}

/** A name of so many characters at most, with a checksum of what it was made of. */
function marked(name: string, of: string, longest: number): string {
  const checksum = createHash('sha256').update(of).digest('hex').slice(0, 6);
  return `${name.slice(0, longest - checksum.length - 1).replace(/[-_]+$/, '')}-${checksum}`;
}
