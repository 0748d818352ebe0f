import type { Expression } from '../../../src/adapter';
import { childrenOf, walkExpression } from '../../../src/language/visit';
import { isHarmless } from '../expressions/generate';
import { freeVariables, isRaw, substitute } from '../expressions/raw';
import {
  type Assign,
  type Edge,
  type Exit,
  type Graph,
  type Node,
  type PassNode,
  exitsOf,
  graphsOf,
  isOfSameStep,
  nodesOf,
  rewrite,
} from './graph';
import { dropUnread, readFromOutside } from './variables';

/**
 * Moves assignments from states of their own onto the ways between the others, for as long as something changes: a
 * `pass` into the edges that lead to it, one at the start into the state behind it, a choice into the choice before it.
 */
export function fold(graph: Graph): void {
  for (let changed = true; changed;) {
    dropUnread(graph);
    changed = false;
    for (const node of nodesOf(graph)) {
      for (const exit of exitsOf(node)) {
        const edge = pastPass(exit, node);
        if (!edge) continue;
        exit.set(edge);
        changed = true;
      }
      if (node.kind === 'choice') changed = mergeChoice(node) || changed;
    }
    changed = foldStart(graph) || changed;
  }
}

/** The edge that does a pass's work too and goes on behind it. */
function pastPass({ edge }: Exit, from: Node): Edge | undefined {
  const { to } = edge;
  if (to.kind !== 'pass' || to === from || to.next.to === to) return undefined;
  // When a Wait's Assign is evaluated, before or after the wait, isn't documented.
  if (from.kind === 'wait' && to.next.assign.some(({ value }) => !isPure(value))) return undefined;
  const assign = compose(edge.assign, to.next.assign);
  return assign && { assign, to: to.next.to };
}

/** First these assignments, then those, as one; undefined where that would say a value twice that mustn't be. */
export function compose(first: readonly Assign[], second: readonly Assign[]): readonly Assign[] | undefined {
  const values = new Map(first.map(({ name, value }) => [name, value]));
  const overwritten = new Set(second.map(({ name }) => name));
  for (const { name, value } of first) {
    const reads = second.reduce((count, assign) => count + (freeVariables(assign.value).get(name) ?? 0), 0);
    if (!mayRepeat(value, overwritten.has(name) ? reads : reads + 1)) return undefined;
    if (overwritten.has(name) && !isHarmless(value) && !second.some(({ value: later }) => isAlwaysRead(name, later)))
      return undefined;
  }
  return [
    ...first.filter(({ name }) => !overwritten.has(name)),
    ...second.map(({ name, value }) => ({ name, value: substitute(value, values) })),
  ];
}

/** Whether a value may be said so many times: each time anew it must come out the same, and not grow the text much. */
function mayRepeat(value: Expression, times: number): boolean {
  return times <= 1 || (isPure(value) && sizeOf(value) * times <= 120);
}

export function isPure(value: Expression): boolean {
  if (isRaw(value)) return value.raw.parts.every(part => typeof part === 'string' || isPure(part));
  for (const node of walkExpression(value)) {
    if (isRaw(node) && node !== value && !isPure(node)) return false;
    if (node.kind === 'call' && (node.builtin === 'now' || node.builtin === 'uuid')) return false;
  }
  return true;
}

function sizeOf(value: Expression): number {
  if (isRaw(value)) {
    return value.raw.parts.reduce(
      (sum, part) => sum + (typeof part === 'string' ? Math.ceil(part.length / 24) : sizeOf(part)),
      0,
    );
  }
  let size = 0;
  for (const node of walkExpression(value)) size += isRaw(node) ? sizeOf(node) : 1;
  return size;
}

