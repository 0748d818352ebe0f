import type { Context, HttpStep, Workflow } from '../../src/adapter';
import { optionsOf } from './options';

/** The name under which deployment puts a function's ARN into definitions: its logical id in the service's stack. */
export function functionPlaceholder(key: string, { project }: Context): string {
  const own = project.functions.find(candidate => candidate.key === key);
  return own?.logicalId ?? `${alphanumeric(key)}LambdaFunction`;
}

/** The logical id of a workflow's state machine: from its key, so that another name doesn't make it another resource. */
export function machineLogicalId(workflow: string): string {
  return `${alphanumeric(workflow)}StateMachine`;
}

/** Connections by the beginning of the URL are numbered in their order, the others have the plain name. */
export function connectionPlaceholder(step: HttpStep, workflow: Workflow, context: Context): string {
  const prefixes = Object.keys(optionsOf(workflow, context).connections ?? {}).sort();
  const [best] = prefixes.filter(prefix => urlStart(step).startsWith(prefix)).sort((a, b) => b.length - a.length);
  return best === undefined ? 'HttpConnection' : `HttpConnection${prefixes.indexOf(best) + 1}`;
}

/** What a URL begins with whatever the values in it are. */
export function urlStart({ url }: HttpStep): string {
  const [first] = url.kind === 'text' ? url.parts : [url];
  return first?.kind === 'literal' && typeof first.value === 'string' ? first.value : '';
}

/** As the framework makes logical ids: dashes and underscores are spelled out, the first letter is a capital. */
export function alphanumeric(key: string): string {
  const text = key.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
