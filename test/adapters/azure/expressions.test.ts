import assert from 'node:assert/strict';
import vm from 'node:vm';
import fc from 'fast-check';
import { lowerExpression, mayFail } from '../../../adapters/azure/expressions';
import type { Build, Frame } from '../../../adapters/azure/frame';
import { type HelperName, helperNames, withNeeded } from '../../../adapters/azure/helpers';
import { printCode } from '../../../adapters/azure/javascript';
import { render } from '../../../adapters/azure/print';
import type { Diagnostic, Expression, Json } from '../../../src/adapter';
import { ExpressionError } from '../../../src/language/expressions/error';
import { evaluate } from '../../../src/language/expressions/evaluate';
import { parseBareExpression } from '../../../src/language/expressions/parse';
import { sameJson } from '../../../src/language/json';

/** Everything the helper module can export. */
const helpers = vm.runInThisContext(
  `(function (module, Buffer) {${render('orchestration', {
    deadlines: false,
    httpActivity: 'http',
    helpers: withNeeded(helperNames, false),
    exported: helperNames,
  })}; return module.exports; })`,
)({}, Buffer) as Record<HelperName, unknown> & { jsonOf(value: unknown): string };

const environment: Readonly<Record<string, Json>> = {
  n: 7,
  half: 2.5,
  zero: 0,
  big: 1e300,
  s: 'Straße 😀',
  e: '',
  digits: '12.5',
  time: '2026-02-28T23:59:59.500Z',
  b: true,
  f: false,
  z: null,
  l: [3, 1, 2],
  words: ['b', 'a', 'ß'],
  lists: [[1], [], [2, [3]]],
  m: { a: 1, deep: { b: { c: 'x' } }, none: null, list: [{ k: 'v' }], length: 5, constructor: 'mine' },
};

function frame(): Frame {
  const build = { workflow: { name: 'test' }, helpers: new Set() } as unknown as Build;
  return { build, madeUp: new Set(), numbers: new Set(), repeats: false, guarded: false, exit: 'return' };
}

function parse(text: string): Expression {
  const problems: Diagnostic[] = [];
  const parsed = parseBareExpression(text, { path: [], report: problem => void problems.push(problem) });
  return parsed ?? assert.fail(`${text}: ${problems.map(({ message }) => message).join()}`);
}

type Outcome = { readonly value: Json } | 'ExpressionError';

function locally(expression: Expression): Outcome {
  try {
    return {
      value: evaluate(expression, {
        lookup: name => environment[name] ?? null,
        workflowName: 'test',
        executionId: 'id',
        now: () => 0,
        uuid: () => '',
      }),
    };
  } catch (error) {
    assert.ok(error instanceof ExpressionError, String(error));
    return 'ExpressionError';
  }
}

function onAzure(expression: Expression): Outcome {
  const code = printCode(lowerExpression(expression, frame()), () => '');
  const names = [...helperNames, ...Object.keys(environment), 'execution'];
  const values = [...helperNames.map(name => helpers[name]), ...Object.values(environment), { id: 'id' }];
  try {
    const run = vm.runInThisContext(`(function (${names.join(', ')}) { 'use strict'; return ${code}; })`) as (
      ...values: unknown[]
    ) => unknown;
    // As it would cross the host.
    return { value: JSON.parse(helpers.jsonOf(run(...values))) as Json };
  } catch (error) {
    assert.equal((error as Error).name, 'ExpressionError', `${code}: ${String(error)}`);
    return 'ExpressionError';
  }
}

function agree(expression: Expression, text: string): void {
  const expected = locally(expression);
  const actual = onAzure(expression);
  const same =
    expected === 'ExpressionError' || actual === 'ExpressionError' ? expected === actual : sameJson(expected.value, actual.value);
  assert.ok(same, `${text}: locally ${JSON.stringify(expected)}, on Azure ${JSON.stringify(actual)}`);
  if (expected === 'ExpressionError') assert.ok(mayFail(expression), `${text} may fail`);
}