/** Whether evaluating the expression evaluates the variable, whatever the values. */
function isAlwaysRead(name: string, e: Expression): boolean {
  const isIn = (part: Expression): boolean => isAlwaysRead(name, part);
  if (isRaw(e)) {
    const parts = e.raw.parts.filter(part => typeof part !== 'string');
    // What a function of the expression says may be said for no item at all.
    return (e.raw.bound.length > 0 ? parts.slice(0, 1) : parts).some(isIn);
  }
  switch (e.kind) {
    case 'variable':
      return e.name === name;
    case 'logical':
      return isIn(e.left);
    case 'conditional':
      return isIn(e.test);
    default:
      return childrenOf(e).some(isIn);
  }
}

/** A pass at the start moves into the state behind it, unless that is come back to. */
function foldStart(graph: Graph): boolean {
  const pass = graph.start;
  if (pass.kind !== 'pass') return false;
  const { to } = pass.next;
  if (pass.next.assign.length === 0 && to !== pass) {
    graph.start = to;
    return true;
  }
  const isOnlyWay = nodesOf(graph).every(node => node === pass || exitsOf(node).every(exit => exit.edge.to !== to));
  if (to === pass || !isOnlyWay || !canTake(to, pass)) return false;
  const values = new Map(pass.next.assign.map(({ name, value }) => [name, value]));
  const exits = exitsOf(to).map(exit => ({ exit, assign: compose(pass.next.assign, exit.edge.assign) }));
  if (exits.some(({ assign }) => !assign)) return false;
  rewrite(to, value => substitute(value, values));
  for (const { exit, assign } of exits) exit.set({ assign: assign as readonly Assign[], to: exit.edge.to });
  graph.start = to;
  return true;
}

function canTake(node: Node, pass: PassNode): boolean {
  const { assign } = pass.next;
  // A state that ends the flow evaluates only what it says itself.
  if (!assign.every(({ value }) => isHarmless(value) && isPure(value))) return false;
  const inside = graphsOf(node).flatMap(graph => [...readFromOutside(graph)]);
  return assign.every(({ name }) => !inside.includes(name));
}

/** A choice whose last way leads to another choice of the same step asks that one's questions itself. */
function mergeChoice(node: Extract<Node, { kind: 'choice' }>): boolean {
  const { assign, to } = node.otherwise;
  if (to.kind !== 'choice' || to === node || to.rules.length > 2 || !isOfSameStep(node, to)) return false;
  if (!assign.every(({ value }) => isHarmless(value) && isPure(value) && sizeOf(value) <= 6)) return false;
  const values = new Map(assign.map(({ name, value }) => [name, value]));
  const ways = [...to.rules.map(rule => rule.edge), to.otherwise].map(edge => ({ edge, assign: compose(assign, edge.assign) }));
  if (ways.some(way => !way.assign)) return false;
  const edges = ways.map(way => ({ assign: way.assign as readonly Assign[], to: way.edge.to }));
  to.rules.forEach((rule, i) => node.rules.push({ condition: substitute(rule.condition, values), edge: edges[i] as Edge }));
  node.otherwise = edges.at(-1) as Edge;
  return true;
}

/** Lets the states before an end say it themselves, where ASL has `End`; not a choice's ways and not a catcher's. */
export function foldEnds(graph: Graph): void {
  for (const node of nodesOf(graph)) {
    for (const exit of exitsOf(node)) {
      const { assign, to } = exit.edge;
      if (exit.kind !== 'next' || to.kind !== 'succeed' || to.isInline) continue;
      const end = endOf(assign, to.output);
      if (end) exit.set({ assign: end.assign, to: { ...to, output: end.output, isInline: true } });
    }
  }
}

/** What a state that ends the flow gives, and what it still evaluates; undefined when the end must be a state of its own. */
function endOf(assign: readonly Assign[], output: Expression): { output: Expression; assign: readonly Assign[] } | undefined {
  const reads = freeVariables(output);
  if (!assign.every(({ name, value }) => mayRepeat(value, reads.get(name) ?? 0))) return undefined;
  return {
    output: substitute(output, new Map(assign.map(({ name, value }) => [name, value]))),
    assign: assign.filter(({ name, value }) => !isHarmless(value) && !isAlwaysRead(name, output)),
  };
}
