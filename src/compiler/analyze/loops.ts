import * as found from '../../diagnostics/catalogue';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Expression } from '../../language/expressions/ast';
import type { Block, LoopStep, Step, Workflow } from '../../language/ir';
import { blocksOf, stepsIn, variablesIn, walkExpression } from '../../language/visit';

/** Reports `while` and `until` loops that nothing ends. */
export function checkLoops(workflow: Workflow, report: (diagnostic: Diagnostic) => void): void {
  const visit = (block: Block, caught: boolean): void => {
    for (const step of block.steps) {
      // An error may be meant to end it where something takes the error.
      const taken = caught || step.catch.length > 0;
      if (step.kind === 'loop' && step.max === undefined && !leaves(step)) {
        const place = { path: [...step.origin, step.mode], key: true };
        if (!taken && !canChange(step)) report(found.endlessLoop(place, step.name));
        else if (step.every && workflow.timeout === undefined && !isCounted(step.condition)) {
          report(found.unboundedPoll(place, step.name));
        }
      }
      for (const { block: inner } of blocksOf(step)) visit(inner, taken);
    }
  };
  visit(workflow.body, false);
}

/** Whether a step of the rounds ends the loop from within. */
function leaves(loop: LoopStep): boolean {
  return stepsIn(loop.body).some(({ kind }) => kind === 'return' || kind === 'raise');
}

/** Whether the rounds assign anything that the condition reads. */
function canChange(loop: LoopStep): boolean {
  const read = variablesIn(loop.condition);
  return read.size > 0 && [loop, ...stepsIn(loop.body)].flatMap(namesAssignedBy).some(name => read.has(name));
}

function namesAssignedBy(step: Step): readonly string[] {
  return step.kind === 'set' ? [step.name, ...step.assignments.map(({ name }) => name)] : [step.name];
}

/** A condition that compares numbers counts rounds, or the time: it comes to its end by itself. */
function isCounted(condition: Expression): boolean {
  return walkExpression(condition).some(node => node.kind === 'binary' && ['<', '<=', '>', '>='].includes(node.operator));
}
