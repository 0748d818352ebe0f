import * as found from '../../diagnostics/catalogue';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Block, Step, Workflow } from '../../language/ir';
import { blocksOf, stepsIn } from '../../language/visit';

/** Reports handlers that depend on which of several failing branches wins. */
export function checkFailures(workflow: Workflow, report: (diagnostic: Diagnostic) => void): void {
  for (const step of stepsIn(workflow.body)) {
    if (step.catch.length > 1 && canFailTwice(step)) {
      report(found.openFailure({ path: [...step.origin, 'catch'], key: true }, step.name));
    }
  }
}

function canFailTwice(step: Step): boolean {
  if (step.kind === 'for') return step.concurrency !== undefined && !step.settle && canFail(step.body);
  return step.kind === 'parallel' && !step.settle && step.branches.filter(({ body }) => canFail(body)).length > 1;
}

/** Whether an error that a handler could take may leave a block. */
function canFail(block: Block): boolean {
  return block.steps.some(step => {
    const takesAll = step.catch.some(({ errors }) => errors === undefined);
    const inner = blocksOf(step).filter(({ role }) => role === 'catch' || !takesAll);
    return (!takesAll && ['call', 'http', 'run', 'raise'].includes(step.kind)) || inner.some(({ block }) => canFail(block));
  });
}
