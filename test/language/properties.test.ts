import assert from 'node:assert/strict';
import fc from 'fast-check';
import { check } from '../../src/compiler/compile';
import { hasErrors } from '../../src/diagnostics/diagnostic';
import { formatFrames } from '../../src/diagnostics/formats/frame';
import { createSourceMap } from '../../src/diagnostics/sourcemap';
import { builtinNames } from '../../src/language/expressions/builtins';
import { parseProgram } from '../../src/language/parse';
import { printProgram } from '../../src/language/print';
import { parseBareExpression, parseTemplateString } from '../../src/language/expressions/parse';
import { printExpression } from '../../src/language/expressions/print';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { readFixtures } from '../support/fixtures';

const words = [
  'workflows',
  'do',
  'output',
  'call',
  'with',
  'for',
  'each',
  'in',
  'switch',
  'when',
  'parallel',
  'retry',
  'catch',
  'errors',
  'set',
  'http',
  'raise',
  'wait',
  'return',
  'if',
  'until',
  'while',
  'run',
  'events',
  'schedule',
  '__proto__',
  'constructor',
  '[object Object]',
];
const { value: anything } = fc.letrec<{ value: unknown; text: string }>(tie => ({
  value: fc.oneof(
    { maxDepth: 6 },
    tie('text'),
    fc.jsonValue({ maxDepth: 2 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...words, 'a', 'b'), tie('value'), { maxKeys: 5 }),
  ),
  text: fc.oneof(fc.string(), fc.constantFrom('{{ input.a }}', '{{', '}}', 'a == ', '{{ x + }}', '5s', 'PT1H', 'f')),
}));
const sources = createSourceMap('serverless.yml', () => undefined);

/** A tree without the places in it: what must be the same when it is read from another text. */
function meaning(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, entry: unknown) => (key === 'place' || key === 'origin' ? undefined : entry)));
}

describe('the reader, for any input', () => {
  it('gives diagnostics and never throws for any JSON as the block', () => {
    fc.assert(
      fc.property(anything, config => {
        const { diagnostics } = check(config, ['f'], ['aws']);
        assert.equal(typeof formatFrames(diagnostics, sources), 'string');
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws for a valid block in which anything is replaced by anything', () => {
    const fixtures = readFixtures();
    fc.assert(
      fc.property(fc.nat(), fc.nat(), anything, (which, where, value) => {
        const fixture = fixtures[which % fixtures.length]!;
        const config = structuredClone(fixture.config['orchestration']);
        replaceAt(config, where, value);
        check(
          config,
          fixture.project.functions.map(entry => entry.key),
          ['aws'],
        );
      }),
      { numRuns: 1500 },
    );
  });

  it('reads the program it printed', () => {
    for (const { name, checked } of readFixtures()) {
      if (hasErrors(checked.diagnostics)) continue;
      const printed = JSON.parse(JSON.stringify(printProgram(checked.program))) as unknown;
      const again = parseProgram(printed, { targets: ['aws', 'google', 'azure'] });
      assert.deepEqual(
        again.diagnostics.filter(({ severity }) => severity === 'error'),
        [],
        name,
      );
      assert.deepEqual(meaning(again.program), meaning(checked.program), name);
    }
  });
});

/** Replaces the n-th value of a tree, counted in reading order and around its end. */
function replaceAt(tree: unknown, n: number, value: unknown): void {
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (holder: unknown): void => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const key of Object.keys(holder)) {
      places.push({ holder: holder as Record<string, unknown>, key });
      visit((holder as Record<string, unknown>)[key]);
    }
  };
  visit(tree);
  const place = places[n % places.length];
  if (place) place.holder[place.key] = value;
}

describe('the expression parser, for any text', () => {
  const pieces = fc.constantFrom(
    'a',
    '.b',
    '[0]',
    '["k"]',
    '?.',
    '+',
    '-',
    '*',
    '/',
    '%',
    '==',
    '!=',
    '<',
    '&&',
    '||',
    '??',
    '?',
    ':',
    '!',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"x"',
    "'",
    '1',
    '2.5',
    'null',
    'true',
    ' ',
    '{{',
    '}}',
    '`',
    '=>',
    '//',
    '\n',
    '😀',
    ...builtinNames.map(name => `${name}(`),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 14 }).map(parts => parts.join('')),
  );

  it('answers a tree or reports, never both nothing, never a throw', () => {
    fc.assert(
      fc.property(text, source => {
        for (const parse of [parseTemplateString, parseBareExpression]) {
          const reported: Diagnostic[] = [];
          const expression = parse(source, { path: [], report: diagnostic => reported.push(diagnostic) });
          assert.equal(expression === undefined, hasErrors(reported), source);
          for (const { place } of reported)
            assert.ok(
              place.focus &&
                place.focus.start >= 0 &&
                place.focus.start <= place.focus.end &&
                place.focus.end <= Math.max(1, source.length),
              source,
            );
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('reads the expression it printed', () => {
    const report = (): void => undefined;
    fc.assert(
      fc.property(text, source => {
        const expression = parseBareExpression(source, { path: [], report });
        if (!expression) return;
        const again = parseBareExpression(printExpression(expression), { path: [], report });
        assert.deepEqual(meaning(again), meaning(expression), source);
      }),
      { numRuns: 5000 },
    );
  });
});
