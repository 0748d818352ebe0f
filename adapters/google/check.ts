import type { Block, CallStep, Context, Program, Step, Workflow } from '../../src/adapter';
import { blocksOf, stepsIn } from '../../src/language/visit';
import * as found from './diagnostics';
import { deepestParallel, isParallel } from './embed';
import { functionOf, longestHttpTimeout } from './functions';
import { workflowId, workflowIdPattern } from './ids';
import { checkOptions, givenUrl, serviceOptions, workflowOptions } from './options';
import { longestSource } from './limits';
import { calledBy } from './package';
import { cronOf, rateText } from './schedule';

/** Limits and names that the table of capabilities can't say: https://cloud.google.com/workflows/quotas */
export function check(program: Program, context: Context): void {
  checkOptions(context);
  checkIds(program, context);
  for (const workflow of program.workflows) {
    checkFunctions(workflow, context);
    checkSchedules(workflow, context);
    checkDepth(workflow.body, 0, workflow, context);
    for (const step of stepsIn(workflow.body)) checkTimeout(step, context);
  }
}

function checkIds(program: Program, context: Context): void {
  const seen = new Map<string, string>();
  for (const workflow of program.workflows) {
    const id = workflowId(workflow, context);
    const given = workflowOptions(workflow).id;
    const place = given === undefined ? { path: workflow.origin, key: true } : { path: [...workflow.origin, 'google', 'id'] };
    const other = seen.get(id);
    if (!workflowIdPattern.test(id)) context.report(found.badWorkflowId(place, id));
    else if (other !== undefined) context.report(found.sameWorkflowId(place, id, other));
    seen.set(id, workflow.name);
  }
}

function checkFunctions(workflow: Workflow, context: Context): void {
  const called = calledBy(workflow, context);
  if (called.length > 20) context.report(found.tooManyFunctions({ path: workflow.origin, key: true }, called.length));
  const options = serviceOptions(context);
  const seen = new Set<string>();
  const calls = [...stepsIn(workflow.body)].filter((step): step is CallStep => step.kind === 'call');
  for (const { function: key, origin } of calls) {
    if (seen.has(key)) continue;
    seen.add(key);
    const place = { path: [...origin, 'call'] };
    const target = functionOf(key, context.project);
    if (!target) continue;
    if (target.timeout !== undefined && target.timeout > longestHttpTimeout)
      context.report(found.functionTimeout(place, key, target.timeout));
    if (givenUrl(key, options) !== undefined) continue;
    if (target.runtime !== undefined && !target.runtime.startsWith('nodejs'))
      context.report(found.notNode(place, key, target.runtime));
    else if (target.handler === undefined) context.report(found.noHandler(place, key));
  }
}

function checkTimeout(step: Step, context: Context): void {
  if (step.kind !== 'call' && step.kind !== 'http') return;
  const seconds = step.timeout?.kind === 'literal' ? step.timeout.value : undefined;
  if (typeof seconds === 'number' && seconds > longestHttpTimeout) {
    context.report(found.timeoutTooLong({ path: [...step.origin, 'timeout'] }, seconds));
  }
}

/** Concurrent work in concurrent work, in the workflow itself: a workflow that would be too deep is run as an execution of its own. */
function checkDepth(block: Block, around: number, workflow: Workflow, context: Context): void {
  for (const step of block.steps) {
    for (const nested of blocksOf(step)) {
      const depth = around + (nested.role === 'concurrent' && isParallel(step, nested.block) ? 1 : 0);
      if (depth > deepestParallel) return context.report(found.nestedTooDeep({ path: step.origin, key: true }, depth));
      checkDepth(nested.block, depth, workflow, context);
    }
  }
}

function checkSchedules(workflow: Workflow, context: Context): void {
  for (const event of workflow.events) {
    if (cronOf(event) === undefined) context.report(found.badRate({ path: [...event.origin, 'rate'] }, rateText(event)));
    const bytes = Buffer.byteLength(JSON.stringify(event.input ?? {}));
    if (bytes > 32_768) context.report(found.inputTooLong({ path: [...event.origin, 'input'] }, bytes));
  }
}

export function checkSource(source: string, workflow: Workflow, context: Context): void {
  const bytes = Buffer.byteLength(source);
  if (bytes > longestSource) context.report(found.sourceTooLong({ path: workflow.origin, key: true }, bytes));
}
