import type { Block, Step as UserStep } from '../../../src/adapter';
import { assign, nothing } from '../build';
import { lowerInto } from '../expressions/lower';
import { isTotal } from '../expressions/total';
import { type At, type Out, stepName, stored, variableOf } from '../frame';
import { leaves } from '../leaves';
import type { Step } from '../model';

/** A block's steps, without its value. Steps behind one that always leaves aren't reached and aren't there. */
export function lowerSteps(block: Block, at: At): Step[] {
  const steps: Step[] = [];
  for (const userStep of block.steps) {
    steps.push(...at.frame.lowerStep(userStep, at));
    if (leaves(steps)) break;
  }
  return steps;
}

/** A block's steps; its value goes into the variable of the step it belongs to, when that is read. */
export function lowerBlockInto(userStep: UserStep, block: Block, at: At): Step[] {
  const steps = lowerSteps(block, at);
  if (!leaves(steps)) assignOutput(userStep, block, { ...at, base: userStep.name }, steps);
  return steps;
}

function assignOutput(userStep: UserStep, { output }: Block, at: At, out: Out): void {
  // A value that nobody reads may still be a mistake that ends the execution.
  if (output && (isRead(userStep, at) || !isTotal(output))) {
    lowerInto(variableOf(at, userStep.name), output, at, out, value => stored(at, userStep.name, value));
  } else if (!output) {
    out.push(...clear(userStep, at));
  }
}

/** Null for a step that was skipped or caught: only where an earlier round may have left something, for variables start as null. */
export function clear(userStep: UserStep, at: At): readonly Step[] {
  if (!at.again || !isRead(userStep, at)) return [];
  return [assign(stepName(at, 'clear'), { variable: variableOf(at, userStep.name), value: nothing })];
}

export function isRead(userStep: UserStep, at: At): boolean {
  return at.frame.flow.read.has(userStep.name);
}
