import { isScalar, parseDocument, Scalar, visit } from 'yaml';
import type { ConfigPath } from '../diagnostic';
import { readReference } from './variables';

const date = /^\d{4}-\d{1,2}-\d{1,2}($|[Tt ]\s*\d)/;

/**
 * Where the configuration has dates without quotes, under one top-level key: in the service's own file and in those that
 * `${file(...)}` takes in. Some frameworks read them as dates and others as text, and by the time a plugin sees the
 * configuration they are text in any case.
 *
 * @param read gives a file's text by its path relative to the service's folder; undefined when it can't be read
 */
export function unquotedDates(
  main: string,
  read: (file: string) => string | undefined,
  topLevelKey: string,
): readonly ConfigPath[] {
  const files = new Map<string, readonly Plain[]>();
  const plainIn = (file: string): readonly Plain[] => {
    const known = files.get(file) ?? (/\.ya?ml$/i.test(file) ? plainScalars(read(file) ?? '') : []);
    files.set(file, known);
    return known;
  };
  /** What stands in `file` at `from` is the configuration's at `to`. `way`: the addresses that led here, against circles. */
  const search = (file: string, from: ConfigPath, to: ConfigPath, way: readonly string[]): readonly ConfigPath[] => {
    const address = JSON.stringify([file, from.map(String)]);
    if (way.includes(address)) return [];
    return plainIn(file)
      .filter(({ path }) => from.every((segment, i) => String(segment) === String(path[i])))
      .flatMap(({ path, text }) => {
        const place = [...to, ...path.slice(from.length)];
        const reference = readReference(text);
        if (reference) return search(reference.file ?? main, reference.path, place, [...way, address]);
        return date.test(text) && place.at(-1) !== 'description' ? [place] : [];
      });
  };
  return search(main, [topLevelKey], [topLevelKey], []);
}

interface Plain {
  readonly path: ConfigPath;
  readonly text: string;
}

/** The scalars that may be a date or lead to one: those without quotes, and the framework's variables. */
function plainScalars(text: string): readonly Plain[] {
  // Most texts have neither, and needn't be parsed to see it.
  if (!/\d{4}-\d{1,2}-\d{1,2}|\$\{\s*(file\(|self:)/.test(text)) return [];
  const found: Plain[] = [];
  visit(parseDocument(text, { logLevel: 'silent' }), {
    Scalar(key, node, ancestors) {
      const variable = typeof node.value === 'string' && readReference(node.value) ? node.value : undefined;
      const text = variable ?? (node.type === Scalar.PLAIN ? node.source : undefined);
      if (key === 'key' || text === undefined || !(variable || date.test(text))) return;
      found.push({ path: pathOf([...ancestors, node]), text });
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
