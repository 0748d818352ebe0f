import type { Problems } from '../problem';
import type { Jump } from './ast';
import type { Entry, Node } from './document';

export function readNext(entry: Entry | undefined, problems: Problems): Jump | undefined {
  if (!entry) return undefined;
  const place = { line: entry.value.line, column: entry.value.column };
  if (entry.value.kind !== 'scalar' || typeof entry.value.value !== 'string') {
    problems.add(entry.value, `'next' must be the name of a step, end, break or continue`);
    return undefined;
  }
  const target = entry.value.value;
  if (target === 'end' || target === 'break' || target === 'continue') return { kind: target, place };
  return { kind: 'next', step: target, place };
}

export function singleEntry(node: Node, problems: Problems, message: string): Entry | undefined {
  if (node.kind === 'map' && node.entries.length === 1) return node.entries[0];
  problems.add(node, message);
  return undefined;
}

/** The entries of a map by key, with a problem for each that isn't among the allowed. */
export function readFields(
  node: Node,
  what: string,
  allowed: readonly string[],
  required: readonly string[],
  problems: Problems,
): ReadonlyMap<string, Entry> | undefined {
  if (node.kind !== 'map') {
    problems.add(node, `${what} must be a map`);
    return undefined;
  }
  const fields = new Map(node.entries.map(entry => [entry.key, entry]));
  for (const entry of node.entries) {
    if (!allowed.includes(entry.key)) problems.add(entry, `unexpected entry '${entry.key}' in ${what}`);
  }
  const missing = required.filter(key => !fields.has(key));
  for (const key of missing) problems.add(node, `${what} needs '${key}'`);
  return missing.length > 0 ? undefined : fields;
}

export function readText(node: Node, what: string, problems: Problems): string | undefined {
  if (node.kind === 'scalar' && typeof node.value === 'string') return node.value;
  problems.add(node, `${what} must be a string`);
  return undefined;
}
