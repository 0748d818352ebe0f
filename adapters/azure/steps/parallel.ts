import type { Branch, ParallelStep } from '../../../src/adapter';
import { awaits } from '../analysis';
import {
  call,
  context,
  declare,
  declareVariable,
  delegated,
  df,
  execution,
  expression,
  list,
  literal,
  member,
  name,
} from '../code';
import { lowerOwnScope, outerNames } from '../concurrent';
import { lowerExpression, mayFail } from '../expressions';
import { childOf, type Frame, fresh, help, into, nowhere, type Sink } from '../frame';
import { identifier } from '../identifiers';
import type { Code, Statement } from '../model';
import { addOrchestrator } from '../scope';
import { singleCall, startCall } from '../single';
import { deliver } from '../sinks';
import { pack } from '../code';

/** A branch on its way: what starts it, or what computes it in place; and where its value is then. */
interface Part {
  readonly branch: Branch;
  readonly task?: Code;
  /** The name that the task's value gets; null when nobody reads it. */
  readonly bound?: string | null;
  readonly before: readonly Statement[];
  readonly value: Code;
  /** Evaluating the value may be a mistake. */
  readonly mayFail: boolean;
}

/** Branches of one call are its task; others that await something are orchestrations. All are joined once. */
export function lowerParallel(step: ParallelStep, frame: Frame, sink: Sink): readonly Statement[] {
  const parts = step.branches.map(branch => lowerBranch(branch, step, frame, sink.kind !== 'none'));
  const tasks = parts.filter(part => part.task !== undefined);
  const bound = tasks.map(part => (sink.kind === 'none' && !part.mayFail ? null : (part.bound ?? null)));
  while (bound.at(-1) === null) bound.pop();
  const value: Code = { kind: 'map', entries: parts.map(part => ({ key: part.branch.name, value: part.value })) };
  return [
    ...parts.flatMap(part => part.before),
    ...(tasks.length > 0 ? [join(step, tasks, bound, frame)] : []),
    ...(sink.kind === 'none' ? parts.filter(part => part.mayFail).map(part => expression(part.value)) : deliver(sink, value)),
  ];
}

function join(step: ParallelStep, tasks: readonly Part[], bound: readonly (string | null)[], frame: Frame): Statement {
  const all = list(tasks.map(part => part.task as Code));
  const waits = delegated(help(frame, step.settle ? 'allSettled' : 'together', context, all));
  return bound.length > 0 ? declare({ list: bound }, waits) : expression(waits);
}

function lowerBranch(branch: Branch, step: ParallelStep, frame: Frame, wanted: boolean): Part {
  const bound = identifier(branch.name);
  const { body } = branch;
  if (!awaits(body)) return inPlace(branch, step.settle, frame, wanted);
  const single = singleCall(body);
  // An outcome is handed on as it is.
  if (!single || (step.settle && !single.plain))
    return { branch, task: startBranch(branch, frame), bound, before: [], value: name(bound), mayFail: false };
  const task = startCall(single.call, frame);
  if (!single.output) return { branch, task, bound: null, before: [], value: literal(null), mayFail: false };
  const value = lowerExpression(single.output, frame);
  return { branch, task, bound: identifier(single.call.name), before: [], value, mayFail: mayFail(single.output) };
}

/** A branch that awaits nothing. */
function inPlace(branch: Branch, settle: boolean, frame: Frame, wanted: boolean): Part {
  const { steps, output } = branch.body;
  if (steps.length === 0 && output && !settle)
    return { branch, before: [], value: lowerExpression(output, frame), mayFail: mayFail(output) };
  if (!wanted || (!output && !settle)) {
    const body = lowerOwnScope(branch.body, settle, nowhere, frame);
    return { branch, before: body.length > 0 ? [{ kind: 'block', body }] : [], value: literal(null), mayFail: false };
  }
  // A branch written as one step holds a variable of the branch's name.
  const bound = fresh(frame, identifier(branch.name));
  const body = lowerOwnScope(branch.body, settle, into(name(bound)), frame);
  return {
    branch,
    before: [declareVariable(bound, literal(null)), { kind: 'block', body }],
    value: name(bound),
    mayFail: false,
  };
}

function startBranch(branch: Branch, frame: Frame): Code {
  const orchestrator = childOf(frame, 'branch', branch.name);
  const outer = outerNames(branch.body, [], frame);
  const comment = `The branch "${branch.name}".`;
  addOrchestrator({ name: orchestrator, comment, wrapper: 'asBranch' }, branch.body, outer, frame);
  const input = help(frame, 'childInput', execution, pack(outer));
  return call(member(df, 'callSubOrchestrator'), literal(orchestrator), input);
}
