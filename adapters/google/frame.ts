import type { Context, Expression, Step as UserStep, Workflow } from '../../src/adapter';
import { blocksOf, stepsIn, walkExpression } from '../../src/language/visit';
import type { TypeSet } from '../../src/language/expressions/typeset';
import { invoke } from './build';
import type { Flow } from './flow';
import type { Expr, Step, Subworkflow, Value } from './model';
import { Names, reservedWords } from './names';
import type { Options } from './options';
import { type PreludeName, preludeNames } from './prelude/index';
import { variableTypes } from './types';

/** A document on its way: what its subworkflows share. */
export interface Unit {
  readonly context: Context;
  readonly options: Options;
  /** Prelude subworkflows that are used. */
  readonly prelude: Set<PreludeName>;
  /** Predicates of retries, by what they ask. */
  readonly predicates: Map<string, Subworkflow>;
  /** Names that a predicate can't have. */
  readonly names: Names;
  /** Workflows that stand in the document, each with its subworkflow's name. */
  readonly subworkflows: ReadonlyMap<string, string>;
}

/** A (sub)workflow on its way. */
export interface Frame {
  readonly unit: Unit;
  readonly workflow: Workflow;
  readonly flow: Flow;
  /** A user's variables under the names they have at Google. */
  readonly variables: ReadonlyMap<string, string>;
  readonly variableNames: Names;
  readonly stepNames: Names;
  /** One step of the user's with all that belongs to it. */
  readonly lowerStep: (step: UserStep, at: At) => readonly Step[];
  /** What a user's variables can hold once they are assigned. */
  readonly types: ReadonlyMap<string, TypeSet>;
  /** Parallel steps that need no variable: the branches' values by their names. */
  readonly lanes: Map<string, ReadonlyMap<string, Value>>;
  /** Variables that hold an HTTP response whose `body` is the step's value. */
  readonly responses: ReadonlySet<string>;
}

/** Where the lowering stands. */
export interface At {
  readonly frame: Frame;
  /** Names bound by `each`, `at` and `as`, under the names they have at Google. */
  readonly bound: ReadonlyMap<string, string>;
  /** The names among `bound` that hold an error in its normal form. */
  readonly errors: ReadonlySet<string>;
  /** Variables that the `for`s and `except`s around give birth to: none of them can be one again further in. */
  readonly locals: readonly string[];
  /** Those of them that hold one of Google's ints. */
  readonly ints: ReadonlySet<string>;
  /** The user's step; what is generated for it begins with its name. */
  readonly base: string;
  /** Something around may catch or retry an error and go on in the same scope: what a failed step has assigned would be seen. */
  readonly guarded: boolean;
  /** The place may be reached more than once in a run: what an earlier round assigned must be cleared. */
  readonly again: boolean;
}

/** Where pre-steps of an expression go, in order. */
export type Out = Step[];

export function frameOf(unit: Unit, workflow: Workflow, flow: Flow, lowerStep: Frame['lowerStep']): Frame {
  const steps = [...stepsIn(workflow.body)];
  const owned = new Set([
    ...steps.flatMap(step => [step.name, ...(step.kind === 'set' ? step.assignments.map(({ name }) => name) : [])]),
  ]);
  const bound = new Set(steps.flatMap(step => blocksOf(step).flatMap(nested => nested.bound)));
  const taken = new Set([...reservedWords, ...preludeNames, ...unit.subworkflows.values(), 'input']);
  const variableNames = new Names([...taken, ...owned, ...bound]);
  const variables = new Map(
    [...owned, ...bound].map(name => [name, taken.has(name) && name !== 'input' ? variableNames.fresh(`${name}_`) : name]),
  );
  return {
    unit,
    workflow,
    flow,
    lowerStep,
    types: variableTypes(workflow),
    lanes: new Map(),
    variables,
    variableNames,
    stepNames: new Names([...steps.flatMap(namesOfSteps), 'end', 'break', 'continue']),
    responses: new Set(steps.filter(step => step.kind === 'call').map(step => step.name)),
  };
}

/** Branches are steps to Google. */
function namesOfSteps(step: UserStep): readonly string[] {
  return step.kind === 'parallel' ? [step.name, ...step.branches.map(branch => branch.name)] : [step.name];
}

/** A variable of ours, named after the user's step. */
export function temporary(at: At, purpose: string): string {
  return at.frame.variableNames.fresh(`${at.base}_${purpose}`);
}

/** A step of ours, named after the user's step. */
export function stepName(at: At, purpose: string): string {
  return at.frame.stepNames.fresh(`${at.base}_${purpose}`);
}

/** Google's name of a user's variable that isn't bound. */
export function variableOf(at: At, name: string): string {
  return at.frame.variables.get(name) ?? name;
}

/** Whether an expression reads a name. */
export function reads(expression: Expression, name: string): boolean {
  return [...walkExpression(expression)].some(node => node.kind === 'variable' && node.name === name);
}

/** Binds a name to what is in a variable already. */
export function bindTo(at: At, bound: string, variable: string, isError: boolean): At {
  const others = without(at.errors, bound);
  return { ...at, bound: new Map([...at.bound, [bound, variable]]), errors: isError ? new Set([...others, bound]) : others };
}

/** Binds a name in a block; one that an outer block has bound already gets another name at Google. */
export function bind(at: At, name: string, isInt = false): { readonly at: At; readonly name: string } {
  const plain = variableOf(at, name);
  const inUse = at.locals.includes(plain);
  const bound = inUse ? at.frame.variableNames.fresh(plain) : plain;
  return {
    name: bound,
    at: {
      ...at,
      bound: new Map([...at.bound, [name, bound]]),
      errors: without(at.errors, name),
      locals: [...at.locals, bound],
      ints: isInt ? new Set([...at.ints, bound]) : without(at.ints, bound),
    },
  };
}

function without(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return new Set([...names].filter(other => other !== name));
}

/** A value that stands for a variable of the user's when it is assigned: the response of a `call` holds it as its body. */
export function stored(at: At, name: string, value: Value): Value {
  return at.frame.responses.has(name) ? { kind: 'map', entries: [{ key: 'body', value }] } : value;
}

/** Calls a subworkflow of the prelude, so that the document gets it. */
export function usePrelude(at: At, called: PreludeName, ...args: readonly Expr[]): Expr {
  at.frame.unit.prelude.add(called);
  return invoke(called, ...args);
}

/** `e`, but for an `except` inside another. */
export function freshCaught(at: At): string {
  const used = new Set(at.locals);
  let candidate = 'e';
  for (let n = 2; used.has(candidate) || at.frame.variableNames.has(candidate); n++) candidate = `e${n}`;
  return candidate;
}
