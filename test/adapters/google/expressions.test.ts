import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json } from '../../../src/adapter';
import { evaluate } from '../../../src/language/expressions/evaluate';
import { ExpressionError } from '../../../src/language/expressions/error';
import { parseBareExpression } from '../../../src/language/expressions/parse';
import { sameJson } from '../../../src/language/json';
import { make } from './support';

const input = {
  zero: 0,
  one: 1,
  half: 0.5,
  minus: -3,
  big: 123456789,
  s: 'héllo wörld',
  blank: ' \t x\r\n',
  empty: '',
  yes: true,
  no: false,
  none: null,
  numbers: [3, 1, 2.5, -1, 10, 2],
  strings: ['b', 'a', '', 'é😀'],
  mixed: [1, '1', true, null, 2.5],
  lists: [[1], [], [2, 3]],
  nothing: [],
  map: { b: 1, a: { c: [1, { d: 'deep' }] }, 'x y': 2 },
  bare: {},
  json: '{"a": [1, 2.0, "x"]}',
  time: '2026-11-20T09:00:00.250Z',
  later: '2026-11-20T10:00:00+02:00',
} satisfies Json;

/** Written out: each compared with the reference evaluator, ExpressionErrors included. */
const written = `
one + half * 2; big * one - minus; 7 / 2; 6 / 2; one / zero; minus - -minus; -half; - -one; (one + 2) * (minus - 1)
7 % 3; (6 / 2) % 2; 6 % (4 / 2); one % zero; s % 2; none % 2; yes % 2
one < half; minus <= -3; big > 1; one >= 1.0; none < 1; s < 1; one == 1; 2 / 2 == one; one != half; s == "héllo wörld"; none == null; zero == null; yes != false
yes && no; yes || none; no && none; no || yes; none && yes; one || yes; !yes; !none; !(one > 2); !one
none != null && none.x > 3; map != null && map.b == 1; none == null || none.x > 3; one > 2 || none > 3; no && none > 3 || yes
yes ? 1 : none + 1; no ? none + 1 : "else"; none ? 1 : 2; one ? 1 : 2; yes ? (no ? 1 : 2) : 3; yes ? { a: one } : { b: none + 1 }
none ?? one; none ?? none ?? "last"; one ?? none + 1; none ?? none + 1; map.q ?? map.b; (no ?? yes) ? 1 : 2; none ?? { a: [one] }
map.a.c; map.a.c[1].d; map["x y"]; map.q.r.s; none.a; numbers[0]; numbers[99]; numbers[-1]; numbers[half * 2]; numbers[none]; none[0]; map["b"]; map[strings[0]]; map[one]; numbers[s]
[1, { a: one, b: [none] }, s]; { a: { b: one }, "c d": [] }; [[], {}, [[]]]; [{ a: 1 }][0].a; { a: [5] }.a[0]
"x" + s; s + none; one + none; s + "é😀" + empty; "a" + "b" + "c"
type(none); type(yes); type(one); type(half); type(s); type(numbers); type(map); type(one) == "number"; type(s) != "string"; type(none) == "null"; type(map) == s; type(numbers) == "list" && length(numbers) == 6
string(one); string(6 / 2); string(half); string(yes); string(s); string(none); string(map); string(123456789012345); string(0.000001); string(-0); string(1e14 * 9)
toJson(s); toJson(none); toJson(6 / 2); toJson([1, 6 / 2, half, { a: none, b: [yes] }]); toJson(nothing); toJson(bare); toJson([[{}]])
fromJson(json); fromJson("7"); fromJson("nope"); fromJson(one); fromJson("[1, {}]")
number("12"); number("-0.5e2"); number("01"); number(" 1"); number(""); number("abc"); number(one); number("1e2") == 100
min(one, half); max(minus, zero); min(s, 1); abs(minus); abs(half); abs(none); floor(2.7); floor(-2.5); floor(one); floor(s); ceil(2.1); ceil(-2.5); ceil(3); ceil(none)
sum(numbers); sum(nothing); sum(mixed); sum(one); sort(numbers); sort(nothing); sort(mixed); sort(map); sort([5]); sort(["a"]); sort([2, 2, 1])
length(s); length(numbers); length(map); length(empty); length(none); length(one); length("😀")
slice(s, 1, 4); slice(s, 3); slice(s, -5, 2); slice(s, 4, 2); slice(s, 99); slice(numbers, 1, 3); slice(numbers, 4); slice(numbers, 9); slice(none, 1); slice(s, half); slice(map, 0); slice("a😀b", 1, 2)
lower("ABC é Ö"); upper("abc é ö"); lower(none); trim(blank); trim("x"); trim(one); trim(empty)
split("a,b,,c", ","); split(s, "o w"); split(none, ","); join(strings, "-"); join(nothing, "-"); join(mixed, "-"); join(one, "-"); join(strings, one)
replace("a.b.c", ".", "[x]"); replace(s, "l", ""); replace(none, "a", "b"); replace("aaa", "aa", "b")
contains(s, "wör"); contains(s, "x"); contains(numbers, 2.5); contains(numbers, 4 / 2); contains(mixed, "1"); contains(mixed, yes); contains(mixed, none); contains(mixed, 2); contains(none, 1); contains(s, one); contains(["a"], "a")
startsWith(s, "hé"); startsWith(s, s + "x"); startsWith(empty, "x"); endsWith(s, "ld"); endsWith("x", "xx"); startsWith(none, "x"); endsWith(s, one)
urlEncode("a b/c?d=é&~-_."); base64Encode("hello"); base64Decode("aGVsbG8="); base64Decode("!"); urlEncode(none)
append(numbers, 1); append(nothing, { a: one }); append(none, 1); append(numbers, numbers); concat(numbers, strings); concat(nothing, nothing); concat(numbers, none); concat(one, numbers)
flatten(lists); flatten(nothing); flatten(numbers); flatten(one); range(3); range(0); range(-2); range(2, 5); range(5, 2); range(half); range(4 / 2); range(none)
keys(map); keys(bare); keys({ zeta: 1, Alpha: 2, alpha: 3, "a b": 4, "a": 5, "ab": 6, "": 7 }); keys(numbers); keys(none)
has(map, "b"); has(map, "q"); has(map, strings[0]); has(none, "a"); has(numbers, "a"); has(map, one); has(bare, "constructor")
put(map, "b", 2); put(bare, "n", { x: [one] }); put(none, "a", 1); put(map, strings[0], none); put(numbers, "a", 1); put(map, one, 1); put(bare, "__proto__", 1)
merge(map, { b: 9, z: one }); merge(bare, bare); merge(map, none); merge(numbers, map)
addSeconds(time, 1.5); addSeconds(time, -86400); addSeconds("x", 1); addSeconds(time, none); addSeconds(later, 0); secondsBetween(time, later); secondsBetween(later, time); secondsBetween(time, none)
`
  .split(/[;\n]/)
  .map(text => text.trim())
  .filter(text => text !== '');

