import { definitions, expressionError } from './definition';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Replaces letter by letter: Google's own functions change letters that aren't ASCII too. */
function replaceLetters(from: string, to: string): readonly Readonly<Record<string, string>>[] {
  return [...from].map((letter, i) => ({ s: `\${text.replace_all(s, "${letter}", "${to[i]}")}` }));
}

export const strings = definitions({
  lower: {
    doc: 'ASCII letters in lower case.',
    params: ['s'],
    steps: [{ eachLetter: { assign: replaceLetters(alphabet, alphabet.toLowerCase()) } }, { done: { return: '${s}' } }],
  },

  upper: {
    doc: 'ASCII letters in upper case.',
    params: ['s'],
    steps: [{ eachLetter: { assign: replaceLetters(alphabet.toLowerCase(), alphabet) } }, { done: { return: '${s}' } }],
  },

  trim: {
    doc: 'Without blanks, tabs and line ends around it.',
    params: ['s'],
    steps: [
      // A regular expression as YAML text: which escapes an expression's strings know isn't documented.
      { start: { assign: [{ around: '^[ \t\r\n]+|[ \t\r\n]+$' }] } },
      { done: { return: '${text.replace_all_regex(s, around, "")}' } },
    ],
  },

  startsWith: {
    doc: 'Whether a string begins with a part.',
    params: ['s', 'part'],
    steps: [
      {
        types: {
          switch: [
            {
              condition: '${(get_type(s) != "string") or (get_type(part) != "string")}',
              raise: expressionError('startsWith() takes two strings'),
            },
            { condition: '${len(part) > len(s)}', return: false },
            { condition: true, return: '${text.substring(s, 0, len(part)) == part}' },
          ],
        },
      },
    ],
  },

  endsWith: {
    doc: 'Whether a string ends with a part.',
    params: ['s', 'part'],
    steps: [
      {
        types: {
          switch: [
            {
              condition: '${(get_type(s) != "string") or (get_type(part) != "string")}',
              raise: expressionError('endsWith() takes two strings'),
            },
            { condition: '${len(part) > len(s)}', return: false },
            { condition: true, return: '${text.substring(s, len(s) - len(part), len(s)) == part}' },
          ],
        },
      },
    ],
  },
});
