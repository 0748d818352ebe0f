import type { ConfigPath } from '../diagnostics/diagnostic';
import type { Block, Step, Workflow } from './ir';
import { blocksOf } from './visit';

/**
 * Who owns which names: the workflow, and every concurrent iteration and branch in it. Sequential blocks have no
 * scope of their own. A name that is assigned outside belongs to the outer scope, wherever else it is assigned.
 */
export interface Scope {
  /** The block whose names these are: the workflow's body, a branch's, or a concurrent `for`'s. */
  readonly block: Block;
  /** The step that opens it; undefined for the workflow. */
  readonly step?: Step;
  readonly parent?: Scope;
  readonly children: readonly Scope[];
  /** Steps' names and variables that `set` assigns, in the order of the source; each with where it first stands. */
  readonly names: ReadonlyMap<string, OwnedName>;
}

export interface OwnedName {
  readonly kind: 'step' | 'variable';
  readonly origin: ConfigPath;
}

interface OpenScope extends Scope {
  readonly children: Scope[];
  readonly names: Map<string, OwnedName>;
}

/** The tree of a workflow's scopes. */
export function scopesOf(workflow: Workflow): Scope {
  return openScope(workflow.body, undefined, undefined);
}

function openScope(block: Block, step: Step | undefined, parent: Scope | undefined): OpenScope {
  const scope: OpenScope = { block, ...(step ? { step } : {}), ...(parent ? { parent } : {}), children: [], names: new Map() };
  const openings: (() => void)[] = [];
  collect(block, scope, openings);
  // Inner scopes come after all of this one's names: what is assigned behind a branch is still outside it.
  for (const open of openings) open();
  return scope;
}

function collect(block: Block, scope: OpenScope, openings: (() => void)[]): void {
  for (const step of block.steps) {
    own(scope, step.name, { kind: 'step', origin: step.origin });
    if (step.kind === 'set') for (const { name, origin } of step.assignments) own(scope, name, { kind: 'variable', origin });
    for (const nested of blocksOf(step)) {
      if (nested.role === 'concurrent') openings.push(() => scope.children.push(openScope(nested.block, step, scope)));
      else collect(nested.block, scope, openings);
    }
  }
}

function own(scope: OpenScope, name: string, owned: OwnedName): void {
  if (!scope.names.has(name) && !assignedOutside(scope, name)) scope.names.set(name, owned);
}

function assignedOutside(scope: Scope, name: string): boolean {
  for (let outer = scope.parent; outer; outer = outer.parent) if (outer.names.has(name)) return true;
  return false;
}

/** Every scope of a tree, outermost first. */
export function* walkScopes(scope: Scope): Generator<Scope> {
  yield scope;
  for (const child of scope.children) yield* walkScopes(child);
}
