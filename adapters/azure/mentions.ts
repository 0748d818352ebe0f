import type { Code, Statement } from './model';

/** Whether a name is read or assigned anywhere in the code. */
export function mentions(code: Code | Statement | readonly (Code | Statement)[], name: string): boolean {
  return includes(code, name);
}

function includes(node: unknown, name: string): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const { kind, name: own, names } = node as { kind?: unknown; name?: unknown; names?: unknown };
  if (kind === 'name' && own === name) return true;
  if (kind === 'unpack' && Array.isArray(names) && names.includes(name)) return true;
  return Object.values(node).some(child => includes(child, name));
}
