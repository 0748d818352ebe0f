import type { Problems } from '../problem';
import type { Document, Expression, Place, Routine, Step, StepList, VariableExpression } from '../parse/ast';
import { modules } from '../stdlib/library';
import { Callable } from '../values';
import { checkCallStep, checkExpressionCall, type Routines } from './calls';
import { find, findScopes, ownVariables, type Scope, type Scopes } from './scopes';
import { each, expressionsOf, nestedLists, templatesOf } from './walk';

/**
 * Resolves every name of the document, and reports those that Google wouldn't deploy: "Referencing an undefined variable, step, or
 * subworkflow" (https://cloud.google.com/workflows/docs/troubleshooting).
 */
export function resolveSymbols(document: Document, problems: Problems): void {
  const routines: Routines = new Map(document.routines.map(routine => [routine.name, routine]));
  for (const routine of document.routines) {
    problems.routine = routine.name;
    const scopes = findScopes(routine, problems);
    const resolver = new Resolver(routines, scopes, problems);
    resolver.checkNames(routine);
    resolver.list(routine.steps, scopes.get(routine) as Scope);
    problems.routine = undefined;
  }
}

class Resolver {
  constructor(
    private readonly routines: Routines,
    private readonly scopes: Scopes,
    private readonly problems: Problems,
  ) {}

  /** Variables and subworkflows share one name space; a branch's variable can't be one of the routine's too. */
  checkNames(routine: Routine): void {
    for (const [owner, scope] of this.scopes) {
      for (const name of scope.names.keys()) {
        if (this.routines.has(name)) this.problems.add(owner.place, `'${name}' is a subworkflow and can't be a variable`);
        if (owner === routine || !scope.parent || !find(scope.parent, name)) continue;
        if (ownVariables(owner).some(variable => variable.name === name)) {
          this.problems.add(owner.place, `'${name}' is the variable of a block and can't be used outside of it`);
        } else if (scope.shared) {
          // It's assigned outside too, but later: whether that makes it the outer one isn't documented.
          this.problems.add(
            owner.place,
            `'${name}' is assigned inside a parallel step and, later, outside: assign it before and share it`,
          );
        }
      }
    }
  }

  list(list: StepList, scope: Scope): void {
    each(list, this.problems, step => this.step(step, scope));
  }

  private step(step: Step, scope: Scope): void {
    const what = step.kind === 'return' ? 'error evaluating return value: ' : '';
    for (const template of templatesOf(step)) {
      for (const expression of expressionsOf(template)) this.read(expression, scope, template.place, what);
    }
    if (step.kind === 'assign') {
      for (const { target } of step.assignments) {
        // `m.key: v` changes a variable that must be there already.
        if (target.path.length > 0) this.read(target.variable, scope, target.place, what);
        this.write(target.variable, scope, target.place);
      }
    }
    if (step.kind === 'call') {
      checkCallStep(step, this.routines, name => this.isVariable(name, scope), this.problems);
      if (step.result) this.write(step.result, scope, step.place);
    }
    if (step.kind === 'parallel') {
      for (const { name, place } of step.shared) {
        if (!find(scope, name)) this.problems.add(place, `shared variable '${name}' is not a variable of the parent scope`);
        else this.checkShared(name, scope, place);
      }
    }
    for (const { list, owner } of nestedLists(step)) {
      const inner = owner ? (this.scopes.get(owner) as Scope) : scope;
      for (const variable of owner ? ownVariables(owner) : []) variable.binding = find(inner, variable.name);
      this.list(list, inner);
    }
  }

  private read(expression: Expression, scope: Scope, place: Place, what: string): void {
    if (expression.kind === 'variable') {
      const slot = find(scope, expression.name);
      expression.binding = slot ?? (this.routines.has(expression.name) ? new Callable(expression.name) : undefined);
      if (!expression.binding) this.unknown(expression.name, place, what);
    } else if (expression.kind === 'constant') {
      this.refuseHidden(expression.name, scope, place);
    } else if (expression.kind === 'call') {
      this.refuseHidden(expression.name, scope, place);
      checkExpressionCall(expression, this.routines, place, this.problems);
    }
    for (const operand of expression.operands) this.read(operand, scope, place, what);
  }

  /** The wording of the troubleshooting page. */
  private unknown(name: string, place: Place, what: string): void {
    this.problems.add(place, `${what}symbol '${name}' is neither a variable nor a sub-workflow name`);
  }

  /** Whether `map.get` is still the library's when a variable is called `map` isn't documented: don't use both. */
  private refuseHidden(name: string, scope: Scope, place: Place): void {
    const root = name.split('.')[0] as string;
    if (this.isVariable(root, scope)) this.problems.add(place, `'${root}' is a variable here, so '${name}' can't be used`);
    else if (name.includes('.') && !modules.has(root)) this.unknown(root, place, '');
  }

  private isVariable(name: string, scope: Scope): boolean {
    return find(scope, name) !== undefined;
  }

  private write(variable: VariableExpression, scope: Scope, place: Place): void {
    variable.binding = find(scope, variable.name);
    this.checkShared(variable.name, scope, place);
  }

  /** "Variables with parent scope" are written in a branch only when every parallel step in between shares them. */
  private checkShared(name: string, scope: Scope, place: Place): void {
    for (let at: Scope | undefined = scope; at && !at.names.has(name); at = at.parent) {
      if (at.shared && !at.shared.has(name) && find(at, name)) {
        this.problems.add(place, `'${name}' belongs to the parent scope: assigning it in a parallel step needs 'shared'`);
        return;
      }
    }
  }
}
