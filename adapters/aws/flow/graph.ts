import type { Expression } from '../../../src/adapter';
import type { Asl } from '../model';

/**
 * A machine on its way: states that point at each other, and values that are still expressions. Steps make it plainly,
 * with a `pass` wherever something is assigned; `fold` then moves assignments onto the edges, where ASL has `Assign`.
 * The nodes are changed in place; nothing outside `flow` sees that.
 */
export interface Graph {
  start: Node;
}

export interface Assign {
  readonly name: string;
  readonly value: Expression;
}

/** The way from one state to the next. All values are evaluated before any is assigned. */
export interface Edge {
  readonly assign: readonly Assign[];
  readonly to: Node;
  /** What the state gives to the end that the way leads to. */
  readonly output?: Expression;
}

interface NodeBase {
  readonly name: string;
  readonly comment?: string | undefined;
  /** Where the state is printed among the others: the step's place in the source, then its part in the step. */
  readonly order: number;
}

export interface Catcher {
  readonly errors: readonly string[];
  edge: Edge;
}

export interface Retrier {
  readonly errors: readonly string[];
  /** Seconds. */
  readonly interval: number;
  readonly attempts: number;
  readonly backoff: number;
  readonly maxDelay?: number | undefined;
}

/** A task's argument: computed, or part of the definition. */
export type Argument = { readonly key: string } & (
  { readonly kind: 'computed'; value: Expression } | { readonly kind: 'fixed'; readonly value: Asl }
);

interface Fallible {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
  next: Edge;
}

export interface TaskNode extends NodeBase, Fallible {
  readonly kind: 'task';
  readonly resource: string;
  readonly arguments: readonly Argument[];
  timeout?: Expression | undefined;
}

export interface MapNode extends NodeBase, Fallible {
  readonly kind: 'map';
  items: Expression;
  /** What an iteration gets, when it isn't the item alone. */
  readonly selector?: Expression | undefined;
  readonly concurrency: number;
  readonly body: Graph;
}

export interface ParallelNode extends NodeBase, Fallible {
  readonly kind: 'parallel';
  readonly branches: readonly Graph[];
}

export interface Rule {
  condition: Expression;
  edge: Edge;
}

export interface ChoiceNode extends NodeBase {
  readonly kind: 'choice';
  rules: Rule[];
  otherwise: Edge;
}

export interface WaitNode extends NodeBase {
  readonly kind: 'wait';
  readonly field: 'Seconds' | 'Timestamp';
  value: Expression;
  next: Edge;
}

export interface PassNode extends NodeBase {
  readonly kind: 'pass';
  next: Edge;
}

export interface SucceedNode extends NodeBase {
  readonly kind: 'succeed';
  /** Absent where the ways to it give it. */
  output?: Expression | undefined;
  /** Said by the state before it, with `End`. */
  readonly isInline?: true;
}

export interface FailNode extends NodeBase {
  readonly kind: 'fail';
  error: Expression;
  cause: Expression;
}

export type Node = TaskNode | MapNode | ParallelNode | ChoiceNode | WaitNode | PassNode | SucceedNode | FailNode;

/** Ten to a step: the parts of a step are printed together. */
export const ordersPerStep = 10;

export function isOfSameStep(a: Node, b: Node): boolean {
  return Math.floor(a.order / ordersPerStep) === Math.floor(b.order / ordersPerStep);
}

/** A way out of a node that can be pointed elsewhere. */
export interface Exit {
  readonly kind: 'next' | 'catch' | 'rule' | 'otherwise';
  readonly edge: Edge;
  set(edge: Edge): void;
}

export function exitsOf(node: Node): readonly Exit[] {
  switch (node.kind) {
    case 'task':
    case 'map':
    case 'parallel':
      return [
        { kind: 'next', edge: node.next, set: edge => void (node.next = edge) },
        ...node.catch.map(catcher => ({
          kind: 'catch' as const,
          edge: catcher.edge,
          set: (edge: Edge) => void (catcher.edge = edge),
        })),
      ];
    case 'wait':
    case 'pass':
      return [{ kind: 'next', edge: node.next, set: edge => void (node.next = edge) }];
    case 'choice':
      return [
        ...node.rules.map(rule => ({ kind: 'rule' as const, edge: rule.edge, set: (edge: Edge) => void (rule.edge = edge) })),
        { kind: 'otherwise', edge: node.otherwise, set: edge => void (node.otherwise = edge) },
      ];
    case 'succeed':
    case 'fail':
      return [];
  }
}

/** The machines inside a state. */
export function graphsOf(node: Node): readonly Graph[] {
  if (node.kind === 'map') return [node.body];
  return node.kind === 'parallel' ? node.branches : [];
}

/** The expressions of the state itself, not those on its ways out. */
export function valuesOf(node: Node): readonly Expression[] {
  switch (node.kind) {
    case 'task':
      return [...node.arguments.flatMap(a => (a.kind === 'computed' ? [a.value] : [])), ...(node.timeout ? [node.timeout] : [])];
    case 'map':
      return [node.items, ...(node.selector ? [node.selector] : [])];
    case 'choice':
      return node.rules.map(rule => rule.condition);
    case 'wait':
      return [node.value];
    case 'succeed':
      return node.output ? [node.output] : [];
    case 'fail':
      return [node.error, node.cause];
    case 'parallel':
    case 'pass':
      return [];
  }
}

/** Changes the expressions of the state itself. */
export function rewrite(node: Node, change: (value: Expression) => Expression): void {
  switch (node.kind) {
    case 'task':
      for (const argument of node.arguments) if (argument.kind === 'computed') argument.value = change(argument.value);
      if (node.timeout) node.timeout = change(node.timeout);
      break;
    case 'map':
      node.items = change(node.items);
      break;
    case 'choice':
      for (const rule of node.rules) rule.condition = change(rule.condition);
      break;
    case 'wait':
      node.value = change(node.value);
      break;
    case 'succeed':
      if (node.output) node.output = change(node.output);
      break;
    case 'fail':
      node.error = change(node.error);
      node.cause = change(node.cause);
      break;
    case 'parallel':
    case 'pass':
      break;
  }
}

/** The nodes that can be reached, in no particular order. */
export function nodesOf(graph: Graph): readonly Node[] {
  const found = new Set<Node>([graph.start]);
  for (const node of found) for (const { edge } of exitsOf(node)) found.add(edge.to);
  return [...found];
}
