import type { Engine, Execution, RunRequest, World, WorkflowError } from '../engine';
import { ExpressionError } from '../language/expressions/error';
import { evaluate } from '../language/expressions/evaluate';
import { takes } from '../language/errors';
import type { Block, Program, RetryPolicy, Step, Workflow } from '../language/ir';
import type { Json } from '../language/json';
import { Cancellation } from './cancellation';
import { Context, type ExecutionFacts, holds, observe, type StepRunner } from './execution';
import { Cancelled, Failure, Returned } from './failure';
import { Frame } from './frame';
import { stepRunners } from './steps/index';
import { within } from './timeout';
import { Trace, type TraceEntry } from './trace';

/** An execution on the local runner, with its calls as far as their order is defined. */
export type LocalExecution = Execution & { readonly trace: readonly TraceEntry[] };

export interface LocalRunner extends Engine {
  run(request: RunRequest, world: World): Promise<LocalExecution>;
}

/** The definition of meaning: runs a checked program as the language page says. */
export function createRunner(program: Program): LocalRunner {
  return { name: 'local', run: (request, world) => execute(program, request, world) };
}

async function execute(program: Program, request: RunRequest, world: World): Promise<LocalExecution> {
  const trace = new Trace();
  const facts: ExecutionFacts = { program, world, executionId: request.executionId, block: runBlock, workflow: runWorkflow };
  const frame = Frame.ofWorkflow({ world, workflowName: request.workflow, executionId: request.executionId }, request.input);
  const root = new Context(facts, frame, new Cancellation(true), trace, request.workflow);
  observe(root, { type: 'executionStarted', value: request.input });
  try {
    const output = await runWorkflow(request.workflow, request.input, root);
    observe(root, { type: 'executionSucceeded', value: output });
    return { status: 'succeeded', output, billed: {}, trace: trace.entries };
  } catch (thrown) {
    const error = errorOf(thrown);
    observe(root, { type: 'executionFailed', error });
    return { status: 'failed', error, billed: {}, trace: trace.entries };
  }
}

/** What ends an execution; anything else is a bug of ours and goes on as it is. */
function errorOf(thrown: unknown): WorkflowError {
  if (thrown instanceof Failure) return thrown.error;
  if (thrown instanceof ExpressionError) return { name: 'ExpressionError', message: thrown.message, details: null };
  throw thrown;
}

async function runWorkflow(name: string, input: Json, context: Context): Promise<Json> {
  const { program, world, executionId } = context.execution;
  const workflow = program.workflows.find(candidate => candidate.name === name) as Workflow;
  const frame = Frame.ofWorkflow({ world, workflowName: name, executionId }, input);
  const body = async (cancellation: Cancellation): Promise<Json> => {
    try {
      return await runBlock(workflow.body, context.within(frame).cancellable(cancellation));
    } catch (thrown) {
      if (thrown instanceof Returned) return thrown.value;
      throw thrown;
    }
  };
  return within(workflow.timeout, world.clock, context.cancellation, body);
}

async function runBlock(block: Block, context: Context): Promise<Json> {
  for (const step of block.steps) await runStep(step, context.within(context.frame, `${context.path}/${step.name}`));
  return block.output ? evaluate(block.output, context.frame) : null;
}

async function runStep(step: Step, context: Context): Promise<void> {
  context.cancellation.check();
  if (!holds(step, context)) {
    observe(context, { type: 'stepSkipped', kind: step.kind });
    context.frame.assign(step.name, null);
    return;
  }
  observe(context, { type: 'stepEntered', kind: step.kind });
  try {
    const attempt = (stepRunners[step.kind] as unknown as StepRunner<never>)(step as never, context);
    const value = step.retry.length > 0 || step.catch.length > 0 ? await guarded(step, attempt, context) : await attempt(1);
    context.frame.assign(step.name, value);
    observe(context, { type: 'stepLeft', kind: step.kind, value });
  } catch (thrown) {
    if (thrown instanceof Returned) observe(context, { type: 'stepLeft', kind: step.kind, value: thrown.value });
    else if (thrown instanceof Cancelled) observe(context, { type: 'stepCancelled', kind: step.kind });
    else observe(context, { type: 'stepFailed', kind: step.kind, error: errorOf(thrown) });
    throw thrown;
  }
}

/** Attempts under the step's retry policies, then its catch entries. Each policy counts for itself. */
async function guarded(step: Step, attempt: (n: number) => Promise<Json>, context: Context): Promise<Json> {
  const used = new Map<RetryPolicy, number>();
  for (let n = 1; ; n++) {
    try {
      return await attempt(n);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      const { error } = thrown;
      const policy = step.retry.find(candidate => takes(candidate.errors, error));
      const retries = policy ? (used.get(policy) ?? 0) : 0;
      if (!policy || retries >= policy.maxRetries) return handle(step, thrown, context);
      used.set(policy, retries + 1);
      const delay = Math.min(policy.maxDelay ?? Infinity, policy.delay * policy.backoff ** retries);
      observe(context, { type: 'stepRetried', kind: step.kind, error, attempt: n + 1, delay });
      await context.cancellation.sleep(context.world.clock, delay * 1000);
    }
  }
}

async function handle(step: Step, failure: Failure, context: Context): Promise<Json> {
  const { error } = failure;
  const entry = step.catch.find(candidate => takes(candidate.errors, error));
  if (!entry) throw failure;
  observe(context, { type: 'stepCaught', kind: step.kind, error });
  return runBlock(entry.body, context.within(context.frame.bind([[entry.as, { ...error }]])));
}
