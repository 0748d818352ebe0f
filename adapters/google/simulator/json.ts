import type { Json } from '../../../src/language/json';
import { fail } from './errors';
import { doubleText, fitsInt64, isList, isMap, typeName, type Value } from './values';

/**
 * JSON from outside. A number that is written without fraction and exponent is an integer, any other a double;
 * a JavaScript number is written as JavaScript writes it.
 */
export function fromJson(json: Json): Value {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json;
  if (typeof json === 'number') return Number.isInteger(json) ? integerOrDouble(String(json)) : json;
  if (Array.isArray(json)) return json.map(fromJson);
  const map = new Map<string, Value>();
  for (const [key, value] of Object.entries(json)) map.set(key, fromJson(value as Json));
  return map;
}

function integerOrDouble(text: string): bigint | number {
  if (!/^-?\d+$/.test(text)) return Number(text);
  const value = BigInt(text);
  return fitsInt64(value) ? value : Number(text);
}

/** The value as JSON; integers and doubles both become numbers. Raises ValueError for bytes, functions and NaN. */
export function toJson(value: Value): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return finite(value);
  if (isList(value)) return value.map(toJson);
  if (!isMap(value)) return unencodable(value);
  const json: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [key, item] of value) json[key] = toJson(item);
  // A null prototype makes `__proto__` a key like any other; a spread gives the ordinary prototype back.
  return { ...json };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : fail('ValueError', `unsupported value for JSON: ${value}`);
}

/** https://cloud.google.com/workflows/docs/reference/stdlib/json/encode: "callable and bytes" can't be encoded. */
function unencodable(value: Value): never {
  return fail('ValueError', `value of type ${typeName(value)} can't be JSON-encoded`);
}

/** Like toJson, with text in the place of what JSON can't say: for histories, which must not fail. */
export function toDisplay(value: Value): Json {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (isList(value)) return value.map(toDisplay);
  if (isMap(value)) return Object.fromEntries([...value].map(([key, item]) => [key, toDisplay(item)]));
  if (value !== null && typeof value === 'object') return `<${typeName(value)}>`;
  return toJson(value);
}

export interface Indentation {
  readonly prefix: string;
  readonly indent: string;
}

/** JSON text, keys sorted: the order of every example in Google's documentation. */
export function encodeJson(value: Value, layout?: Indentation, depth = 0): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return doubleText(finite(value));
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (isList(value)) {
    return enclosed(
      '[',
      value.map(item => encodeJson(item, layout, depth + 1)),
      ']',
      layout,
      depth,
    );
  }
  if (!isMap(value)) return unencodable(value);
  const colon = layout ? ': ' : ':';
  const fields = [...value.keys()]
    .sort()
    .map(key => `${JSON.stringify(key)}${colon}${encodeJson(value.get(key) as Value, layout, depth + 1)}`);
  return enclosed('{', fields, '}', layout, depth);
}

function enclosed(open: string, items: string[], close: string, layout: Indentation | undefined, depth: number): string {
  if (!layout || items.length === 0) return `${open}${items.join(',')}${close}`;
  const line = (level: number): string => `\n${layout.prefix}${layout.indent.repeat(level)}`;
  return `${open}${line(depth + 1)}${items.join(`,${line(depth + 1)}`)}${line(depth)}${close}`;
}

/**
 * Reads JSON text, keeping `2` and `2.0` apart, which JSON.parse can't.
 * Returns undefined for what isn't JSON.
 */
export function decodeJson(text: string): Value | undefined {
  try {
    // JSON.parse decides what is JSON; the reader below may then trust the text.
    const parsed = JSON.parse(text) as Json;
    return /\d[.eE]/.test(text) || /\d{16}/.test(text) ? new Reader(text).value() : fromJson(parsed);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads text that is known to be JSON. */
class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(): Value {
    this.blanks();
    const start = this.text[this.at];
    if (start === '{') return this.map();
    if (start === '[') return this.list();
    if (start === '"') return this.string();
    const token = /[^\s,\]}]+/y;
    token.lastIndex = this.at;
    const word = (token.exec(this.text) as RegExpExecArray)[0];
    this.at += word.length;
    if (word === 'null') return null;
    if (word === 'true' || word === 'false') return word === 'true';
    return integerOrDouble(word);
  }

  private map(): Value {
    const map = new Map<string, Value>();
    this.items('}', () => {
      const key = this.string();
      this.blanks();
      this.at++;
      map.set(key, this.value());
    });
    return map;
  }

  private list(): Value {
    const list: Value[] = [];
    this.items(']', () => list.push(this.value()));
    return list;
  }

  private items(close: string, read: () => void): void {
    this.at++;
    this.blanks();
    while (this.text[this.at] !== close) {
      if (this.text[this.at] === ',') this.at++;
      this.blanks();
      read();
      this.blanks();
    }
    this.at++;
  }

  private string(): string {
    const literal = /"(?:[^"\\]|\\.)*"/y;
    literal.lastIndex = this.at;
    const quoted = (literal.exec(this.text) as RegExpExecArray)[0];
    this.at += quoted.length;
    return JSON.parse(quoted) as string;
  }

  private blanks(): void {
    while (' \t\n\r'.includes(this.text[this.at] ?? 'end')) this.at++;
  }
}
