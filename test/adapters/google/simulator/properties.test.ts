import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeJson, encodeJson, fromJson, toJson } from '../../../../adapters/google/simulator/json';
import { pureFunctions } from '../../../../adapters/google/simulator/stdlib/library';
import { validate } from '../../../../adapters/google/simulator/validate/validate';
import type { Json } from '../../../../src/language/json';
import { returning, run } from './harness';

const json = fc.jsonValue({ maxDepth: 3 }).map(value => JSON.parse(JSON.stringify(value)) as Json);

/** Text that looks like an expression, often a valid one. */
const { expression } = fc.letrec<{ expression: string; leaf: string }>(tie => ({
  leaf: fc.constantFrom(
    '1',
    '-2',
    '0',
    '2.5',
    '"a"',
    '""',
    '"é😀"',
    'true',
    'null',
    '[]',
    '[1, "x"]',
    'x',
    'x.a',
    'x["b"]',
    '9223372036854775807',
  ),
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '//', '%', '==', '!=', '<', '>=', 'in', 'and', 'or'),
        tie('expression'),
      )
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    tie('expression').map(a => `(not ${a})`),
    tie('expression').map(a => `(-${a})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `[${a}, ${b}][0]`),
    fc
      .tuple(fc.constantFrom(...pureFunctions.keys()), fc.array(tie('expression'), { maxLength: 3 }))
      .map(([name, args]) => `${name}(${args.join(', ')})`),
  ),
}));

describe('properties of the simulator', () => {
  it('whatever the text, validate answers problems and never throws', () => {
    const piece = fc.constantFrom(
      '- ',
      'a',
      ': ',
      '{',
      '}',
      '[',
      ']',
      '\n',
      '  ',
      'main',
      'steps',
      'assign',
      'call',
      'for',
      'switch',
      'try',
      'retry',
      'except',
      'parallel',
      'branches',
      'return',
      'next',
      '${',
      '}',
      '"',
      "'",
      '1',
      'x',
      'value',
      'in',
      '&b',
      '*b',
      '!t',
      '|',
      '>',
      '#',
      '\t',
      '---',
      'null',
      '0x1',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 40 }).map(parts => parts.join('')),
        ),
        text => {
          for (const problem of validate(text)) assert.ok(problem.line >= 1 && problem.column >= 1 && problem.message !== '');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('any JSON as a document, and any JSON in the place of a step, gives problems or runs', async () => {
    const keys = [
      'assign',
      'call',
      'args',
      'result',
      'switch',
      'for',
      'parallel',
      'raise',
      'try',
      'retry',
      'except',
      'return',
      'steps',
      'next',
    ];
    const step = fc.dictionary(fc.constantFrom(...keys), json, { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(json, fc.array(step.map(body => ({ s: body })))), async document => {
        const source = JSON.stringify(document);
        if (validate(source).length === 0) await run(source);
      }),
      { numRuns: 300 },
    );
  });

  it("an expression is refused, gives a value, or raises one of Google's errors: it never breaks the simulator", async () => {
    const source = (text: string): string => `- i: {assign: [{x: {a: 1, b: [2.5]}}]}\n${returning(text)}`;
    await fc.assert(
      fc.asyncProperty(expression, async text => {
        if (validate(source(text)).length > 0) return;
        const { execution } = await run(source(text));
        if (execution.status === 'failed') assert.equal(execution.error.name, 'ExpressionError', text);
      }),
      { numRuns: 1000 },
    );
  });

  it('JSON goes in and comes out the same, as values and as text', () => {
    fc.assert(
      fc.property(json, value => {
        assert.deepEqual(toJson(fromJson(value)), value);
        assert.deepEqual(JSON.parse(encodeJson(fromJson(value))), value);
        const decoded = decodeJson(JSON.stringify(value));
        assert.notEqual(decoded, undefined);
        assert.deepEqual(toJson(decoded ?? null), value);
      }),
    );
  });
});
