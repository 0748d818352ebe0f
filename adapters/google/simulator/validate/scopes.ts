import type { Problems } from '../problem';
import type { Branch, Handler, Loop, Routine, Slot, Step, StepList } from '../parse/ast';
import { each, nestedLists } from './walk';

/**
 * The variables of a (sub)workflow, a loop's iteration, an exception handler or a parallel branch.
 * "Variables declared inside a for loop (or except) are local to it" (variables page); all others belong to the routine,
 * wherever in it they are first assigned.
 */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly names: Map<string, number>;
  /** Of a parallel branch or iteration: what it may write outside of itself. */
  readonly shared: ReadonlySet<string> | undefined;
}

export type Owner = Routine | Loop | Handler | Branch;
export type Scopes = ReadonlyMap<Owner, Scope>;

/**
 * Finds the scope of every variable: an assignment writes the variable of the nearest scope around it that has assigned
 * the name before (in the order of the text), else it makes one in its own scope.
 */
export function findScopes(routine: Routine, problems: Problems): Scopes {
  const scopes = new Map<Owner, Scope>();
  const root = open(routine, undefined, undefined, scopes);
  for (const parameter of routine.parameters) declare(root, parameter.name);
  declareIn(routine.steps, root, scopes, problems);
  for (const [owner, scope] of scopes) owner.size = scope.names.size;
  return scopes;
}

function open(
  owner: Owner,
  parent: Scope | undefined,
  shared: ReadonlySet<string> | undefined,
  scopes: Map<Owner, Scope>,
): Scope {
  const scope = { parent, names: new Map<string, number>(), shared };
  scopes.set(owner, scope);
  return scope;
}

function declare(scope: Scope, name: string): void {
  if (find(scope, name) === undefined) scope.names.set(name, scope.names.size);
}

/** Where a name lives, seen from a scope. */
export function find(scope: Scope, name: string): Slot | undefined {
  let hops = 0;
  for (let at: Scope | undefined = scope; at; at = at.parent, hops++) {
    const index = at.names.get(name);
    if (index !== undefined) return { hops, index };
  }
  return undefined;
}

function declareIn(list: StepList, scope: Scope, scopes: Map<Owner, Scope>, problems: Problems): void {
  each(list, problems, step => {
    if (step.kind === 'assign') {
      for (const { target } of step.assignments) if (target.path.length === 0) declare(scope, target.variable.name);
    }
    if (step.kind === 'call' && step.result) declare(scope, step.result.name);
    for (const nested of nestedLists(step)) {
      const inner = nested.owner ? openNested(nested.owner, step, scope, scopes, problems) : scope;
      declareIn(nested.list, inner, scopes, problems);
    }
  });
}

function openNested(owner: Owner, step: Step, scope: Scope, scopes: Map<Owner, Scope>, problems: Problems): Scope {
  const shared = step.kind === 'parallel' ? new Set(step.shared.map(({ name }) => name)) : undefined;
  const inner = open(owner, scope, shared, scopes);
  for (const variable of ownVariables(owner)) {
    // "The variable name must not be used in assignments or expressions outside of the loop" (iteration page).
    if (find(scope, variable.name)) problems.add(owner.place, `'${variable.name}' is already a variable outside`);
    inner.names.set(variable.name, inner.names.size);
  }
  return inner;
}

/** The variables that a construct itself gives to its steps. */
export function ownVariables(owner: Owner): readonly Loop['value'][] {
  if ('value' in owner) return owner.index ? [owner.value, owner.index] : [owner.value];
  return 'error' in owner ? [owner.error] : [];
}
