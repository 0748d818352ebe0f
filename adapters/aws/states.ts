import type { Block, Expression } from '../../src/adapter';
import type { Assign, ChoiceNode, Edge, Graph, Node, Rule } from './flow/graph';
import type { Scope } from './scope';

export const to = (node: Node, ...assign: readonly Assign[]): Edge => ({ assign, to: node });

/** A state that only assigns; most end up on an edge. */
export function pass(name: string, order: number, edge: Edge): Node {
  return edge.assign.length === 0 ? edge.to : { kind: 'pass', name, order, next: edge };
}

export function choice(base: Omit<ChoiceNode, 'kind' | 'rules' | 'otherwise'>, rules: readonly Rule[], otherwise: Edge): Node {
  const asked: Rule[] = [];
  let last = otherwise;
  for (const rule of rules) {
    if (rule.condition.kind === 'literal' && rule.condition.value === false) continue;
    if (rule.condition.kind === 'literal' && rule.condition.value === true) {
      last = rule.edge;
      break;
    }
    asked.push(rule);
  }
  if (asked.length === 0) return pass(base.name, base.order, last);
  return { kind: 'choice', ...base, rules: asked, otherwise: last };
}

/** The state that ends a machine with a value. */
export function succeed(name: string, order: number, output: Expression): Node {
  return { kind: 'succeed', name, order, output };
}

/** A machine inside a state: its block, ended by `end`'s output. */
export function inner(
  name: string,
  body: Block,
  scope: Scope,
  order: { readonly first: number; readonly last: number },
  prepare: readonly Assign[],
  output: (value: Expression) => Expression,
): Graph {
  const start = scope.machine.block(body, scope, value => succeed(`${name}: end`, order.last, output(value)));
  return { start: pass(`${name}: start`, order.first, { assign: prepare, to: start }) };
}
