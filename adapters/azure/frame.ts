import type { Block, Context, Workflow } from '../../src/adapter';
import type { Scope } from '../../src/language/scopes';
import { call, name } from './code';
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
  /** Orchestrators that the concurrent blocks and long loops start, by name. */
  readonly children: Map<string, Orchestrator>;
  /** Whether any workflow of the app has a timeout: everything that waits then heeds the deadline. */
  readonly deadlines: boolean;
  /** The scope that a branch, a concurrent iteration or the workflow opens. */
  readonly scopes: ReadonlyMap<Block, Scope>;
  /** Variables that somebody reads; the others aren't assigned. */
  readonly read: ReadonlySet<string>;
  /** Lowers a block: its steps, then its value into the sink. */
  block(block: Block, sink: Sink, frame: Frame): readonly Statement[];
}

/** Where a statement stands. */
export interface Frame {
  readonly build: Build;
  /** Names in use in the function: nothing that is made up may be one of them. */
  readonly taken: Set<string>;
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

/** A name that nothing else in the file has. */
export function fresh(frame: Frame, wanted: string): string {
  const { taken } = frame;
  let found = wanted;
  for (let i = 2; taken.has(found); i++) found = `${wanted}${i}`;
  taken.add(found);
  return found;
}

export function activityOf(frame: Frame, key: string): string {
  frame.build.functions.add(key);
  return activityName(frame.build.context, key);
}

/** The name of the orchestrator that runs a part of the workflow. */
export function childOf(frame: Frame, part: Part, step: string): string {
  return childName(frame.build.context, frame.build.workflow.name, part, step);
}