describe('expressions at Google come out as in the reference evaluator', () => {
  for (const text of written) it(text, () => compare(text));

  it('random ones of every type', () =>
    fc.assert(
      fc.asyncProperty(randomExpression(), text => compare(text)),
      { numRuns: 150, seed: 20261120 },
    )).timeout(60_000);

  it('texts of values', async () => {
    const made = make({
      w: { output: { a: 'n={{ input.one }} h={{ input.half }} t={{ 4 / 2 }}', b: '{{ input.s }}{{ input.yes }}' } },
    });
    assert.deepEqual(await made.run('w', input), {
      status: 'succeeded',
      output: { a: 'n=1 h=0.5 t=2', b: 'héllo wörldtrue' },
      billed: (await made.run('w', input)).billed,
    });
  });
});

/** The same value, or an ExpressionError both times. */
async function compare(text: string): Promise<void> {
  const problems: string[] = [];
  const place = { path: [] };
  const source = { place, report: (diagnostic: { message: string }) => void problems.push(diagnostic.message) };
  const qualified = text.replace(/"(?:[^"\\]|\\.)*"|(?<![.\w])([a-z]+)(?![\w(]|:)/g, (whole, name: string | undefined) =>
    name !== undefined && Object.hasOwn(input, name) ? `input.${name}` : whole,
  );
  const parsed = parseBareExpression(qualified, source as never);
  assert.ok(parsed, `${qualified}: ${problems.join()}`);
  const expected = attempt(() =>
    evaluate(parsed, {
      lookup: name => (name === 'input' ? input : null),
      workflowName: 'w',
      executionId: 'x1',
      now: () => 0,
      uuid: () => '',
    }),
  );
  const made = make({ w: { output: { value: `{{ ${qualified} }}` } } });
  const actual = await made.run('w', input);
  const shown = `${text}\n${made.sources['w']}\n${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
  if (expected === 'ExpressionError') assert.ok(actual.status === 'failed' && actual.error.name === 'ExpressionError', shown);
  else assert.ok(actual.status === 'succeeded' && sameJson(actual.output, { value: expected.value }), shown);
}

function attempt(work: () => Json): { readonly value: Json } | 'ExpressionError' {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof ExpressionError) return 'ExpressionError';
    throw error;
  }
}

/** Expressions whose meaning is defined: operands have the type that is wanted, or are null. */
function randomExpression(): fc.Arbitrary<string> {
  const { any } = fc.letrec<{ any: string; n: string; s: string; b: string; l: string }>(tie => {
    const [n, s, b, l] = [tie('n'), tie('s'), tie('b'), tie('l')];
    const of = (...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
      fc.tuple(...parts.map(part => (typeof part === 'string' ? fc.constant(part) : part))).map(all => all.join(''));
    const either = (kind: fc.Arbitrary<string>): fc.Arbitrary<string> => of('(', b, ' ? ', kind, ' : ', kind, ')');
    const orElse = (kind: fc.Arbitrary<string>): fc.Arbitrary<string> => of('(', kind, ' ?? ', kind, ')');
    return {
      any: fc.oneof(n, s, b, l, of('[', n, ', ', s, ', { a: ', b, ' }]')),
      n: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom('zero', 'one', 'half', 'minus', 'big', 'none', '2', '0.25', 'map.b', 'map.q', 'numbers[1]', 'numbers[9]'),
        of('(', n, ' + ', n, ')'),
        of('(', n, ' - ', n, ')'),
        of('(', n, ' * ', fc.constantFrom('2', 'half', 'minus', 'none'), ')'),
        of('length(', fc.oneof(s, l), ')'),
        of(fc.constantFrom('floor', 'ceil', 'abs'), '(', n, ')'),
        of('min(', n, ', ', n, ')'),
        either(n),
        orElse(n),
      ),
      s: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom('s', 'empty', 'none', '"x"', '"ö{}"', 'strings[1]', 'map.a.c[1].d'),
        of('(', s, ' + ', s, ')'),
        of('string(', fc.oneof(n, b), ')'),
        of('slice(', s, ', 1, 3)'),
        either(s),
        orElse(s),
      ),
      b: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom('yes', 'no', 'true', 'none'),
        of('(', n, fc.constantFrom(' < ', ' <= ', ' > ', ' >= '), n, ')'),
        of('(', fc.oneof(n, s, b), fc.constantFrom(' == ', ' != '), 'null)'),
        of('(', n, ' == ', n, ')'),
        of('(', b, ' && ', b, ')'),
        of('(', b, ' || ', b, ')'),
        of('!', b),
      ),
      l: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constantFrom('numbers', 'strings', 'nothing', 'mixed', 'none', '[one, none]'),
        of('append(', l, ', ', n, ')'),
        of('slice(', l, ', ', n, ')'),
        either(l),
        orElse(l),
      ),
    };
  });
  return any;
}
