import type { Context, Workflow } from '../../../src/adapter';
import { isMap } from '../../../src/language/json';
import { optionsOf } from '../options';

/** The service's tags, the options' and the workflow's; the nearer one wins. */
export function tagsOf(workflow: Workflow, context: Context): readonly { readonly Key: string; readonly Value: unknown }[] {
  const inherited = context.project.providerOptions['tags'];
  const tags = { ...(isMap(inherited) ? inherited : {}), ...optionsOf(workflow, context).tags };
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
