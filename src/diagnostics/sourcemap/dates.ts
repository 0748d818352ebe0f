import { isScalar, parseDocument, Scalar, visit } from 'yaml';
import type { ConfigPath } from '../diagnostic';

const date = /^\d{4}-\d{1,2}-\d{1,2}($|[Tt ]\s*\d)/;

/**
 * Where a text has dates without quotes, under one top-level key. Some frameworks read them as dates and others as
 * text, and by the time a plugin sees the configuration they are text in any case.
 */
export function unquotedDates(text: string, topLevelKey: string): readonly ConfigPath[] {
  // Most texts have none, and needn't be parsed to see it.
  if (!/\d{4}-\d{1,2}-\d{1,2}/.test(text)) return [];
  const found: ConfigPath[] = [];
  visit(parseDocument(text, { logLevel: 'silent' }), {
    Scalar(key, node, ancestors) {
      if (key === 'key' || node.type !== Scalar.PLAIN || !date.test(node.source ?? '')) return;
      const path = pathOf([...ancestors, node]);
      if (path[0] === topLevelKey && path.at(-1) !== 'description') found.push(path);
    },
  });
  return found;
}

/** The keys and positions on the way from the document to a node. */
function pathOf(nodes: readonly unknown[]): ConfigPath {
  const path: (string | number)[] = [];
  nodes.forEach((node, i) => {
    const next = nodes[i + 1];
    if (isPair(node) && isScalar(node.key)) path.push(String(node.key.value));
    if (isSequence(node)) path.push(node.items.indexOf(next));
  });
  return path;
}

const isPair = (node: unknown): node is { key: unknown } =>
  typeof node === 'object' && node !== null && 'key' in node && 'value' in node;
const isSequence = (node: unknown): node is { items: unknown[] } =>
  typeof node === 'object' &&
  node !== null &&
  'items' in node &&
  !('get' in node && isPair((node as { items: unknown[] }).items[0]));
