import { Alias, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments, type Node as YamlNode } from 'yaml';
import { limits } from '../limits';
import type { Problems } from '../problem';
import { fitsInt64 } from '../values';
import type { Place } from './ast';

/** The source as plain nodes with their places. Whole numbers are `bigint`, others `number`. */
export type Node = ScalarNode | ListNode | MapNode;
export interface ScalarNode extends Place {
  readonly kind: 'scalar';
  readonly value: null | boolean | bigint | number | string;
}
export interface ListNode extends Place {
  readonly kind: 'list';
  readonly items: readonly Node[];
}
export interface MapNode extends Place {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
}
export interface Entry extends Place {
  readonly key: string;
  readonly value: Node;
}

/**
 * Plain scalars that YAML 1.1 reads as booleans, octals, binaries, sexagesimals, grouped digits, dates or merges and YAML 1.2 as something else. Which of the two Google
 * reads isn't documented, so they have to be quoted here. (A bare `y` or `n` is text to every implementation that is in use.)
 */
const ambiguous =
  /^(?:yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|[-+]?0[0-7]+|0o[0-7]+|[-+]?0b[01_]+|[-+]?\d[\d_]*_[\d_]*(?:\.[\d_]*)?|<<|[-+]?\d+(?::[0-5]?\d)+|\d{4}-\d\d?-\d\d?(?:[Tt ].*)?)$/;

/** Reads YAML or JSON text. Undefined when nothing can be read. */
export function readDocument(source: string, problems: Problems): Node | undefined {
  const bytes = Buffer.byteLength(source);
  if (bytes > limits.sourceBytes) {
    problems.add({ line: 1, column: 1 }, `source is ${bytes} bytes long, the limit is ${limits.sourceBytes}`);
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(source, {
    intAsBigInt: true,
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    merge: false,
    version: '1.2',
  });
  if (!Array.isArray(documents) || documents.length === 0) {
    problems.add({ line: 1, column: 1 }, 'the source is empty');
    return undefined;
  }
  const reader = new NodeReader(lines, problems);
  for (const document of documents)
    for (const error of document.errors) problems.add(reader.place(error.pos[0]), `parse error: ${error.message}`);
  if (documents.length > 1) problems.add({ line: 1, column: 1 }, 'the source must be one YAML document');
  if (problems.found.length > 0) return undefined;
  const contents = documents[0]?.contents;
  if (!contents) {
    problems.add({ line: 1, column: 1 }, 'the source is empty');
    return undefined;
  }
  return reader.node(contents as YamlNode);
}

class NodeReader {
  constructor(
    private readonly lines: LineCounter,
    private readonly problems: Problems,
  ) {}

  place(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }

  node(node: YamlNode | null): Node {
    const place = this.place(node?.range?.[0] ?? 0);
    if (node === null) return { kind: 'scalar', value: null, ...place };
    this.refuseSharing(node, place);
    if (isSeq(node)) return { kind: 'list', items: node.items.map(item => this.node(item as YamlNode | null)), ...place };
    if (isMap(node)) {
      const entries = node.items.filter(isPair).map(pair => {
        const key = pair.key as YamlNode | null;
        const at = this.place(key?.range?.[0] ?? 0);
        const value = pair.value === null ? { kind: 'scalar' as const, value: null, ...at } : this.node(pair.value as YamlNode);
        return { key: this.key(key, at), value, ...at };
      });
      return { kind: 'map', entries, ...place };
    }
    return { kind: 'scalar', value: isScalar(node) ? this.scalar(node.value, node.source, node.type, place) : null, ...place };
  }

  /** A number as a key occurs in one of Google's samples; a map's keys are strings, so it becomes one. */
  private key(key: YamlNode | null, place: Place): string {
    if (isScalar(key)) {
      const value = this.scalar(key.value, key.source, key.type, place);
      if (typeof value === 'string' || typeof value === 'bigint') return String(value);
    }
    this.problems.add(place, 'a key must be a string');
    return '';
  }

  private scalar(value: unknown, source: string | undefined, type: string | undefined, place: Place): ScalarNode['value'] {
    if (type === 'PLAIN' && source !== undefined && ambiguous.test(source)) {
      this.problems.add(place, `'${source}' means different things in YAML 1.1 and 1.2: quote it`);
    }
    if (typeof value === 'bigint' && !fitsInt64(value)) this.problems.add(place, `integer ${value} is out of range`);
    if (typeof value === 'number' && !Number.isFinite(value)) this.problems.add(place, 'infinity and NaN are no values');
    return value as ScalarNode['value'];
  }

  /** The documentation knows no anchors, aliases or tags. */
  private refuseSharing(node: YamlNode, place: Place): void {
    if (isAlias(node) || (node as Exclude<YamlNode, Alias>).anchor)
      this.problems.add(place, 'anchors and aliases are not supported');
    else if (node.tag && !node.tag.startsWith('tag:yaml.org,2002:'))
      this.problems.add(place, `the tag ${node.tag} is not supported`);
  }
}
