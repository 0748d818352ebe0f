/** What is wrong with an expression's text. */
export class ExpressionSyntaxError extends Error {}

export interface Token {
  readonly kind: 'name' | 'constant' | 'string' | 'integer' | 'double' | 'operator' | 'end';
  /** A string's content, else the text; words are in lower case where Google accepts both. */
  readonly text: string;
  readonly at: number;
}

/** "Can be lower-case or upper-case (but not mixed-case)": the datatypes page. `in` has one form only. */
const operatorWords = new Map([
  ['and', 'and'],
  ['AND', 'and'],
  ['or', 'or'],
  ['OR', 'or'],
  ['not', 'not'],
  ['NOT', 'not'],
  ['in', 'in'],
]);

const constants = new Map([
  ['true', 'true'],
  ['True', 'true'],
  ['TRUE', 'true'],
  ['false', 'false'],
  ['False', 'false'],
  ['FALSE', 'false'],
  ['null', 'null'],
  // Not on the page, but in a demo that Google publishes (workflows-demos, workflows-bigquery-load).
  ['Null', 'null'],
]);

/** Words that no variable can have. */
export const reservedWords: ReadonlySet<string> = new Set([...operatorWords.keys(), ...constants.keys()]);

/** Exponents, and digits on one side of the point only, aren't among the documented elements (expressions page). */
const pattern = /\s+|(\d+\.\d+|\d+)|([A-Za-z_][A-Za-z0-9_]*)|(\/\/|<=|>=|==|!=|[-+*/%<>().[\]{},:])/y;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '"') {
      const { content, end } = readString(text, at);
      tokens.push({ kind: 'string', text: content, at });
      at = end;
      continue;
    }
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) throw new ExpressionSyntaxError(strangeCharacter(text, at));
    const [whole, number, word, operator] = match;
    if (number) tokens.push({ kind: number.includes('.') ? 'double' : 'integer', text: number, at });
    else if (word) tokens.push(wordToken(word, at));
    else if (operator) tokens.push({ kind: 'operator', text: operator, at });
    if (number && /[A-Za-z_.]/.test(text[at + whole.length] ?? '')) {
      throw new ExpressionSyntaxError(`malformed number at position ${at}`);
    }
    at += whole.length;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

function wordToken(word: string, at: number): Token {
  const operator = operatorWords.get(word);
  if (operator) return { kind: 'operator', text: operator, at };
  const constant = constants.get(word);
  return constant ? { kind: 'constant', text: constant, at } : { kind: 'name', text: word, at };
}

/**
 * The set of escapes isn't documented; `\"` and `\n` occur in Google's examples. These five are JSON's and YAML's alike.
 * A line break may stand in a string (expressions page: "You can extend an expression over multiple lines").
 */
const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', t: '\t', r: '\r' };

function readString(text: string, start: number): { content: string; end: number } {
  let content = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '"') return { content, end: at + 1 };
    if (character !== '\\') {
      content += character;
      continue;
    }
    const escape = text[++at] ?? '';
    const meaning = escapes[escape];
    if (meaning === undefined) throw new ExpressionSyntaxError(`the escape \\${escape} isn't documented (position ${at - 1})`);
    content += meaning;
  }
  throw new ExpressionSyntaxError(`the string at position ${start} has no end`);
}

function strangeCharacter(text: string, at: number): string {
  const character = text[at] as string;
  if (character === "'") return `strings stand in double quotes (position ${at})`;
  return `unexpected character '${character}' at position ${at}`;
}
