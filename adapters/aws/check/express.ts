import type { Context, Expression, Workflow } from '../../../src/adapter';
import { stepsIn } from '../../../src/language/visit';
import { express, expressChild } from '../diagnostics';
import { optionsOf } from '../options';

const longest = 300;

/** What an EXPRESS machine can't do, and who can't wait for one. */
export function checkExpress(workflow: Workflow, context: Context): void {
  const isExpress = (name: string): boolean => {
    const other = context.program.workflows.find(candidate => candidate.name === name);
    return other !== undefined && optionsOf(other, context).type === 'EXPRESS';
  };
  const own = isExpress(workflow.name);
  if (own && workflow.timeout !== undefined && workflow.timeout > longest) {
    context.report(express({ path: [...workflow.origin, 'timeout'] }, 'run longer than five minutes'));
  }
  for (const step of stepsIn(workflow.body)) {
    if (step.kind === 'run') {
      const place = { path: [...step.origin, 'run'] };
      if (own) context.report(express(place, "wait for another state machine's end"));
      else if (isExpress(step.workflow)) context.report(expressChild(place, step.workflow));
    }
    if (own && step.kind === 'wait' && step.for.kind === 'seconds' && isTooLong(step.for.value)) {
      context.report(express({ path: [...step.origin, 'wait'] }, 'wait longer than five minutes'));
    }
    if (own && step.kind === 'loop' && step.every && isTooLong(step.every)) {
      context.report(express({ path: [...step.origin, 'every'] }, 'wait longer than five minutes'));
    }
  }
}

const isTooLong = (duration: Expression): boolean =>
  duration.kind === 'literal' && typeof duration.value === 'number' && duration.value > longest;
