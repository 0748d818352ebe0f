import type { Context, Program, Workflow } from '../../../src/adapter';
import { nameTaken, nameTooLong } from '../diagnostics';
import { machineName } from '../package/arns';
import { optionsOf } from '../options';
import { machineLogicalId } from '../placeholders';

/** Names of machines and logical ids: short enough, and each once. */
export function checkNames(program: Program, context: Context): void {
  const names = new Map<string, Workflow>();
  const ids = new Map<string, Workflow>();
  for (const workflow of program.workflows) {
    const name = machineName(workflow, context);
    if (typeof name !== 'string') continue;
    const path = optionsOf(workflow, context).name === undefined ? workflow.origin : [...workflow.origin, 'aws', 'name'];
    const place = { path, key: path === workflow.origin };
    if (name.length > 80) context.report(nameTooLong(place, name));
    const named = names.get(name);
    if (named) context.report(nameTaken(place, 'name', name, named.name));
    const id = machineLogicalId(workflow.name);
    const same = ids.get(id);
    if (same) context.report(nameTaken({ path: workflow.origin, key: true }, 'logical id', id, same.name));
    names.set(name, workflow);
    ids.set(id, workflow);
  }
}
