import * as found from '../../diagnostics/catalogue';
import type { ConfigPath, Diagnostic } from '../../diagnostics/diagnostic';
import type { Block, Step, Workflow } from '../../language/ir';

type Report = (diagnostic: Diagnostic) => void;

interface Taken {
  readonly what: 'step' | 'branch' | 'variable';
  readonly name: string;
  readonly origin: ConfigPath;
}

interface Bound {
  readonly name: string;
  readonly origin: ConfigPath;
}

/** Reports names that stand for two things: steps and branches are unique, whatever the case; what is bound is never a variable. */
export function checkNames(workflow: Workflow, report: Report): void {
  const taken = new Map<string, Taken>();
  const bound: Bound[] = [];
  const claim = (entry: Taken): void => {
    const other = taken.get(entry.name.toLowerCase());
    if (!other) taken.set(entry.name.toLowerCase(), entry);
    else if (entry.what === 'variable' && other.what === 'variable' && entry.name === other.name) return;
    else if (entry.what === 'variable' && entry.name === other.name)
      report(found.assignedToStep({ path: entry.origin, key: true }, entry.name));
    else if (other.what === 'variable' && entry.name === other.name)
      report(found.assignedToStep({ path: other.origin, key: true }, entry.name));
    else reportTaken(entry.what, entry, other, report);
  };
  const visit = (block: Block): void => block.steps.forEach(step => visitStep(step, claim, bound, visit));
  visit(workflow.body);
  for (const name of bound) {
    const other = taken.get(name.name.toLowerCase());
    if (other) reportTaken('bound', name, other, report);
  }
}

function reportTaken(what: Taken['what'] | 'bound', { name, origin }: Bound, other: Taken, report: Report): void {
  const is = `there is a ${other.what} "${other.name}"${other.name === name ? '' : ', and names are unique whatever the case of their letters'}`;
  report(
    found.nameTaken({ path: origin, key: what !== 'bound' }, name, is, [
      { message: `the ${other.what} "${other.name}"`, place: { path: other.origin, key: true } },
    ]),
  );
}

function visitStep(step: Step, claim: (entry: Taken) => void, bound: Bound[], visit: (block: Block) => void): void {
  claim({ what: 'step', name: step.name, origin: step.origin });
  switch (step.kind) {
    case 'set':
      for (const { name, origin } of step.assignments) claim({ what: 'variable', name, origin });
      break;
    case 'do':
    case 'loop':
      visit(step.body);
      break;
    case 'switch':
      for (const { body } of step.cases) visit(body);
      if (step.otherwise) visit(step.otherwise);
      break;
    case 'for':
      bound.push({ name: step.each, origin: [...step.origin, 'for', 'each'] });
      if (step.at !== undefined) bound.push({ name: step.at, origin: [...step.origin, 'for', 'at'] });
      visit(step.body);
      break;
    case 'parallel':
      for (const { name, body, origin } of step.branches) {
        // A branch that is one step's body holds that step under its own name.
        if (body.steps.length !== 1 || body.steps[0]?.name !== name) claim({ what: 'branch', name, origin });
        visit(body);
      }
      break;
    default:
      break;
  }
  for (const entry of step.catch) {
    bound.push({ name: entry.as, origin: [...entry.origin, 'as'] });
    visit(entry.body);
  }
}
