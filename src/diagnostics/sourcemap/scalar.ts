import type { Scalar } from 'yaml';

/** Where one UTF-16 unit of a scalar's value stands in the source, the end excluded. */
export interface UnitRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The place of each unit of a scalar's value; undefined when the value can't be laid along the source.
 * `source` is the text of the node's range.
 *
 * Whatever YAML drops between two units is white space (indentation, folded lines), half of a doubled quote or an
 * escaped line end, so nothing else may be skipped.
 */
export function unitRanges(scalar: Scalar, source: string): readonly UnitRange[] | undefined {
  if (typeof scalar.value !== 'string') return undefined;
  const value = scalar.value;
  const units: UnitRange[] = [];
  let at = contentStart(scalar, source);
  for (let i = 0; i < value.length;) {
    const piece = readPiece(scalar, source, at);
    if (!piece) return undefined;
    const end = at + piece.length;
    if (piece.text !== '' && value.startsWith(piece.text, i)) {
      for (let unit = 0; unit < piece.text.length; unit++) units.push({ start: at, end });
      i += piece.text.length;
    } else if (value[i] === ' ' && isLineEnd(source[at])) {
      units.push({ start: at, end });
      i += 1;
    } else if (piece.text !== '' && !(piece.length === 1 && isBlank(piece.text))) {
      return undefined;
    }
    at = end;
  }
  return units;
}

/** Behind the opening quote, or behind the line that announces a block. */
function contentStart(scalar: Scalar, source: string): number {
  if (scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE') return 1;
  if (scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED') return source.indexOf('\n') + 1;
  return 0;
}

interface Piece {
  readonly text: string;
  readonly length: number;
}

/** What stands at an offset of the source: a unit, or an escape and what it means. */
function readPiece(scalar: Scalar, source: string, at: number): Piece | undefined {
  const unit = source[at];
  if (unit === undefined) return undefined;
  if (scalar.type === 'QUOTE_SINGLE' && unit === "'") return source[at + 1] === "'" ? { text: "'", length: 2 } : undefined;
  if (scalar.type === 'QUOTE_DOUBLE' && unit === '"') return undefined;
  if (scalar.type === 'QUOTE_DOUBLE' && unit === '\\') return readEscape(source, at);
  return { text: unit, length: 1 };
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

function readEscape(source: string, at: number): Piece {
  const letter = source[at + 1] ?? '';
  const digits = { x: 2, u: 4, U: 8 }[letter];
  if (digits !== undefined) {
    const code = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
    return { text: code <= 0x10ffff ? String.fromCodePoint(code) : '', length: 2 + digits };
  }
  if (isLineEnd(letter)) return { text: '', length: 2 };
  return { text: escapes[letter] ?? letter, length: 2 };
}

function isBlank(text: string): boolean {
  return text === ' ' || text === '\t' || isLineEnd(text);
}

function isLineEnd(text: string | undefined): boolean {
  return text === '\n' || text === '\r';
}
