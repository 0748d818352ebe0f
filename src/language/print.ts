import { printDuration } from './duration';
import { printTemplate } from './expressions/print';
import type { Block, CatchEntry, Program, RetryPolicy, ScheduleEvent, Step, Workflow } from './ir';
import { defined } from './reader';
import { stepSyntax } from './steps/index';
import { printCondition, type Printer, type StepSyntax } from './syntax';

/** The program as the plain data of an `orchestration` block: reading it gives the program again. */
export function printProgram(program: Program): Record<string, unknown> {
  return { workflows: Object.fromEntries(program.workflows.map(workflow => [workflow.name, printWorkflow(workflow)])) };
}

function printWorkflow(workflow: Workflow): Record<string, unknown> {
  return {
    ...defined({
      description: workflow.description,
      timeout: workflow.timeout === undefined ? undefined : printDuration(workflow.timeout),
      input: workflow.input,
    }),
    ...(workflow.events.length > 0 ? { events: workflow.events.map(printEvent) } : {}),
    ...workflow.targets,
    ...printBlock(workflow.body),
  };
}

function printEvent({ cron, rate, timezone, input }: ScheduleEvent): unknown {
  return {
    schedule: defined({ cron, rate: rate && `${rate.value} ${rate.unit}${rate.value === 1 ? '' : 's'}`, timezone, input }),
  };
}

function printBlock(block: Block): Record<string, unknown> {
  return {
    ...(block.steps.length > 0 || !block.output ? { do: printSteps(block.steps) } : {}),
    ...(block.output ? { output: printTemplate(block.output) } : {}),
  };
}

const printer: Printer = { steps: printSteps, block: printBlock };

function printSteps(steps: readonly Step[]): Record<string, unknown>[] {
  return steps.map(step => ({ [step.name]: printBody(step) }));
}

function printBody(step: Step): Record<string, unknown> {
  const syntax = stepSyntax[step.kind] as unknown as StepSyntax;
  return {
    ...defined({ description: step.description, if: step.if && printCondition(step.if) }),
    ...syntax.print(step, printer),
    ...(step.retry.length > 0 ? { retry: step.retry.map(printPolicy) } : {}),
    ...(step.catch.length > 0 ? { catch: step.catch.map(printEntry) } : {}),
  };
}

function printPolicy({ errors, maxRetries, delay, backoff, maxDelay }: RetryPolicy): unknown {
  return defined({
    errors,
    maxRetries,
    delay: printDuration(delay),
    backoff,
    maxDelay: maxDelay === undefined ? undefined : printDuration(maxDelay),
  });
}

function printEntry(entry: CatchEntry): unknown {
  return {
    ...defined({ errors: entry.errors, as: entry.as === 'error' ? undefined : entry.as }),
    ...(entry.body.steps.length > 0 || entry.body.output ? printBlock(entry.body) : {}),
  };
}
