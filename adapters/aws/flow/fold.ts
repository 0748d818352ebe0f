import type { Expression } from '../../../src/adapter';
import { walkExpression } from '../../../src/language/visit';
import { isHarmless } from '../expressions/harmless';
import { freeVariables, isAlwaysIn, isRaw, substitute, textOf } from '../expressions/raw';
import {
  type Assign,
  type ChoiceNode,
  type Edge,
  type Exit,
  type Graph,
  type Node,
  type PassNode,
  type Rule,
  exitsOf,
  graphsOf,
  isOfSameStep,
  nodesOf,
  ordersPerStep,
  rewrite,
  valuesOf,
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
      if (node.kind === 'choice') changed = pruneChoice(node, graph) || mergeChoice(node) || changed;
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

const isAlwaysRead = (name: string, e: Expression): boolean =>
  isAlwaysIn(e, part => part.kind === 'variable' && !isRaw(part) && part.name === name);

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
  // A state that ends the flow says all that it has: a mistake in that is one there as well.
  if (node.kind === 'fail' || node.kind === 'succeed') {
    const reads = new Map<string, number>();
    for (const value of valuesOf(node)) freeVariables(value, reads);
    return assign.every(({ name, value }) => {
      const count = reads.get(name) ?? 0;
      const isTheSame = isHarmless(value) || (count === 1 && valuesOf(node).some(own => isAlwaysRead(name, own)));
      return isTheSame && mayRepeat(value, count);
    });
  }
  if (!assign.every(({ value }) => isHarmless(value) && isPure(value))) return false;
  const inside = graphsOf(node).flatMap(graph => [...readFromOutside(graph)]);
  return assign.every(({ name }) => !inside.includes(name));
}

/** Leaves out the questions of a choice whose answer is known; one without any is a pass. */
function pruneChoice(node: ChoiceNode, graph: Graph): boolean {
  const answer = ({ condition }: Rule): unknown => (condition.kind === 'literal' ? condition.value : undefined);
  const rules = node.rules.filter(rule => answer(rule) !== false);
  const always = rules.findIndex(rule => answer(rule) === true);
  if (rules.length === node.rules.length && always < 0) return false;
  if (always >= 0) node.otherwise = (rules[always] as Rule).edge;
  node.rules = always < 0 ? rules : rules.slice(0, always);
  if (node.rules.length === 0) {
    const { name, order, comment, otherwise } = node;
    replaceNode(graph, node, { kind: 'pass', name, order, comment, next: otherwise });
  }
  return true;
}

function replaceNode(graph: Graph, old: Node, by: Node): void {
  for (const node of [...nodesOf(graph), by]) {
    for (const exit of exitsOf(node)) if (exit.edge.to === old) exit.set({ ...exit.edge, to: by });
  }
  if (graph.start === old) graph.start = by;
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
      if (exit.kind !== 'next' || to.kind !== 'succeed' || to.isInline || !to.output) continue;
      const end = endOf(assign, to.output);
      if (end) exit.set({ assign: end.assign, to: { ...to, output: end.output, isInline: true } });
    }
  }
}

/**
 * Lets the ways that lead to an end say what it gives, so that no variable is there for that alone. Not where it is much
 * and would be said several times.
 */
export function foldOutputs(graph: Graph): void {
  for (const node of nodesOf(graph)) {
    if (node.kind !== 'succeed' || node.isInline || node === graph.start || !node.output) continue;
    const { output } = node;
    const exits = nodesOf(graph)
      .flatMap(exitsOf)
      .filter(({ edge }) => edge.to === node);
    // The last way of a choice is its Default for as long as it says nothing.
    const isDefault = exits.some(({ kind, edge }) => kind === 'otherwise' && edge.assign.length === 0);
    if (isDefault || exits.every(({ edge }) => edge.assign.length === 0)) continue;
    const ends = exits.map(({ edge }) => endOf(edge.assign, output));
    const size = ends.reduce((sum, end) => sum + (end ? sizeOf(end.output) : Infinity), 0);
    if (size === Infinity || (exits.length > 1 && size > greatestOutputs)) continue;
    exits.forEach((exit, i) => {
      const { assign, output: value } = ends[i] as { output: Expression; assign: readonly Assign[] };
      exit.set({ assign, to: node, output: value });
    });
    node.output = undefined;
  }
}

const greatestOutputs = 60;

/** States that fail with the same words, for the same step, are one. */
export function mergeFailures(graph: Graph): void {
  const first = new Map<string, Node>();
  for (const node of [...nodesOf(graph)].sort((a, b) => a.order - b.order)) {
    if (node.kind !== 'fail' || node.comment !== undefined) continue;
    const key = `${Math.floor(node.order / ordersPerStep)} ${textOf(node.error)} ${textOf(node.cause)}`;
    const known = first.get(key);
    if (known) replaceNode(graph, node, known);
    else first.set(key, node);
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
