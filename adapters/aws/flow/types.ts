import type { Expression } from '../../../src/adapter';
import { types, type TypeSet } from '../../../src/language/expressions/typeset';
import { stepText, typesIn } from '../expressions/code';
import { freeVariables, isRaw, raw, transform, typedVariable } from '../expressions/raw';
import { type Assign, type Graph, type Node, exitsOf, graphsOf, nodesOf, rewrite } from './graph';

/**
 * Writes into expressions what is known of the variables in them, so that nothing is checked that can't be otherwise:
 * the types of all values that a variable is given, and the members of those that are maps written out.
 */
export function tellTypes(graph: Graph): void {
  const nodes = allNodes(graph);
  const assigns = nodes.flatMap(node => exitsOf(node).flatMap(({ edge }) => edge.assign));
  const known = typesOf(assigns);
  const members = membersOf(assigns, known);
  const tell = (value: Expression): Expression => transform(value, e => told(e, known, members));
  for (const node of nodes) {
    rewrite(node, tell);
    for (const exit of exitsOf(node)) {
      const { assign, to, output } = exit.edge;
      const told = assign.map(({ name, value }) => ({ name, value: tell(value) }));
      exit.set({ assign: told, to, ...(output ? { output: tell(output) } : {}) });
    }
  }
}

function allNodes(graph: Graph): readonly Node[] {
  return nodesOf(graph).flatMap(node => [node, ...graphsOf(node).flatMap(allNodes)]);
}

function told(
  e: Expression,
  known: ReadonlyMap<string, TypeSet>,
  members: ReadonlyMap<string, ReadonlyMap<string, TypeSet>>,
): Expression | undefined {
  if (e.kind === 'member' && e.object.kind === 'variable' && !isRaw(e.object)) {
    const type = members.get(e.object.name)?.get(e.key);
    return type === undefined ? undefined : raw([e.object, `.${stepText(e.key)}`], { types: type });
  }
  if (e.kind !== 'variable' || isRaw(e)) return undefined;
  const type = known.get(e.name);
  return type === undefined || type === types.any ? undefined : typedVariable(e.name, type);
}

/** What each variable can hold. Values that depend on others wait for those. */
function typesOf(assigns: readonly Assign[]): ReadonlyMap<string, TypeSet> {
  const names = new Set(assigns.map(({ name }) => name));
  const known = new Map<string, TypeSet>();
  for (let changed = true; changed;) {
    changed = false;
    for (const { name, value } of assigns) {
      if ([...freeVariables(value).keys()].some(other => names.has(other) && !known.has(other))) continue;
      const before = known.get(name) ?? types.none;
      const after = before | typesIn(value, known);
      if (after !== before) changed = true;
      known.set(name, after);
    }
  }
  return known;
}

/** The members of variables that only maps written out are assigned to. */
function membersOf(
  assigns: readonly Assign[],
  known: ReadonlyMap<string, TypeSet>,
): ReadonlyMap<string, ReadonlyMap<string, TypeSet>> {
  const members = new Map<string, Map<string, TypeSet> | undefined>();
  for (const { name, value } of assigns) {
    if (value.kind !== 'map') {
      members.set(name, undefined);
      continue;
    }
    const own = new Map(value.entries.map(entry => [entry.key, typesIn(entry.value, known)]));
    const before = members.get(name);
    if (members.has(name) && !before) continue;
    if (!before) members.set(name, own);
    else
      members.set(name, new Map([...before].flatMap(([key, set]) => (own.has(key) ? [[key, set | (own.get(key) ?? 0)]] : []))));
  }
  return new Map([...members].flatMap(([name, own]) => (own ? [[name, own]] : [])));
}
