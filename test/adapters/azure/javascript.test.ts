import assert from 'node:assert/strict';
import vm from 'node:vm';
import fc from 'fast-check';
import { arrow, binary, call, list, literal, map, member, name, optionalMember } from '../../../adapters/azure/code';
import { printCode, quote, visible } from '../../../adapters/azure/javascript';
import type { Code } from '../../../adapters/azure/model';

const print = (code: Code): string => printCode(code, () => '');
const run = (text: string): unknown => vm.runInNewContext(`'use strict'; (${text})`);

const hostile = [
  "'); process.exit(1); ('",
  '`${process.exit(1)}`',
  '"\\"\'\\\'',
  '\\',
  "\\'",
  '\\`',
  '$',
  '${',
  '\\${x}',
  '*/ process.exit(1) /*',
  'a\nb\rc\u2028d\u2029e',
  '</script><!--',
  '{{{ x }}} {{> y}} \\{{x}}',
  '\u202e\u2066 turned around \u200b',
  '\ud800 alone',
  '😀 ß',
  '\0\x07\x7f\x85',
  '__proto__',
];

describe('azure: JavaScript', () => {
  for (const text of hostile) {
    it(`keeps ${JSON.stringify(text)} in strings, texts and keys`, () => {
      assert.equal(run(quote(text)), text);
      assert.equal(run(print({ kind: 'text', parts: [text, literal(text), text] })), text + text + text);
      const printed = print({ kind: 'map', entries: [{ key: text, value: list([literal(text)]) }] });
      assert.equal(JSON.stringify(run(printed)), `{${JSON.stringify(text)}:[${JSON.stringify(text)}]}`);
      assert.equal(run(`(x => ${print(optionalMember(name('x'), text))})({ [${quote(text)}]: 1 })`), 1);
      assert.doesNotMatch(quote(text), /[\n\r\u2028\u2029\u202e]/);
    });
  }

  it('keeps any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        for (const text of [a, b, a + b]) {
          assert.equal(run(quote(text)), text);
          assert.equal(run(print({ kind: 'text', parts: [text, literal(1), text] })), `${text}1${text}`);
        }
      }),
    );
  });

  it('keeps any data', () => {
    const code = (value: unknown): Code =>
      Array.isArray(value)
        ? list(value.map(code))
        : typeof value === 'object' && value !== null
          ? { kind: 'map', entries: Object.entries(value).map(([key, entry]) => ({ key, value: code(entry) })) }
          : literal(value as string);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), value => {
        assert.equal(JSON.stringify(run(print(code(value)))), JSON.stringify(value));
      }),
    );
  });

  it('lets no comment end', () => {
    assert.equal(visible('a\u2028b\u2029\u202e'), 'a\\u2028b\\u2029\\u202e');
  });

  const x = name('x');
  const y = name('y');
  const cases: readonly (readonly [Code, string])[] = [
    [binary(binary(x, '+', y), '*', literal(2)), '(x + y) * 2'],
    [binary(x, '-', binary(y, '-', literal(1))), 'x - (y - 1)'],
    [binary(x, '-', literal(-1)), 'x - -1'],
    [{ kind: 'unary', operator: '-', operand: literal(-1) }, '-(-1)'],
    [{ kind: 'unary', operator: '!', operand: binary(x, '===', y) }, '!(x === y)'],
    [binary(binary(x, '??', y), '||', x), '(x ?? y) || x'],
    [binary(x, '&&', binary(x, '??', y)), 'x && (x ?? y)'],
    [binary(binary(x, '&&', y), '||', x), '(x && y) || x'],
    [
      { kind: 'conditional', test: { kind: 'conditional', test: x, then: x, otherwise: y }, then: x, otherwise: y },
      '(x ? x : y) ? x : y',
    ],
    [member(binary(x, '??', y), 'a'), '(x ?? y).a'],
    [optionalMember(literal(1), 'a'), '(1)?.a'],
    [optionalMember(x, 'a b'), "x?.['a b']"],
    [call(arrow(['x'], map({ x })), y), '(x => ({ x }))(y)'],
    [arrow(['x'], optionalMember(map({ x }), 'x')), 'x => ({ x }?.x)'],
    [arrow([{ map: ['x'] }, 'y'], list([x])), '({ x }, y) => [x]'],
    [call(name('f'), { kind: 'yield', value: x, delegate: true }), 'f(yield* x)'],
    [binary({ kind: 'yield', value: x, delegate: false }, '+', y), '(yield x) + y'],
    [{ kind: 'map', entries: [{ key: '__proto__', value: x }] }, "{ ['__proto__']: x }"],
  ];
  for (const [code, text] of cases) it(text, () => assert.equal(print(code), text));

  it('breaks what is too long for a line', () => {
    const long = literal('x'.repeat(60));
    assert.equal(print(list([long, long])).split('\n').length, 2 + 2);
    assert.equal(print(call(name('f'), map({ a: long, b: long }))).split('\n').length, 4);
  });
});
