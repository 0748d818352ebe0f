import { fail } from '../errors';
import { checkedString } from '../memory';
import { mapOf, type Value } from '../values';
import { utf8 } from './encodings';
import { compileRegex, longestMatches } from './regex';
import { define, want, type LibraryFunction } from './signature';

/** https://cloud.google.com/workflows/docs/reference/stdlib/text: "The string is indexed over code points." */
export const text: Readonly<Record<string, LibraryFunction>> = {
  'text.decode': define('data charset?', ([data, charset = 'UTF-8']) => {
    const bytes = want.bytes(data, 'data');
    const name = charsetName(charset);
    if (name === 'utf-8') return utf8(bytes);
    if (name === 'us-ascii' && bytes.some(byte => byte > 127)) return fail('ValueError', 'the data is not ASCII encoded');
    return Buffer.from(bytes).toString('latin1');
  }),
  'text.encode': define('text charset?', ([source, charset = 'UTF-8']) => {
    const characters = want.string(source, 'text');
    const name = charsetName(charset);
    const most = name === 'us-ascii' ? 127 : 255;
    if (name === 'utf-8') return new Uint8Array(Buffer.from(characters));
    if ([...characters].some(character => (character.codePointAt(0) ?? 0) > most)) {
      return fail('ValueError', `the text can't be encoded in ${name}`);
    }
    return new Uint8Array(Buffer.from(characters, 'latin1'));
  }),

  'text.find_all': define('source substr', ([source, part]) => {
    const [whole, wanted] = [want.string(source, 'source'), notEmpty(part, 'substr')];
    return [...whole.matchAll(new RegExp(escaped(wanted), 'gu'))].map(match => codePointIndex(whole, match.index));
  }),
  'text.find_all_regex': define('source regexp', ([source, regexp]) => {
    const whole = want.string(source, 'source');
    const matches = longestMatches(whole, want.string(regexp, 'regexp'));
    return matches.map(({ index, match }) => mapOf({ index: codePointIndex(whole, index), match }));
  }),
  // "Reports whether the string contains any match": it isn't anchored.
  'text.match_regex': define('source regexp', ([source, regexp]) => {
    const regex = compileRegex(want.string(regexp, 'regexp'));
    regex.lastIndex = 0;
    return regex.test(want.string(source, 'source'));
  }),

  // An empty expression "matches at the beginning of the string and after each code point".
  'text.replace_all': define('source substr repl', ([source, part, by]) => {
    const [whole, wanted, replacement] = [want.string(source, 'source'), want.string(part, 'substr'), want.string(by, 'repl')];
    if (wanted === '') return checkedString(['', ...whole, ''].join(replacement));
    return checkedString(whole.split(wanted).join(replacement));
  }),
  // "Backreferences are not supported": what a backslash in the replacement does is told nowhere.
  'text.replace_all_regex': define('source regexp repl', ([source, regexp, by]) => {
    const [whole, replacement] = [want.string(source, 'source'), want.string(by, 'repl')];
    if (replacement.includes('\\')) return fail('ValueError', `'repl' can't refer to groups`);
    let [result, rest] = ['', 0];
    for (const { index, match } of longestMatches(whole, want.string(regexp, 'regexp'))) {
      result += whole.slice(rest, index) + replacement;
      rest = index + match.length;
    }
    return checkedString(result + whole.slice(rest));
  }),

  'text.split': define('source separator', ([source, separator]) =>
    want.string(source, 'source').split(notEmpty(separator, 'separator')),
  ),
  // The end is excluded (secondary source). What happens outside the string isn't documented: IndexError.
  'text.substring': define('source start end', ([source, start, end]) => {
    const characters = [...want.string(source, 'source')];
    const [from, to] = [Number(want.integer(start, 'start')), Number(want.integer(end, 'end'))];
    if (from < 0 || to > characters.length || from > to) {
      return fail('IndexError', `substring [${from}, ${to}) is outside a string of ${characters.length} characters`);
    }
    return characters.slice(from, to).join('');
  }),
  'text.to_lower': define('source', ([source]) => want.string(source, 'source').toLowerCase()),
  'text.to_upper': define('source', ([source]) => want.string(source, 'source').toUpperCase()),

  'text.url_encode': define('source', ([source]) => urlEncode(want.string(source, 'source'))),
  'text.url_encode_plus': define('source', ([source]) => urlEncode(want.string(source, 'source')).replaceAll('%20', '+')),
  // "Plus signs (+) are replaced with spaces"; ValueError for a % without two hexadecimal digits, or what isn't UTF-8 then.
  'text.url_decode': define('source', ([source]) => {
    try {
      return decodeURIComponent(want.string(source, 'source').replaceAll('+', ' '));
    } catch (error) {
      if (error instanceof URIError) return fail('ValueError', 'malformed URL encoding');
      throw error;
    }
  }),
};

function codePointIndex(whole: string, index: number): Value {
  return BigInt([...whole.slice(0, index)].length);
}

/** What an empty one would find, replace or split at isn't documented: ValueError. */
function notEmpty(value: Value | undefined, name: string): string {
  return want.string(value, name) || fail('ValueError', `argument '${name}' must not be empty`);
}

function escaped(literal: string): string {
  return literal.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&');
}

/** Letters, digits and `-_.~` stay. */
export function urlEncode(source: string): string {
  const wellFormed = source.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const charsets: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'us-ascii',
  ascii: 'us-ascii',
  'iso-8859-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
};

function charsetName(value: Value): string {
  const name = want.string(value, 'charset');
  return charsets[name.toLowerCase()] ?? fail('ValueError', `unsupported charset: ${name}`);
}
