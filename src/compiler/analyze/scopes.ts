import * as found from '../../diagnostics/catalogue';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Expression } from '../../language/expressions/ast';
import type { Block, Workflow } from '../../language/ir';
import { type OwnedName, type Scope, scopesOf, walkScopes } from '../../language/scopes';
import { blocksOf, expressionsOf, walkExpression } from '../../language/visit';

type Report = (diagnostic: Diagnostic) => void;

interface Seen {
  readonly scope: Scope;
  readonly bound: readonly string[];
}

/** Resolves every name of a workflow: unknown ones, those that belong to a branch, assignments across branches, `return` in a concurrent block. */
export function checkScopes(workflow: Workflow, report: Report): void {
  const root = scopesOf(workflow);
  const byBlock = new Map([...walkScopes(root)].map(scope => [scope.block, scope]));
  const visit = (block: Block, seen: Seen): void => {
    for (const step of block.steps) {
      for (const { expression, bound } of expressionsOf(step))
        checkExpression(expression, { ...seen, bound: [...seen.bound, ...bound] });
      if (step.kind === 'set')
        for (const { name, origin } of step.assignments) checkAssignment(name, { path: origin, key: true }, seen.scope, report);
      if (step.kind === 'return' && seen.scope.parent)
        report(found.returnInParallel({ path: [...step.origin, 'return'], key: true }));
      if (step.kind === 'for' && step.at === step.each) {
        report(found.nameTaken({ path: [...step.origin, 'for', 'at'] }, step.each, '`each` binds it too', undefined));
      }
      for (const nested of blocksOf(step)) {
        visit(nested.block, { scope: byBlock.get(nested.block) ?? seen.scope, bound: [...seen.bound, ...nested.bound] });
      }
    }
    if (block.output) checkExpression(block.output, seen);
  };
  const checkExpression = (expression: Expression, seen: Seen): void => {
    for (const node of walkExpression(expression)) {
      if (node.kind !== 'variable' || node.name === 'input' || seen.bound.includes(node.name) || owner(seen.scope, node.name))
        continue;
      const other = [...walkScopes(root)].find(scope => scope.names.has(node.name));
      if (other) {
        const { origin } = other.names.get(node.name) as OwnedName;
        report(
          found.outOfScope(node.place, node.name, ownerTitle(other), [
            { message: 'it is assigned here', place: { path: origin, key: true } },
          ]),
        );
      } else {
        report(found.unknownName(node.place, node.name, visibleNames(seen)));
      }
    }
  };
  visit(workflow.body, { scope: root, bound: [] });
}

function owner(scope: Scope | undefined, name: string): Scope | undefined {
  for (let at = scope; at; at = at.parent) if (at.names.has(name)) return at;
  return undefined;
}

function checkAssignment(name: string, place: Diagnostic['place'], scope: Scope, report: Report): void {
  const outer = owner(scope.parent, name);
  const owned = outer?.names.get(name);
  if (owned?.kind === 'variable')
    report(
      found.assignedAcrossBranches(place, name, [{ message: 'it is assigned here', place: { path: owned.origin, key: true } }]),
    );
}

function ownerTitle(scope: Scope): string {
  return scope.step?.kind === 'for'
    ? `the concurrent iterations of "${scope.step.name}"`
    : `a branch of "${scope.step?.name ?? ''}"`;
}

function visibleNames({ scope, bound }: Seen): string[] {
  const names = new Set(bound);
  for (let at: Scope | undefined = scope; at; at = at.parent) for (const name of at.names.keys()) names.add(name);
  return [...names, 'input', 'workflow'];
}
