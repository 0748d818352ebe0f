/**
 * The part of JavaScript that orchestrators are written in, and the function app around it. `lower` builds it,
 * `print` and the templates lay it out; nothing in between decides anything.
 */

/** An expression. https://developer.mozilla.org/docs/Web/JavaScript/Reference/Operators */
export type Code =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  /** `a.b`; `optional`: `a?.b`. */
  | { readonly kind: 'member'; readonly object: Code; readonly key: string; readonly optional: boolean }
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly operand: Code }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Code; readonly right: Code }
  | { readonly kind: 'conditional'; readonly test: Code; readonly then: Code; readonly otherwise: Code }
  | { readonly kind: 'list'; readonly items: readonly Code[] }
  | { readonly kind: 'map'; readonly entries: readonly { readonly key: string; readonly value: Code }[] }
  /** A template literal. */
  | { readonly kind: 'text'; readonly parts: readonly (string | Code)[] }
  | { readonly kind: 'call'; readonly callee: Code; readonly args: readonly Code[] }
  | { readonly kind: 'new'; readonly callee: Code; readonly args: readonly Code[] }
  /** `delegate`: `yield*`. */
  | { readonly kind: 'yield'; readonly value: Code; readonly delegate: boolean }
  | { readonly kind: 'arrow'; readonly parameters: readonly Binding[]; readonly value: Code }
  | { readonly kind: 'generator'; readonly parameters: readonly Binding[]; readonly body: readonly Statement[] };

export type Operator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '===' | '!==' | '<' | '<=' | '>' | '>=' | '&&' | '||' | '??';

/** What a value is bound to: a name, `{ a, b }` or `[a, b]` (null: an item that nobody reads). */
export type Binding = string | { readonly map: readonly string[] } | { readonly list: readonly (string | null)[] };

/** https://developer.mozilla.org/docs/Web/JavaScript/Reference/Statements */
export type Statement =
  | { readonly kind: 'comment'; readonly lines: readonly string[] }
  | { readonly kind: 'declare'; readonly keyword: 'const' | 'let'; readonly binding: Binding; readonly value: Code }
  /** `let a, b;` */
  | { readonly kind: 'variables'; readonly names: readonly string[] }
  | { readonly kind: 'assign'; readonly target: Code; readonly value: Code }
  /** `({ a, b } = value);` */
  | { readonly kind: 'unpack'; readonly names: readonly string[]; readonly value: Code }
  | { readonly kind: 'expression'; readonly value: Code }
  | { readonly kind: 'if'; readonly test: Code; readonly then: readonly Statement[]; readonly otherwise: readonly Statement[] }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'forOf'; readonly binding: Binding; readonly list: Code; readonly body: readonly Statement[] }
  /** `for (let counter = from; test; counter++)`; without a test for ever. */
  | {
      readonly kind: 'count';
      readonly counter: string;
      readonly from: Code;
      readonly test: Code | null;
      readonly body: readonly Statement[];
    }
  | { readonly kind: 'while'; readonly test: Code; readonly body: readonly Statement[] }
  | {
      readonly kind: 'try';
      readonly body: readonly Statement[];
      readonly thrown: string | null;
      readonly handler: readonly Statement[];
      readonly last: readonly Statement[];
    }
  | { readonly kind: 'return'; readonly value: Code | null }
  | { readonly kind: 'throw'; readonly value: Code }
  | { readonly kind: 'break' };

/**
 * `df.app.orchestration(name, wrapper(function* (...) { ... }))`.
 * https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-node-model-upgrade
 */
export interface Orchestrator {
  readonly name: string;
  readonly comment: readonly string[];
  readonly wrapper: Wrapper;
  readonly parameters: readonly Binding[];
  readonly body: readonly Statement[];
  /** Seconds the whole execution may take. */
  readonly timeout: number | null;
}

/** What is around an orchestrator's body: who starts it, and how it answers. */
export type Wrapper = 'asWorkflow' | 'asBranch' | 'asLane' | 'asRounds';

/** A workflow's file: its orchestrator, and those that its concurrent blocks and long loops start. */
export interface Model {
  readonly workflow: string;
  readonly orchestrators: readonly Orchestrator[];
  /** The functions of the helper module that the file uses itself. */
  readonly helpers: readonly string[];
  /** The keys of the service's functions that it calls. */
  readonly functions: readonly string[];
  /** Whether it has `http` steps. */
  readonly http: boolean;
  /** Whether it calls a function with a timeout. */
  readonly timeouts: boolean;
}
