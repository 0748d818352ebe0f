import type { Block, CatchEntry, Context, Expression, Step, StepKind, StepOf, Workflow } from '../../src/adapter';
import { stepsIn } from '../../src/language/visit';
import { freeVariables, substitute, variable } from './expressions/raw';
import { type Edge, type Node, ordersPerStep } from './flow/graph';
import type { Plan } from './plan';
import type { Variables } from './variables';

/** What all steps of a workflow share. */
export interface Machine {
  readonly workflow: Workflow;
  readonly context: Context;
  readonly plan: Plan;
  readonly variables: Variables;
  /** Steps in the order of the source. */
  readonly positions: ReadonlyMap<string, number>;
  /** Lowers a block's steps; `done` gets the block's value and answers where the flow goes on. */
  block(block: Block, scope: Scope, done: (value: Expression, scope: Scope) => Node): Node;
}

/** Somebody who takes errors: an entry of a `catch`, a `retry` of a block, a `settle`. */
export interface Taker {
  /** Absent: every error but ExpressionError. */
  readonly errors?: readonly string[] | undefined;
  /** The way there with the error. */
  edge(error: Expression): Edge;
}

/** Where a step stands: it changes on the way inwards. */
export interface Scope {
  readonly machine: Machine;
  /** The names that `for` and `catch` bind here, and their variables. */
  readonly bound: ReadonlyMap<string, string>;
  /** Of those, the ones that hold a caught error. */
  readonly caught: ReadonlyMap<string, CatchEntry>;
  /** Who takes an error here, innermost first; nobody's error leaves the state machine, the branch or the iteration. */
  readonly takers: readonly Taker[];
  /** The state that ends the innermost machine for a mistake in the workflow, made when it is needed. */
  readonly mistake: () => Node;
  /** The state that ends it with what another workflow failed with. */
  readonly failedRun: () => Node;
}

/** A step on its way. It is lowered behind what follows it, so that it can be told where to go on. */
export interface Lowering<K extends StepKind = StepKind> {
  readonly step: StepOf<K>;
  readonly scope: Scope;
  /** Goes on behind the step with its value. */
  finish(value: Expression): Edge;
}

export type StepLowering<K extends StepKind> = (lowering: Lowering<K>) => Node;

/** An expression of the workflow with the machine's names for its variables. */
export function read(expression: Expression, { machine, bound }: Scope): Expression {
  const values = new Map<string, Expression>();
  for (const name of freeVariables(expression).keys()) {
    const own = bound.get(name) ?? machine.variables.of(name);
    if (own !== name) values.set(name, variable(own));
  }
  return substitute(expression, values);
}

export function bind(scope: Scope, names: Iterable<readonly [string, string]>): Scope {
  const own = new Map(names);
  const caught = new Map([...scope.caught].filter(([name]) => !own.has(name)));
  return { ...scope, bound: new Map([...scope.bound, ...own]), caught };
}

/** The scope of a `catch` entry. */
export function bindError(scope: Scope, entry: CatchEntry, variable: string): Scope {
  const inside = bind(scope, [[entry.as, variable]]);
  return { ...inside, caught: new Map([...inside.caught, [entry.as, entry]]) };
}

/** The place of a step's part among the states. */
export function orderOf(step: { readonly name: string }, { machine }: Scope, part: number): number {
  return (machine.positions.get(step.name) ?? 0) * ordersPerStep + part;
}

/** The place behind all that a block of a step holds. */
export function orderBehind(body: Block, step: { readonly name: string }, { machine }: Scope): number {
  const last = [...stepsIn(body)].at(-1) ?? step;
  return (machine.positions.get(last.name) ?? machine.positions.get(step.name) ?? 0) * ordersPerStep + ordersPerStep - 1;
}

/** Parts of a step's name that aren't the step itself. */
export const nameOf = (step: Step, part: string): string => `${step.name}: ${part}`;

export const commentOf = (step: Step): { comment?: string } =>
  step.description === undefined ? {} : { comment: step.description };
