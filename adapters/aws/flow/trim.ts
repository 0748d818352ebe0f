import type { Expression } from '../../../src/adapter';
import { childrenOf } from '../../../src/language/visit';
import { isHarmless } from '../expressions/harmless';
import { isRaw } from '../expressions/raw';
import { type Graph, type Node, exitsOf, graphsOf, nodesOf, valuesOf } from './graph';

/** Leaves out the members of maps in variables that nobody reads: of a caught error often all but the message. */
export function trimMaps(graph: Graph): void {
  const nodes = allNodes(graph);
  const reads = readsIn(nodes);
  for (const node of nodes) {
    for (const exit of exitsOf(node)) {
      const assign = exit.edge.assign.map(({ name, value }) => {
        const keys = reads.get(name);
        if (value.kind !== 'map' || keys === 'all') return { name, value };
        const entries = value.entries.filter(entry => keys?.has(entry.key) || !isHarmless(entry.value));
        return { name, value: { ...value, entries } };
      });
      exit.set({ ...exit.edge, assign });
    }
  }
}

function allNodes(graph: Graph): readonly Node[] {
  return nodesOf(graph).flatMap(node => [node, ...graphsOf(node).flatMap(allNodes)]);
}

/** By variable: the members that are read of it, or `all` where it is read itself. */
type Reads = Map<string, Set<string> | 'all'>;

function readsIn(nodes: readonly Node[]): Reads {
  const reads: Reads = new Map();
  for (const node of nodes) {
    for (const value of valuesOf(node)) collect(value, reads);
    for (const { edge } of exitsOf(node)) {
      for (const { value } of edge.assign) collect(value, reads);
      if (edge.output) collect(edge.output, reads);
    }
  }
  return reads;
}

function collect(e: Expression, reads: Reads): void {
  if (isRaw(e)) {
    e.raw.parts.forEach((part, i) => {
      if (typeof part === 'string') return;
      const key = /^\.([A-Za-z_]\w*)/.exec(String(e.raw.parts[i + 1] ?? ''))?.[1];
      if (isVariable(part) && key !== undefined) add(reads, part.name, key);
      else collect(part, reads);
    });
  } else if (e.kind === 'member' && isVariable(e.object)) add(reads, e.object.name, e.key);
  else if (e.kind === 'variable') reads.set(e.name, 'all');
  else for (const child of childrenOf(e)) collect(child, reads);
}

const isVariable = (e: Expression): e is Expression & { kind: 'variable' } => e.kind === 'variable' && !isRaw(e);

function add(reads: Reads, name: string, key: string): void {
  const before = reads.get(name);
  if (before !== 'all') reads.set(name, new Set([...(before ?? []), key]));
}
