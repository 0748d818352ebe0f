import type { Block, Context, ForStep, Step, Workflow } from '../../src/adapter';
import type { Scope } from '../../src/language/scopes';
import { boundBy } from '../../src/language/visit';
import { call, context, execution, name } from './code';
import type { HelperName } from './helpers';
import type { Code, Orchestrator, Statement } from './model';
import { activityName, childName, type Part } from './names';

/** What is gathered while a workflow is lowered. */
export interface Build {
  readonly workflow: Workflow;
  readonly context: Context;
  readonly helpers: Set<HelperName>;
  readonly functions: Set<string>;
  http: boolean;
  /** Whether a call has a timeout. */
  timeouts: boolean;
  /** Orchestrators that the concurrent blocks and long loops start, by name. */
  readonly children: Map<string, Orchestrator>;
  /** Whether any workflow of the app has a timeout: everything that waits then heeds the deadline. */
  readonly deadlines: boolean;
  /** The scope that a branch, a concurrent iteration or the workflow opens. */
  readonly scopes: ReadonlyMap<Block, Scope>;
  /** The JavaScript names that the workflow's own names have. */
  readonly names: ReadonlySet<string>;
  /** By loop: the variables that live in one of its rounds. */
  readonly locals: ReadonlyMap<Step, ReadonlySet<string>>;
  /** Variables that somebody reads; the others aren't assigned. */
  readonly read: ReadonlySet<string>;
  /** Lowers a block: its steps, then its value into the sink. */
  block(block: Block, sink: Sink, frame: Frame): readonly Statement[];
}

/** Where a statement stands. */
export interface Frame {
  readonly build: Build;
  /** Names that were made up in the function. */
  readonly madeUp: Set<string>;
  /** Names of the workflow that surely hold a number here: what `at` binds, and `each` of a range. */
  readonly numbers: ReadonlySet<string>;
  /** The statement may run several times (a loop's round, a block's attempt), so what it leaves must be reset. */
  readonly repeats: boolean;
  /** A catch or retry around it may see the variables that a failure leaves. */
  readonly guarded: boolean;
  /** How `return` leaves: the workflow's own body simply returns, a long loop's rounds note the value. */
  readonly exit: 'return' | 'rounds';
}

/** What becomes of a step's or a block's value. */
export type Sink =
  | { readonly kind: 'none' }
  | { readonly kind: 'assign'; readonly target: Code }
  | { readonly kind: 'push'; readonly list: Code }
  | { readonly kind: 'return' };

export const nowhere: Sink = { kind: 'none' };
export const asResult: Sink = { kind: 'return' };
export const into = (target: Code): Sink => ({ kind: 'assign', target });

/** Calls a function of the helper module. */
export function help(frame: Frame, helper: HelperName, ...args: Code[]): Code {
  frame.build.helpers.add(helper);
  return call(name(helper), ...args);
}

/** What a helper that waits is handed first: the context, and where the app has deadlines the execution that knows its own. */
export function timed(frame: Frame): readonly Code[] {
  return frame.build.deadlines ? [context, execution] : [context];
}

/** A parameter's name that hides none of the workflow's. */
export function parameter(frame: Frame, wanted: string): string {
  return frame.build.names.has(wanted) ? `${wanted}$` : wanted;
}

/** A name that nothing else in the file has. */
export function fresh(frame: Frame, wanted: string): string {
  let found = wanted;
  for (let i = 2; frame.build.names.has(found) || frame.madeUp.has(found); i++) found = `${wanted}${i}`;
  frame.madeUp.add(found);
  return found;
}

/** Where names are bound, some of them to numbers. */
export function withBound(frame: Frame, bound: readonly string[], numbers: readonly string[] = []): Frame {
  const others = [...frame.numbers].filter(name => !bound.includes(name));
  return { ...frame, numbers: new Set([...others, ...numbers]) };
}

/** Where an iteration's names are bound: `at` is a number, and so is what `each` takes from a range. */
export function withIteration(frame: Frame, step: ForStep): Frame {
  const isRange = step.in.kind === 'call' && step.in.builtin === 'range';
  return withBound(frame, boundBy(step), [...(step.at === undefined ? [] : [step.at]), ...(isRange ? [step.each] : [])]);
}

/** The frame of a function of its own in the file. */
export function ofFunction(frame: Frame, where: Pick<Frame, 'repeats' | 'guarded' | 'exit'>): Frame {
  return { build: frame.build, madeUp: new Set(), numbers: new Set(), ...where };
}

export function activityOf(frame: Frame, key: string): string {
  frame.build.functions.add(key);
  return activityName(frame.build.context, key);
}

/** The name of the orchestrator that runs a part of the workflow. */
export function childOf(frame: Frame, part: Part, step: string): string {
  return childName(frame.build.context, frame.build.workflow.name, part, step);
}
