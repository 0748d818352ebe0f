import { fail } from '../errors';

const cache = new Map<string, RegExp>();

/**
 * A regular expression in the syntax that RE2 (https://github.com/google/re2/wiki/Syntax) and JavaScript share, the
 * POSIX classes and inline flags of RE2 translated. Raises ValueError for what RE2 hasn't (look-around, back-references)
 * and for the parts of RE2 that JavaScript would read differently.
 */
export function compileRegex(source: string): RegExp {
  const known = cache.get(source);
  if (known) return known;
  let regex: RegExp;
  try {
    const { pattern, flags } = translate(source);
    regex = new RegExp(pattern, `gu${flags}`);
  } catch (error) {
    if (error instanceof SyntaxError) return invalid(source);
    throw error;
  }
  if (cache.size > 500) cache.clear();
  cache.set(source, regex);
  return regex;
}

/**
 * All matches from the left. "If the overlapping matches start at the same index, then the longest match is considered"
 * (text.find_all_regex): JavaScript takes the first alternative instead, so the others are tried too.
 */
export function longestMatches(source: string, regexp: string): { index: number; match: string }[] {
  const regex = compileRegex(regexp);
  const parts = alternatives(regex.source);
  // A choice inside an alternative can hide a longer match too, and so can a lazy repetition.
  const hidden = parts.some(part => /[|]|[*+?}]\?/.test(part));
  const sticky = parts.map(part => new RegExp(part, regex.flags.replace('g', 'y')));
  const found: { index: number; match: string }[] = [];
  let end = -1;
  regex.lastIndex = 0;
  for (let match = regex.exec(source); match; match = regex.exec(source)) {
    const { index } = match;
    const longest = sticky.map(part => matchAt(part, source, index)).reduce(longer, match[0]);
    const text = hidden ? longestAt(source, index, longest, regex) : longest;
    // RE2 takes no empty match right behind another one.
    if (text !== '' || index !== end) found.push({ index, match: text });
    end = index + text.length;
    regex.lastIndex = text === '' ? index + ((source.codePointAt(index) ?? 0) > 0xffff ? 2 : 1) : end;
  }
  return found;
}

function matchAt(sticky: RegExp, source: string, index: number): string {
  sticky.lastIndex = index;
  return sticky.exec(source)?.[0] ?? '';
}

function longer(a: string, b: string): string {
  return b.length > a.length ? b : a;
}

/** Tries every end from the last one down to a match that is known: slow, and exact. */
function longestAt(source: string, index: number, known: string, regex: RegExp): string {
  const rest = [...source.slice(index + known.length)].length;
  for (let behind = 0; behind < rest; behind++) {
    const match = matchAt(
      new RegExp(`(?:${regex.source})(?=[\\s\\S]{${behind}}$)`, regex.flags.replace('g', 'y')),
      source,
      index,
    );
    if (match.length > known.length) return match;
  }
  return known;
}

/** The outermost alternatives of a pattern. */
function alternatives(pattern: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const piece of pattern.match(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|[^]/gu) ?? []) {
    if (piece === '(') depth++;
    if (piece === ')') depth--;
    if (piece === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

function invalid(source: string): never {
  return fail('ValueError', `invalid regular expression: ${source}`);
}

const posixClasses: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** JavaScript's `\s` knows more blanks than RE2's. */
const perlClasses: Readonly<Record<string, string>> = { s: '\\t\\n\\f\\r ', d: '0-9', w: '0-9A-Za-z_' };

function translate(source: string): { pattern: string; flags: string } {
  const flagged = /^\(\?([ims]+)\)/.exec(source);
  const flags = flagged?.[1] ?? '';
  let pattern = '';
  let inClass = false;
  for (let at = flagged ? flagged[0].length : 0; at < source.length; at++) {
    const character = source[at] as string;
    if (character === '\\') {
      pattern += escape(source, ++at, inClass);
      if (/[pP]/.test(source[at] ?? '')) at += propertyLength(source, at);
      if (source[at] === 'x') at += hexLength(source, at);
    } else if (inClass) {
      const posix = /^\[:(\^?)([a-z]+):\]/.exec(source.slice(at));
      if (posix) {
        const members = posixClasses[posix[2] as string];
        if (members === undefined || posix[1]) return invalid(source);
        pattern += members;
        at += posix[0].length - 1;
      } else {
        inClass = character !== ']';
        pattern += character === '[' ? '\\[' : character;
      }
    } else if (character === '[') {
      inClass = true;
      pattern += '[';
      if (source[at + 1] === '^') pattern += source[++at] as string;
      if (source[at + 1] === ']') {
        pattern += '\\]';
        at++;
      }
    } else if (character === '(' && source[at + 1] === '?') {
      const group = /^\(\?(?::|P?<([A-Za-z_]\w*)>)/.exec(source.slice(at));
      if (!group) return invalid(source);
      pattern += group[1] ? `(?<${group[1]}>` : '(?:';
      at += group[0].length - 1;
    } else pattern += lineAware(character, flags);
  }
  return { pattern, flags: flags.includes('i') ? 'i' : '' };
}

/** RE2 knows one line break, JavaScript four. */
function lineAware(character: string, flags: string): string {
  if (character === '.') return flags.includes('s') ? '[\\s\\S]' : '[^\\n]';
  if (character === '^') return flags.includes('m') ? '(?<![^\\n])' : '^';
  if (character === '$') return flags.includes('m') ? '(?![^\\n])' : '$';
  return character;
}

/** The escape whose letter stands at `at`. */
function escape(source: string, at: number, inClass: boolean): string {
  const letter = source[at];
  if (letter === undefined) return invalid(source);
  const lower = letter.toLowerCase();
  if ('sdw'.includes(lower)) {
    const members = perlClasses[lower] as string;
    if (letter === lower) return inClass ? members : `[${members}]`;
    return inClass ? invalid(source) : `[^${members}]`;
  }
  if ('tnrfv'.includes(letter)) return `\\${letter}`;
  if (!inClass && 'bB'.includes(letter)) return `\\${letter}`;
  if (!inClass && letter === 'A') return '(?<![\\s\\S])';
  if (!inClass && letter === 'z') return '(?![\\s\\S])';
  if (letter === 'a') return '\\x07';
  if (letter === 'x') return hex(source, at);
  if ('pP'.includes(letter)) return property(source, at);
  if (/[A-Za-z0-9]/.test(letter)) return invalid(source);
  return /[\^$\\.*+?()[\]{}|/-]/.test(letter) && !(letter === '-' && !inClass) ? `\\${letter}` : letter;
}

function property(source: string, at: number): string {
  const match = /^[pP](?:\{\^?([A-Za-z_]+)\}|([A-Z]))/.exec(source.slice(at));
  const name = match?.[1] ?? match?.[2];
  if (!match || name === undefined || match[0].includes('^')) return invalid(source);
  return `\\${source[at]}{${name.length > 2 ? `Script=${name}` : name}}`;
}

function propertyLength(source: string, at: number): number {
  return source[at + 1] === '{' ? source.indexOf('}', at) - at : 1;
}

function hex(source: string, at: number): string {
  const match = /^x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/.exec(source.slice(at));
  return match ? `\\u{${match[1] ?? match[2]}}` : invalid(source);
}

function hexLength(source: string, at: number): number {
  return source[at + 1] === '{' ? source.indexOf('}', at) - at : 2;
}
