import type { Code, Statement } from './model';

/**
 * The statements of a function with its variables declared: where they are first assigned, if nothing mentions them
 * before and that is no part of a loop or a branch, else at the top.
 */
export function withDeclarations(variables: readonly string[], body: readonly Statement[]): readonly Statement[] {
  const open = new Set(variables);
  const assigned = countAssignments(body);
  const mentioned = new Set<string>();
  const declared = body.map(statement => {
    const name = declarable(statement);
    if (name !== undefined && open.has(name) && !mentioned.has(name) && statement.kind === 'assign') {
      const inValue = namesIn(statement.value);
      for (const other of inValue) mentioned.add(other);
      if (!inValue.has(name)) {
        open.delete(name);
        mentioned.add(name);
        const keyword = assigned.get(name) === 1 ? 'const' : 'let';
        return { kind: 'declare' as const, keyword: keyword as 'const' | 'let', binding: name, value: statement.value };
      }
    }
    for (const other of namesIn(statement)) mentioned.add(other);
    return statement;
  });
  const names = variables.filter(variable => open.has(variable) && mentioned.has(variable));
  return names.length > 0 ? [{ kind: 'variables', names }, ...declared] : declared;
}

function declarable(statement: Statement): string | undefined {
  return statement.kind === 'assign' && statement.target.kind === 'name' ? statement.target.name : undefined;
}

function countAssignments(body: readonly Statement[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  visit(body, node => {
    if (node.kind === 'unpack') node.names.forEach(add);
    if (node.kind !== 'assign') return;
    const targets = node.target.kind === 'list' ? node.target.items : [node.target];
    for (const target of targets) if (target.kind === 'name') add(target.name);
  });
  return counts;
}

/** Every variable that is read or assigned in the code. */
export function namesIn(code: Code | Statement | readonly Statement[]): Set<string> {
  const names = new Set<string>();
  visit(code, node => {
    if (node.kind === 'name') names.add(node.name);
    if (node.kind === 'unpack') for (const name of node.names) names.add(name);
  });
  return names;
}

/** Calls back for every node. */
function visit(node: unknown, see: (node: Code | Statement) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ('kind' in node) see(node as Code | Statement);
  for (const child of Object.values(node)) visit(child, see);
}
