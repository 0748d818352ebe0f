import type { Place } from '../../diagnostics/diagnostic';
import type { BuiltinName } from './builtins';

/**
 * An expression, or a template: a template's maps, lists and texts are the same nodes as an expression's,
 * so that every target lowers one kind of tree. A string without `{{ }}` is a `literal`.
 */
export type Expression =
  | Literal
  | Variable
  | WorkflowProperty
  | Member
  | Index
  | Unary
  | Binary
  | Logical
  | Conditional
  | ListLiteral
  | MapLiteral
  | Text
  | BuiltinCall;

interface Node {
  /** For a node of an expression: the string's configuration path and the node's offsets in that string. */
  readonly place: Place;
}

export interface Literal extends Node {
  readonly kind: 'literal';
  /** Numbers are finite. */
  readonly value: null | boolean | number | string;
}

/** `input`, a step's value, a variable, or a name bound by `each`, `at` or `as`. */
export interface Variable extends Node {
  readonly kind: 'variable';
  readonly name: string;
}

export interface WorkflowProperty extends Node {
  readonly kind: 'workflow';
  readonly property: 'name' | 'executionId';
}

/** `a.b` and `a["b"]`: null when `a` is null or hasn't the key. */
export interface Member extends Node {
  readonly kind: 'member';
  readonly object: Expression;
  readonly key: string;
}

/** `a[i]`: a list by position or a map by key, known at run time only; null when there is none. */
export interface Index extends Node {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
}

export interface Unary extends Node {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  readonly operand: Expression;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=';

export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** Lazy: the right side is evaluated only when it is needed. */
export interface Logical extends Node {
  readonly kind: 'logical';
  readonly operator: '&&' | '||' | '??';
  readonly left: Expression;
  readonly right: Expression;
}

export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface ListLiteral extends Node {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

/** Keys are unique and never templates. */
export interface MapLiteral extends Node {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: string; readonly value: Expression }[];
}

/** Text with values in it: each part must come out as a string, a number or a boolean. Literal parts are strings. */
export interface Text extends Node {
  readonly kind: 'text';
  readonly parts: readonly Expression[];
}

export interface BuiltinCall extends Node {
  readonly kind: 'call';
  readonly builtin: BuiltinName;
  readonly args: readonly Expression[];
}
