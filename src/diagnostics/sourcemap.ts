import { isCollection, isScalar, LineCounter, parseDocument, type Document, type Node, type Scalar } from 'yaml';
import type { ConfigPath, Focus, Place } from './diagnostic';
import { unitRanges } from './sourcemap/scalar';
import { hasVariable, readReference } from './sourcemap/variables';
import { walk, type Found } from './sourcemap/walk';

/** A stretch of one line. Lines and columns are counted from 1, columns in UTF-16 units, the end excluded. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** Finds places of the configuration in the text that people wrote. */
export interface SourceMap {
  /** The service's configuration file, as it is shown. */
  readonly main: string;
  /** Undefined when the file isn't YAML or JSON (`serverless.ts`) or can't be read. */
  locate(place: Place): Location | undefined;
  /** A line's text without its end; undefined when there is none. */
  line(file: string, line: number): string | undefined;
}

interface Source {
  readonly file: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly document: Document;
  readonly counter: LineCounter;
}

interface Hit {
  readonly source: Source;
  readonly found: Found;
}

/** A variable may lead to a variable; a circle of them is the framework's to report. */
const maxHops = 20;

/**
 * @param main the service's configuration file, relative to the service's folder
 * @param read gives a file's text by its path relative to the service's folder; undefined when it can't be read
 */
export function createSourceMap(main: string, read: (file: string) => string | undefined): SourceMap {
  const sources = new Map<string, Source | undefined>();

  const open = (file: string): Source | undefined => {
    if (!sources.has(file)) sources.set(file, openSource(file, read));
    return sources.get(file);
  };

  const find = (source: Source, path: ConfigPath, hops: number): Hit | undefined => {
    const found = walk(source.document, path);
    if (!found) return undefined;
    const target = hops > 0 ? follow(found) : undefined;
    const further = target && find(target.source, target.path, hops - 1);
    // Without a rest that fits, the framework resolved the variable in some other way: it is the best place there is.
    return further && further.found.rest.length <= found.rest.length ? further : { source, found };
  };

  const follow = ({ node, rest }: Found): { source: Source; path: ConfigPath } | undefined => {
    if (rest.length === 0 || !isScalar(node) || typeof node.value !== 'string') return undefined;
    const reference = readReference(node.value);
    const source = reference && open(reference.file ?? main);
    return source && { source, path: [...reference.path, ...rest] };
  };

  return {
    main,
    locate: place => {
      const source = open(place.file ?? main);
      const hit = source && find(source, place.path, place.file === undefined ? maxHops : 0);
      return hit && toLocation(hit.source, hit.found, place);
    },
    line: (file, line) => open(file)?.lines[line - 1],
  };
}

function openSource(file: string, read: (file: string) => string | undefined): Source | undefined {
  if (!/\.(ya?ml|json)$/i.test(file)) return undefined;
  const text = read(file);
  if (text === undefined) return undefined;
  const counter = new LineCounter();
  // The framework has reported what is wrong with the YAML itself; unknown tags (CloudFormation's) only make warnings.
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: false });
  return { file, text, lines: text.split(/\r?\n/), document, counter };
}

function toLocation(source: Source, found: Found, place: Place): Location {
  const whole = found.rest.length === 0;
  if (whole && place.key && found.key) return span(source, ...bounds(found.key));
  if (whole && place.focus && isScalar(found.node)) {
    const inner = innerSpan(source, found.node, place.focus);
    if (inner) return inner;
  }
  const [start, end] = bounds(found.node);
  const shown = found.key && (start === end || isSpread(source, found.node)) ? found.key : found.node;
  return span(source, ...bounds(shown));
}

/** A block of lines is best shown by the key it stands under. */
function isSpread(source: Source, node: Node): boolean {
  if (!isCollection(node)) return false;
  return !node.flow || source.text.slice(...bounds(node)).includes('\n');
}

function innerSpan(source: Source, node: Scalar, focus: Focus): Location | undefined {
  const [start, end] = bounds(node);
  const text = source.text.slice(start, end);
  const units = hasVariable(text) ? undefined : unitRanges(node, text);
  const first = units?.[focus.start];
  const last = units?.[Math.max(focus.start, focus.end - 1)];
  if (!units || units.length === 0) return undefined;
  // An empty stretch behind the last unit: "an operand is missing here".
  if (!first) return span(source, start + units.at(-1)!.end, start + units.at(-1)!.end + 1);
  return span(source, start + first.start, start + (last ?? first).end);
}

function bounds(node: Node): readonly [number, number] {
  const range = node.range;
  return range ? [range[0], range[1]] : [0, 0];
}

/** From `start` to `end`, or to the end of the line when `end` stands on a later one. */
function span(source: Source, start: number, end: number): Location {
  const from = source.counter.linePos(start);
  const line = source.lines[from.line - 1] ?? '';
  const rest = line.trimEnd().length - (from.col - 1);
  const length = Math.max(1, Math.min(end - start, rest));
  return { file: source.file, line: from.line, column: from.col, endColumn: from.col + length };
}
