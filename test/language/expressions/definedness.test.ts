import assert from 'node:assert/strict';
import type { Json } from '../../../src/language/json';
import { evaluate } from '../../../src/language/expressions/evaluate';
import { parseBareExpression } from '../../../src/language/expressions/parse';

/** What the evaluator tells of an expression, whether it then fails or not. */
function told(text: string, x: Json): string[] {
  const found: string[] = [];
  const expression = parseBareExpression(text, { path: [], report: () => undefined });
  assert.ok(expression, text);
  const environment = {
    lookup: () => x,
    workflowName: 'w',
    executionId: 'e',
    now: () => 0,
    uuid: () => '',
    notDefined: (what: string) => void found.push(what),
  };
  try {
    evaluate(expression, environment);
  } catch {
    // An operation that isn't defined may fail here; other targets may not.
  }
  return found;
}

const open: readonly (readonly [string, Json, string])[] = [
  ['x.a', 'text', 'a member of a string'],
  ['x.a', [1], 'a member of a list'],
  ['x[0]', 5, 'an index into a number'],
  ['x[0.5]', [1], "an index that isn't whole"],
  ['x["a" + "b"]', [1], 'a list by a string'],
  ['x[1 + 1]', { a: 1 }, 'a map by a number'],
  ['x == x', [1], '== of lists or maps'],
  ['x != {}', {}, '!= of lists or maps'],
  ['x == 1', '1', '== of a string and a number'],
  ['x + 1', 'a', 'a string + a number'],
  ['[] + x', 'a', 'a list + a string'],
  ['x < x', 'a', '< of strings'],
  ['x % 3', -1, '% of a negative number or a fraction'],
  ['x % 3', 1.5, '% of a negative number or a fraction'],
  ['x / 3', 1, 'a number of more than 15 significant digits'],
  ['x + 0.2', 0.1, 'a number of more than 15 significant digits'],
  ['sum(x)', [0.1, 0.2], 'a number of more than 15 significant digits'],
  ['x * x', 5e9, 'a number from 2^63 on'],
  ['x + x', 1.5e308, 'a number from 2^63 on'],
  ['string(x)', 1e15, 'printing a number below 1e-6 or from 1e15'],
  ['string(x)', 1e-7, 'printing a number below 1e-6 or from 1e15'],
  ['toJson([{ a: x }])', 1e21, 'printing a number below 1e-6 or from 1e15'],
  ['split("a", x)', '', 'split() with an empty text'],
  ['contains("a", x)', '', 'contains() with an empty text'],
  ['urlEncode(x)', 'a!', "urlEncode() of one of !'()*"],
  ['base64Encode(x)', 'é', "base64Encode() of what isn't ASCII"],
  ['keys(x)', { é: 1 }, "keys() of keys that aren't ASCII"],
  ['slice("abc", x)', 0.5, 'slice() with a fraction'],
];

const defined: readonly (readonly [string, Json])[] = [
  ['x.a', null],
  ['x.a', { a: 1 }],
  ['x[9]', [1]],
  ['x == null', [1]],
  ['x == null', 'a'],
  ['x + 1', null],
  ['x < 1', null],
  ['x < 1', 'a'],
  ['x / 8', 1],
  ['7 % x', 2],
  ['string(x)', 0.1],
  ['string(x)', 1e-6],
  ['x + 1', [1]],
  ['contains(x, "")', ['']],
  ['urlEncode(x)', 'é /'],
];

describe('what the language leaves open', () => {
  for (const [text, x, what] of open)
    it(`is told: ${text} of ${JSON.stringify(x)}`, () => assert.deepEqual(told(text, x), [what]));
  for (const [text, x] of defined)
    it(`is not told of what is defined: ${text} of ${JSON.stringify(x)}`, () => assert.deepEqual(told(text, x), []));
});
