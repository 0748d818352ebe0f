import type { Expression } from '../../../src/language/expressions/ast';
import { index, literal, member, variable } from './nodes';
import { nullable, type Type } from './types';

/**
 * The names that an expression may read at a place, with what is known of their values there: a name that may not
 * have been assigned yet is nullable.
 */
export interface Scope {
  readonly visible: Map<string, Type>;
  /** The variables that `set` may assign here, each with the one type that it is given. */
  readonly variables: ReadonlyMap<string, Type>;
}

/** A copy for a block that may not run to its end; `absorb` takes back what it leaves. */
export function inner(scope: Scope, bound: readonly (readonly [string, Type])[] = []): Scope {
  return { visible: new Map([...scope.visible, ...bound]), variables: scope.variables };
}

/**
 * Takes over the names that a block has assigned.
 * @param sure whether the block has certainly run to its end
 */
export function absorb(scope: Scope, block: Scope, bound: readonly string[], sure: boolean): void {
  for (const [name, type] of block.visible) {
    if (bound.includes(name)) continue;
    const before = scope.visible.get(name);
    if (sure) scope.visible.set(name, type);
    else if (!before) scope.visible.set(name, nullable(type));
  }
  known.delete(scope);
}

/** What a set step has left in the variable. */
export function assign(scope: Scope, name: string, type: Type): void {
  scope.visible.set(name, type);
  known.delete(scope);
}

export interface Path {
  readonly expression: Expression;
  readonly type: Type;
}

const known = new WeakMap<Scope, readonly Path[]>();

/** Every name in scope and what can be reached from it by members and small indexes. */
export function pathsIn(scope: Scope): readonly Path[] {
  const paths = known.get(scope) ?? findPaths(scope);
  known.set(scope, paths);
  return paths;
}

function findPaths(scope: Scope): Path[] {
  const paths: Path[] = [];
  const walk = (expression: Expression, type: Type, depth: number): void => {
    paths.push({ expression, type });
    if (depth === 0) return;
    const below = (child: Type): Type => (type.nullable ? nullable(child) : child);
    if (type.kind === 'map') {
      for (const [key, field] of Object.entries(type.fields)) walk(member(expression, key), below(field), depth - 1);
    }
    if (type.kind === 'list') {
      for (const at of [0, 1]) walk(index(expression, literal(at)), nullable(type.of), depth - 1);
    }
  };
  for (const [name, type] of scope.visible) walk(variable(name), type, 3);
  return paths;
}
