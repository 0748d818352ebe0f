import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import type { ConfigPath } from '../diagnostic';

/** How far a path goes in a document. */
export interface Found {
  readonly node: Node;
  /** The key under which `node` stands, when it stands in a map. */
  readonly key?: Node;
  /** What is left of the path where the document has no more; empty when all of it was found. */
  readonly rest: ConfigPath;
}

/** Follows `path` as far as the document has it, through aliases, `<<` and CloudFormation's short tags. */
export function walk(document: Document, path: ConfigPath): Found | undefined {
  if (!document.contents) return undefined;
  let found: Found = { node: document.contents, rest: path };
  for (let i = 0; i < path.length; i++) {
    const next = child(found.node, path[i]!, document);
    if (!next) break;
    found = { ...next, rest: path.slice(i + 1) };
  }
  return found;
}

function child(node: Node, segment: string | number, document: Document): Omit<Found, 'rest'> | undefined {
  const target = resolved(node, document);
  if (!target) return undefined;
  // The framework reads `!GetAtt x` as the map { "Fn::GetAtt": x }; the node is the same.
  if (target.tag?.startsWith('!') && (segment === target.tag.slice(1) || segment === `Fn::${target.tag.slice(1)}`)) {
    return { node: target };
  }
  if (isSeq(target)) {
    const item = target.items[Number(segment)];
    return isNode(item) ? { node: item } : undefined;
  }
  if (!isMap(target)) return undefined;
  const pair = findPair(target, String(segment), document);
  if (!pair || !isNode(pair.key)) return undefined;
  return { node: isNode(pair.value) ? pair.value : pair.key, key: pair.key };
}

/** A key of the map itself wins over one that `<<` brings in. */
function findPair(map: YAMLMap, key: string, document: Document): Pair | undefined {
  const own = map.items.find(pair => keyText(pair) === key);
  if (own) return own;
  for (const pair of map.items) {
    if (keyText(pair) !== '<<' || !isNode(pair.value)) continue;
    const value = resolved(pair.value, document);
    for (const source of isSeq(value) ? value.items : [value]) {
      const merged = isNode(source) ? resolved(source, document) : undefined;
      const inner = isMap(merged) && merged !== map ? findPair(merged, key, document) : undefined;
      if (inner) return inner;
    }
  }
  return undefined;
}

function keyText(pair: Pair): string | undefined {
  if (!isScalar(pair.key)) return undefined;
  return typeof pair.key.value === 'string' ? pair.key.value : (pair.key.source ?? String(pair.key.value));
}

function resolved(node: Node, document: Document): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}
