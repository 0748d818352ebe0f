import type { Definition } from './prelude/definition';

/**
 * Google's workflow language as far as we write it: what a document can hold, and nothing that merely formats it.
 * The grammar: https://cloud.google.com/workflows/docs/reference/syntax
 */

/** https://cloud.google.com/workflows/docs/reference/syntax/subworkflows: `main` comes first. */
export interface Document {
  /** The workflow's description, for a comment at the top. */
  readonly description?: string;
  readonly subworkflows: readonly Subworkflow[];
  /** Subworkflows of ours, in Google's own words. */
  readonly prelude: readonly (Definition & { readonly name: string })[];
}

export interface Subworkflow {
  readonly name: string;
  readonly params: readonly string[];
  readonly steps: readonly Step[];
  readonly comment?: string;
}

/** https://cloud.google.com/workflows/docs/reference/syntax/steps */
export interface Step {
  readonly name: string;
  readonly comment?: string;
  readonly body: Body;
  readonly next?: Jump;
  /** The user's own name stands on it: it wins when two assigns become one step. */
  readonly own?: true;
  /** A jump leads here: it isn't merged into the step before. */
  readonly target?: true;
  /** The place behind this step, for jumps to it. */
  readonly behind?: Label;
}

/** Whatever comes behind the step that bears it; `finish` makes a step's name of it. */
export interface Label {
  readonly kind: 'behind';
}

/** A step's name; `break`, `continue`, `end`; or, until `finish` has resolved it, a label. */
export type Jump = string | Label;

export type Body =
  | Assign
  | Call
  | Switch
  | For
  | Parallel
  | Try
  | { readonly kind: 'raise'; readonly value: Value }
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] };

/** https://cloud.google.com/workflows/docs/reference/syntax/variables#assign-step: run in order, up to 50 of them. */
export interface Assign {
  readonly kind: 'assign';
  readonly entries: readonly Assignment[];
}

export interface Assignment {
  readonly variable: string;
  /** `variable[index]`: an item of a list or of a map. */
  readonly index?: Expr;
  readonly value: Value;
  readonly comment?: string;
}

/** https://cloud.google.com/workflows/docs/reference/syntax/calls */
export interface Call {
  readonly kind: 'call';
  readonly function: string;
  readonly args: readonly Entry[];
  readonly result?: string;
}

/** https://cloud.google.com/workflows/docs/reference/syntax/conditions: the first arm that holds, else the flow goes on. */
export interface Switch {
  readonly kind: 'switch';
  readonly arms: readonly Arm[];
}

export interface Arm {
  readonly condition: Expr;
  readonly body?: Body;
  readonly next?: Jump;
}

/** https://cloud.google.com/workflows/docs/reference/syntax/iteration: names born in it live in it. */
export interface For {
  readonly kind: 'for';
  readonly value: string;
  readonly index?: string;
  readonly over:
    { readonly kind: 'in'; readonly list: Value } | { readonly kind: 'range'; readonly from: Expr; readonly to: Expr };
  readonly steps: readonly Step[];
}

/** https://cloud.google.com/workflows/docs/reference/syntax/parallel-steps */
export interface Parallel {
  readonly kind: 'parallel';
  readonly shared: readonly string[];
  readonly limit?: number;
  readonly run:
    For | { readonly kind: 'branches'; readonly branches: readonly { readonly name: string; readonly steps: readonly Step[] }[] };
}

/** https://cloud.google.com/workflows/docs/reference/syntax/catching-errors, .../retrying */
export interface Try {
  readonly kind: 'try';
  readonly body: Call | { readonly kind: 'steps'; readonly steps: readonly Step[] };
  readonly retry?: Retry;
  readonly except?: { readonly as: string; readonly steps: readonly Step[] };
}

/** Delay n (from 0) is min(maxDelay, initialDelay * multiplier^n) seconds. */
export interface Retry {
  /** A subworkflow with one parameter that returns a boolean. */
  readonly predicate: string;
  readonly maxRetries: number;
  readonly initialDelay: number;
  readonly maxDelay: number;
  readonly multiplier: number;
}

/** A YAML value; expressions may stand in it at any depth. */
export type Value = Expr | MapValue | ListValue;

export interface MapValue {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

export interface Entry {
  /** An expression only where the key's text can't stand for itself. */
  readonly key: string | Expr;
  readonly value: Value;
}

/** https://cloud.google.com/workflows/docs/reference/syntax/expressions: there are no map literals. */
export type Expr =
  /** `double` writes a whole number as a double: 1.0. */
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string; readonly double?: true }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'property'; readonly object: Expr; readonly key: string }
  | { readonly kind: 'index'; readonly object: Expr; readonly index: Expr }
  | { readonly kind: 'unary'; readonly operator: 'not' | '-'; readonly operand: Expr }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'list'; readonly items: readonly Expr[] }
  | { readonly kind: 'invoke'; readonly function: string; readonly args: readonly Expr[] };

export type BinaryOperator = 'or' | 'and' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '//' | '%';
