import type { Expression } from '../../../src/adapter';
import { freeVariables, isAlwaysIn, isRaw, nothing, textOf } from '../expressions/raw';
import { isHarmless } from '../expressions/harmless';
import { type Assign, type Edge, type Graph, type Node, exitsOf, graphsOf, nodesOf, valuesOf } from './graph';

/** The names that the state itself reads. */
function ownReadsOf(node: Node): Set<string> {
  const names = new Set<string>();
  for (const value of valuesOf(node)) addReads(value, names);
  return names;
}

/** The names that the machines in the state read from outside themselves. */
function innerReadsOf(node: Node): Set<string> {
  return new Set(graphsOf(node).flatMap(graph => [...readFromOutside(graph)]));
}

function addReads(value: Expression, into: Set<string>): void {
  for (const name of freeVariables(value).keys()) into.add(name);
}

/** The variables that a machine inside another reads and doesn't assign. */
export function readFromOutside(graph: Graph): Set<string> {
  const own = assignedIn(graph);
  return new Set([...(liveness(graph).get(graph.start) ?? [])].filter(name => !own.has(name)));
}

export function assignedIn(graph: Graph): Set<string> {
  const names = new Set<string>();
  for (const node of nodesOf(graph)) {
    for (const { edge } of exitsOf(node)) for (const { name } of edge.assign) names.add(name);
  }
  return names;
}

/** For each state the variables whose values may still be read from it on. */
function liveness(graph: Graph): Map<Node, Set<string>> {
  const nodes = nodesOf(graph);
  const live = new Map<Node, Set<string>>(nodes.map(node => [node, new Set([...ownReadsOf(node), ...innerReadsOf(node)])]));
  for (let changed = true; changed;) {
    changed = false;
    for (const node of [...nodes].reverse()) {
      const own = live.get(node) as Set<string>;
      const before = own.size;
      for (const { edge } of exitsOf(node)) for (const name of liveBefore(edge, live)) own.add(name);
      changed ||= own.size > before;
    }
  }
  return live;
}

function liveBefore(edge: Edge, live: ReadonlyMap<Node, ReadonlySet<string>>): Set<string> {
  const after = live.get(edge.to) as ReadonlySet<string>;
  const names = new Set(after);
  for (const { name } of edge.assign) names.delete(name);
  for (const assign of edge.assign) if (isNeeded(assign, after)) addReads(assign.value, names);
  if (edge.output) addReads(edge.output, names);
  return names;
}

/** A value that nobody reads is still evaluated when that may be a mistake: it ends the execution. */
function isNeeded({ name, value }: Assign, live: ReadonlySet<string>): boolean {
  return live.has(name) || !isHarmless(value);
}

/** A variable that is given its own value. */
const isSame = ({ name, value }: Assign): boolean => value.kind === 'variable' && !isRaw(value) && value.name === name;

/** Whether an unread value can't be a mistake, or is evaluated on the same way anyhow, for one that is read or put out. */
function isSaid(assign: Assign, { assign: all, output }: Edge, live: ReadonlySet<string>): boolean {
  if (isHarmless(assign.value)) return true;
  const text = textOf(assign.value);
  const others = all.filter(other => other !== assign && live.has(other.name)).map(other => other.value);
  return [...others, ...(output ? [output] : [])].some(value => isAlwaysIn(value, part => textOf(part) === text));
}

/** Takes away the assignments of values that nobody reads. */
export function dropUnread(graph: Graph): void {
  const live = liveness(graph);
  for (const node of nodesOf(graph)) {
    for (const exit of exitsOf(node)) {
      const { assign, to } = exit.edge;
      const after = live.get(to) as Set<string>;
      const needed = assign.filter(a => !isSame(a) && (after.has(a.name) || !isSaid(a, exit.edge, after)));
      if (needed.length < assign.length) exit.set({ ...exit.edge, assign: needed });
    }
  }
}

/**
 * Reading a variable that nothing has assigned is an error on AWS and null in the language: those of the machine's own
 * that may be read so are assigned null at its start.
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export function assignNulls(graph: Graph, outer: ReadonlySet<string>, name: string, order: number): void {
  const unassigned = readUnassigned(graph, outer);
  if (unassigned.length === 0) return;
  const assign = unassigned.map(variable => ({ name: variable, value: nothing }));
  graph.start = { kind: 'pass', name, order, next: { assign, to: graph.start } };
}

function readUnassigned(graph: Graph, outer: ReadonlySet<string>): readonly string[] {
  const nodes = nodesOf(graph);
  const assigned = definitelyAssigned(graph, nodes);
  const own = assignedIn(graph);
  const found = new Set<string>();
  const check = (names: Iterable<string>, known: ReadonlySet<string>): void => {
    for (const name of names) if (name !== 'input' && !known.has(name) && !outer.has(name)) found.add(name);
  };
  for (const node of nodes) {
    const known = assigned.get(node) as Set<string>;
    check(ownReadsOf(node), known);
    // What is assigned nowhere around a machine inside is that machine's own, and perhaps its neighbour's as well.
    check(
      [...innerReadsOf(node)].filter(name => own.has(name)),
      known,
    );
    for (const { edge } of exitsOf(node)) for (const { value } of edge.assign) check(freeVariables(value).keys(), known);
  }
  return [...found].sort();
}

/** For each state the variables that every way to it has assigned. */
function definitelyAssigned(graph: Graph, nodes: readonly Node[]): Map<Node, Set<string>> {
  const assigned = new Map<Node, Set<string>>([[graph.start, new Set()]]);
  for (let changed = true; changed;) {
    changed = false;
    for (const node of nodes) {
      const before = assigned.get(node);
      if (!before) continue;
      for (const { edge } of exitsOf(node)) {
        const after = new Set([...before, ...edge.assign.map(({ name }) => name)]);
        const known = assigned.get(edge.to);
        const both = known ? new Set([...known].filter(name => after.has(name))) : after;
        if (!known || both.size < known.size) {
          assigned.set(edge.to, both);
          changed = true;
        }
      }
    }
  }
  return assigned;
}
