import type { Block, CatchEntry, Context, Expression, Program, Step, Workflow } from '../../../src/adapter';
import { statusOf } from '../../../src/language/errors';
import { blocksOf, childrenOf, expressionsOf, stepsIn } from '../../../src/language/visit';
import { httpErrorBody } from '../diagnostics';

/** Reports expressions that read the body of a refused answer, which Step Functions doesn't keep. */
export function checkErrorBodies(workflow: Workflow, context: Context): void {
  for (const step of stepsIn(workflow.body)) {
    if (!mayFailByRequest(step, context.program, true)) continue;
    for (const entry of step.catch) if (takesRequests(entry)) checkBlock(entry.body, entry.as, context);
  }
}

/** Whether a request's error can come out of the step; `inside`: before its own entries take it. */
function mayFailByRequest(step: Step, program: Program, inside = false): boolean {
  if (!inside && step.catch.some(entry => entry.errors === undefined && !passesOn(entry.body, entry.as, program))) return false;
  switch (step.kind) {
    case 'http':
      return true;
    case 'run': {
      const child = program.workflows.find(({ name }) => name === step.workflow);
      return child !== undefined && blockMayFail(child.body, program);
    }
    default: {
      const bodies = blocksOf(step).filter(({ role }) => role !== 'catch');
      const isSettled = (step.kind === 'parallel' || step.kind === 'for') && step.settle;
      const entries = step.catch.some(entry => passesOn(entry.body, entry.as, program));
      return (!isSettled && bodies.some(({ block }) => blockMayFail(block, program))) || (!inside && entries);
    }
  }
}

const blockMayFail = (block: Block, program: Program): boolean => block.steps.some(step => mayFailByRequest(step, program));

/** Whether an entry raises what it caught, or fails by a request of its own. */
function passesOn(block: Block, name: string, program: Program): boolean {
  return [...stepsIn(block)].some(
    step =>
      step.kind === 'http' ||
      (step.kind === 'run' && mayFailByRequest(step, program)) ||
      (step.kind === 'raise' && step.error.kind === 'dynamic' && isVariable(step.error.value, name)),
  );
}

const takesRequests = ({ errors }: CatchEntry): boolean =>
  errors === undefined || errors.some(name => name === 'HttpError' || name === 'Unavailable' || statusOf(name) !== undefined);

function checkBlock(block: Block, name: string, context: Context): void {
  for (const step of block.steps) {
    for (const { expression, bound } of expressionsOf(step)) {
      const isRaised = step.kind === 'raise' && isVariable(expression, name);
      if (!isRaised && !bound.includes(name)) checkExpression(expression, name, context);
    }
    for (const nested of blocksOf(step)) if (!nested.bound.includes(name)) checkBlock(nested.block, name, context);
  }
  if (block.output) checkExpression(block.output, name, context);
}

function checkExpression(expression: Expression, name: string, context: Context): void {
  const path = pathFrom(expression, name);
  if (path) {
    const isKept = path[0] === 'name' || path[0] === 'message' || (path[0] === 'details' && path[1] === 'status');
    if (!isKept) context.report(httpErrorBody(expression.place, name));
    return;
  }
  for (const child of childrenOf(expression)) checkExpression(child, name, context);
}

/** `error.details.status` as `['details', 'status']`; undefined for what isn't a path from the name. */
function pathFrom(expression: Expression, name: string): readonly string[] | undefined {
  if (isVariable(expression, name)) return [];
  if (expression.kind !== 'member') return undefined;
  const path = pathFrom(expression.object, name);
  return path && [...path, expression.key];
}

const isVariable = (expression: Expression, name: string): boolean => expression.kind === 'variable' && expression.name === name;
