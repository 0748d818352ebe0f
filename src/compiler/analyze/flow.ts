import * as found from '../../diagnostics/catalogue';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Block, Step, Workflow } from '../../language/ir';
import { blocksOf } from '../../language/visit';

/** Reports steps that stand behind one which always returns or raises. */
export function checkFlow(workflow: Workflow, report: (diagnostic: Diagnostic) => void): void {
  const visit = (block: Block): void => {
    const last = block.steps.findIndex(alwaysEnds);
    const unreached = last < 0 ? undefined : block.steps[last + 1];
    if (unreached)
      report(found.unreachableStep({ path: unreached.origin, key: true }, unreached.name, (block.steps[last] as Step).name));
    for (const step of block.steps) for (const nested of blocksOf(step)) visit(nested.block);
  };
  visit(workflow.body);
}

/** Whether the flow never goes on behind the step. */
export function alwaysEnds(step: Step): boolean {
  if (step.if || !step.catch.every(entry => endsBlock(entry.body))) return false;
  switch (step.kind) {
    case 'return':
    case 'raise':
      return true;
    case 'do':
      return endsBlock(step.body);
    case 'switch':
      return step.otherwise !== undefined && endsBlock(step.otherwise) && step.cases.every(entry => endsBlock(entry.body));
    default:
      return false;
  }
}

function endsBlock(block: Block): boolean {
  return block.steps.some(alwaysEnds);
}