const texts = `
m.deep.b.c | m.deep.x.c | m.none.x | z.a.b | m["a"] | m["constructor"] | m.constructor | m.toString | m["__proto__"] | m.hasOwnProperty | z.constructor
m.length | m["length"] | l[0] | l[3] | l[-1] | l[n] | m.list[0].k | m[s] | m["de" + "ep"].b | z[0] | words[zero]
n + 1 | half + half | n - half * 2 | (n - 1) / 2 | n % 4 | -n | -(-n) | 1 / zero | n % zero | n / (n - 7) | big * big | big * big - big * big | 1 / (big * big) | n * 2 > 13
"a" + s | s + s | z + 1 | s + z | n + z | -z | -s | !n | !z | !b | n + 0.1 | 0.1 + 0.2 | -zero | zero * -1
n == 7 | n != 7 | s == "x" | z == null | n == null | m.none == null | m.missing == m.none | null == null | b == true | m.a == n | 1 == m.a | "x" != m.deep.b.c
n < 8 | n >= half | z < 1 | b < 1 | 1 < m.none | m.a <= 1
b && f | b || z | f && z | f || b | n && b | b && n | z ?? n | m.none ?? "d" | (z ?? b) && b | z ?? (b || f) | b && (f || b) | !b || !f | (b && f) ?? b
b ? 1 : 2 | f ? 1 / zero : 2 | b ? 2 : 1 / zero | n ? 1 : 2 | z ? 1 : 2 | b ? f ? 1 : 2 : 3 | (b ? n : z) + 1
[1, n, z, m.missing] | { "a": n, b: m.missing, "x y": [s], "__proto__": 1, "constructor": z } | [] | {} | { "__proto__": { polluted: b } } | [[{}]]
type(n) | type(z) | type(m.missing) | type(l) | type(m) | type(s) | type(b) | string(n) | string(half) | string(b) | string(z) | string(l) | string(1000000) | string(0.000001) | string(4 / 2)
toJson(m) | toJson(z) | toJson([m.missing, n]) | fromJson("[1, null]") | fromJson("nope") | fromJson(n) | number(digits) | number("1e3") | number("01") | number(" 1") | number("-0") | number("1e999") | number(n)
min(n, half) | max(n, half) | abs(-n) | floor(half) | ceil(half) | ceil(-half) | floor(z) | sum(l) | sum([]) | sum(words) | sum([1, m.missing]) | sum(z)
length(s) | length(l) | length(m) | length(z) | length(n) | slice(s, 7) | slice(s, 0, 3) | slice(l, 1) | slice(l, -5, 99) | slice(l, 2, 1) | slice(l, half) | slice(s, 0, m.missing) | slice(z, 0)
lower("ÄBC") | upper(s) | trim(" \\t x \\n") | split("a,b,,c", ",") | split(s, e) | join(words, "-") | join(l, "-") | join([m.missing], "-") | replace("a.b.c", ".", "$&") | replace(s, e, "x")
contains(s, "ße") | contains(l, 3) | contains(words, "z") | contains([z], m.missing) | contains(s, e) | contains(s, n) | startsWith(s, "Str") | endsWith(s, "😀") | startsWith(z, "a") | endsWith(s, e)
urlEncode("a b/ä&=+~") | urlEncode(n) | base64Encode("hello") | base64Encode(s) | base64Decode("aGVsbG8=") | base64Decode("aGVsbG8") | base64Decode("w6Q=")
append(l, m.missing) | append(z, 1) | concat(l, words) | concat(l, z) | flatten(lists) | flatten(l) | range(3) | range(2, 5) | range(5, 2) | range(half) | range(0, m.missing) | sort(l) | sort([10, 9, 1]) | sort(words)
keys(m) | keys(l) | has(m, "none") | has(m, "toString") | has(m, n) | put(m, "a", z) | put({}, "__proto__", 1) | put(m, n, 1) | merge(m, { a: 2 }) | merge(m, z) | merge({}, { "__proto__": n })
addSeconds(time, 1) | addSeconds(time, half) | addSeconds("2026-02-30T00:00:00Z", 1) | addSeconds(s, 1) | addSeconds("2026-06-01T12:00:00+02:00", 0) | secondsBetween(time, addSeconds(time, 90)) | secondsBetween(time, z) | addSeconds(time, 1e14)
workflow.name | workflow.executionId | length(workflow.name) == 4 | [workflow.executionId][0]
`;

describe('azure: expressions', () => {
  for (const text of texts.split(/\n| \| /).filter(line => line.trim() !== '')) {
    it(text, () => agree(parse(text), text));
  }

  it('text with values in it', () => {
    const place = { path: [] };
    const literal = (value: string): Expression => ({ kind: 'literal', value, place });
    for (const part of ['n', 'half', 'b', 's', 'z', 'l', 'm.missing', 'm.a', 'length(l)', 'n * 2']) {
      agree({ kind: 'text', parts: [literal('`${x}` \\ \n\r '), parse(part), literal('\'"')], place }, part);
    }
  });

  it('whatever is put together from them', () => {
    const place = { path: [] };
    const leaf = fc.constantFrom(
      ...['n', 'half', 'zero', 'z', 'b', 'f', 'm.a', 'm.none', 'm.missing', 'length(l)', '2', '0.5', '0', 'true', 'null'].map(
        parse,
      ),
    );
    const { tree } = fc.letrec<{ tree: Expression }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        leaf,
        fc.record({
          kind: fc.constant('binary' as const),
          operator: fc.constantFrom(...(['+', '-', '*', '/', '<', '<=', '>', '>='] as const)),
          left: tie('tree'),
          right: tie('tree'),
          place: fc.constant(place),
        }),
        fc.record({
          kind: fc.constant('logical' as const),
          operator: fc.constantFrom(...(['&&', '||', '??'] as const)),
          left: tie('tree'),
          right: tie('tree'),
          place: fc.constant(place),
        }),
        fc.record({
          kind: fc.constant('conditional' as const),
          test: tie('tree'),
          then: tie('tree'),
          otherwise: tie('tree'),
          place: fc.constant(place),
        }),
        fc.record({
          kind: fc.constant('unary' as const),
          operator: fc.constantFrom(...(['!', '-'] as const)),
          operand: tie('tree'),
          place: fc.constant(place),
        }),
        fc.record({
          kind: fc.constant('list' as const),
          items: fc.array(tie('tree'), { maxLength: 3 }),
          place: fc.constant(place),
        }),
      ),
    }));
    fc.assert(
      fc.property(tree, expression =>
        agree(
          expression,
          JSON.stringify(expression, (key, value: unknown) => (key === 'place' ? undefined : value)),
        ),
      ),
      { numRuns: 2000 },
    );
  });
});
