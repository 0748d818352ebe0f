import type { Callable, Value } from '../values';

/** Where something stands in the source; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in' | 'and' | 'or';

/** Where a variable lives: so many scopes outwards, at this index. */
export interface Slot {
  readonly hops: number;
  readonly index: number;
}

export type Expression =
  | { readonly kind: 'literal'; readonly value: Value; readonly operands: readonly Expression[] }
  /** A name of the library that is a value: `http.default_retry`. */
  | { readonly kind: 'constant'; readonly name: string; readonly value: Value; readonly operands: readonly Expression[] }
  | VariableExpression
  | { readonly kind: 'member'; readonly key: string; readonly operands: readonly Expression[] }
  | { readonly kind: 'index'; readonly operands: readonly Expression[] }
  | { readonly kind: 'unary'; readonly operator: '-' | 'not'; readonly operands: readonly Expression[] }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly operands: readonly Expression[] }
  | { readonly kind: 'list'; readonly operands: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Expression[] };

export interface VariableExpression {
  readonly kind: 'variable';
  readonly name: string;
  readonly operands: readonly Expression[];
  /** What the name means, set by the validator: a variable, or a subworkflow as a value. */
  binding: Slot | Callable | undefined;
}

/** A YAML value whose scalars may be expressions. */
export type Template =
  | (TemplateBase & { readonly kind: 'constant'; readonly value: Value })
  | ExpressionTemplate
  | (TemplateBase & { readonly kind: 'list'; readonly items: readonly Template[] })
  | (TemplateBase & { readonly kind: 'map'; readonly entries: readonly MapEntry[] });

interface TemplateBase {
  readonly place: Place;
  /** An expression in it calls a subworkflow, so that its evaluation may take time. */
  readonly waits: boolean;
}

export type ExpressionTemplate = TemplateBase & { readonly kind: 'expression'; readonly expression: Expression };

export interface MapEntry {
  readonly key: Template;
  readonly value: Template;
}

/** `name`, `name.key`, `name["k"]`, `name[expression]` and chains of them. */
export interface Target {
  readonly variable: VariableExpression;
  /** From the variable inwards; a literal for `.key`. */
  readonly path: readonly ExpressionTemplate[];
  readonly place: Place;
}

export interface Document {
  readonly routines: readonly Routine[];
}

/** `main` or a subworkflow. */
export interface Routine {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly steps: StepList;
  readonly place: Place;
  /** The number of variables of its outermost scope; set by the validator. */
  size: number;
}

export interface Parameter {
  readonly name: string;
  /** Undefined: the argument is required. */
  readonly standard: Value | undefined;
  readonly place: Place;
}

export interface StepList {
  readonly steps: readonly Step[];
  readonly indexes: ReadonlyMap<string, number>;
}

export type Jump =
  | { readonly kind: 'next'; readonly step: string; readonly place: Place }
  | { readonly kind: 'end' | 'break' | 'continue'; readonly place: Place };

interface StepBase {
  /** An inline body (a switch's arm, `try`) has the name of its step. */
  readonly name: string;
  readonly inline: boolean;
  readonly place: Place;
  readonly next: Jump | undefined;
}

export type Step =
  | AssignStep
  | CallStep
  | SwitchStep
  | ForStep
  | ParallelStep
  | TryStep
  | (StepBase & { readonly kind: 'raise'; readonly value: Template })
  | (StepBase & { readonly kind: 'return'; readonly value: Template })
  | (StepBase & { readonly kind: 'steps'; readonly body: StepList })
  /** A step with nothing but `next`. */
  | (StepBase & { readonly kind: 'jump' });

export type AssignStep = StepBase & { readonly kind: 'assign'; readonly assignments: readonly Assignment[] };

export interface Assignment {
  readonly target: Target;
  readonly value: Template;
}

export type CallStep = StepBase & {
  readonly kind: 'call';
  readonly function: string;
  readonly functionPlace: Place;
  readonly arguments: readonly Argument[];
  readonly result: VariableExpression | undefined;
};

export interface Argument {
  /** The parameter's name, or its position where the arguments are a list. */
  readonly name: string | number;
  readonly value: Template;
  readonly place: Place;
}

export type SwitchStep = StepBase & { readonly kind: 'switch'; readonly arms: readonly Arm[] };

export interface Arm {
  readonly condition: Template;
  /** Undefined where the arm only jumps. */
  readonly body: Step | undefined;
  readonly next: Jump | undefined;
}

export type ForStep = StepBase & { readonly kind: 'for'; readonly loop: Loop };

export interface Loop {
  readonly value: VariableExpression;
  readonly index: VariableExpression | undefined;
  readonly items: { readonly kind: 'in' | 'range'; readonly template: Template };
  readonly body: StepList;
  readonly place: Place;
  /** The number of variables of an iteration's scope; set by the validator. */
  size: number;
}

export type ParallelStep = StepBase & {
  readonly kind: 'parallel';
  readonly shared: readonly { readonly name: string; readonly place: Place }[];
  readonly limit: Template | undefined;
  readonly work:
    { readonly kind: 'branches'; readonly branches: readonly Branch[] } | { readonly kind: 'for'; readonly loop: Loop };
};

export interface Branch {
  readonly name: string;
  readonly body: StepList;
  readonly place: Place;
  size: number;
}

export type TryStep = StepBase & {
  readonly kind: 'try';
  readonly body: StepList;
  readonly retry: RetryPolicy | undefined;
  readonly handler: Handler | undefined;
};

export type RetryPolicy =
  | { readonly kind: 'policy'; readonly policy: ExpressionTemplate }
  | {
      readonly kind: 'parts';
      readonly predicate: Template;
      readonly maxRetries: Template;
      readonly backoff: Template;
    };

export interface Handler {
  readonly error: VariableExpression;
  readonly body: StepList;
  readonly place: Place;
  size: number;
}
