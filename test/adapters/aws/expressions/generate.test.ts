import assert from 'node:assert/strict';
import { field, template } from '../../../../adapters/aws/expressions/template';
import type { Expression, Json } from '../../../../src/adapter';
import { ExpressionError } from '../../../../src/language/expressions/error';
import { evaluate, evaluateBoolean } from '../../../../src/language/expressions/evaluate';
import { parseBareExpression, parseTemplateString } from '../../../../src/language/expressions/parse';
import { sameJson } from '../../../../src/language/json';
import { evaluateField } from './jsonata';

const source = { path: [], report: (d: { message: string }) => assert.fail(d.message) };
const parse = (text: string): Expression => parseBareExpression(text, source) as Expression;

const variables: Readonly<Record<string, Json>> = {
  input: {
    sku: 'A1',
    n: 3,
    none: null,
    list: [1, 2, 3],
    nested: [[1, 2], [3], []],
    one: [[7]],
    yes: true,
    no: false,
    deep: { a: { b: 5 } },
  },
  n: 4,
  half: 0.5,
  zero: 0,
  s: 'text',
  odd: 'a "quoted" {% mark %} ${x} \\ \n \u2028 é 😀',
  empty: '',
  yes: true,
  no: false,
  none: null,
  xs: [3, 1, 2],
  words: ['b', 'a'],
  items: [{ id: 1 }, { id: 2, tags: ['x'] }],
  pairs: [
    [1, 2],
    [3, 4],
  ],
  single: [[5]],
  m: { a: 1, b: null, 'odd key': 2, toString: 'own', list: [9], empty: [], 'a.b': 3 },
  iso: '2026-11-20T09:00:00Z',
  json: '{"a":[1,{"b":null}]}',
};

const expressions = `
input.sku | null.a.b | ({"hasOwnProperty": 1, "a": 2}).a | {"hasOwnProperty": none, "b": xs, "c": 1} | null.a == null | (null).a ?? 3 | input.missing | input.none | input.none.x | input.deep.a.b | input.deep.x.b | m["odd key"] | m["a.b"] | m.constructor | m.toString
m.list | m.empty | input.nested | input.one | single | input.list[0] | input.list[9] | input.list[0 - 1] | m["a"] | xs[zero] | m[s] | none[0] | s[0] | m[0]
input.nested[0] | input.nested[2] | input.one[0] | single[0][0] | items[1].tags | items[0].tags | items[1].tags[0] | items[5].tags
n + 1 | n + input.n | input.missing + 1 | none + 1 | 1 + none | s + "x" | "x" + s | s + none | none + "x" | s + input.sku | n + input.missing | half + half | yes + 1
n - 1 - 1 | n - (1 - 1) | n * (2 + 1) | -n | -(-n) | -none | -s | n / 2 | n / zero | n % 3 | n % zero | 10 / input.n | n / none | none / 2 | 2 * n % 3 | 1e20 * 3 | -3 + n
n > 3 | input.n < 3 | none > 1 | input.missing > 1 | n >= half | yes < 2 | n <= 4 | 1 < none
n == 4 | n == none | none == null | input.missing == null | input.missing != null | input.missing == input.none | s != "text" | s == "text" | input.sku == "A1" | input.missing == "A1"
input.missing != "A1" | input.sku != "A1" | null == input.sku | "A1" == input.sku | !(input.sku == "A1") | !(n != 4) | (input.missing + 1) == 3 | input.none != null | yes == true | yes == input.yes
!yes | !none | !input.missing | !s | !input.no | !(n > 3) | !(none > 3) | !!yes
yes && no | yes && none | no && none | no && s | yes || none | no || none | no || input.yes | yes && input.yes | input.missing && yes | none || yes | input.n > 2 && n == 4
input.none != null && input.none.x > 3 | input.none == null || input.none.x > 3 | (yes && n > 3) == true | yes && (no || n == 4) | n == 4 && s == "text" || no
none ?? 1 | input.missing ?? "d" | input.sku ?? "d" | input.missing ?? none ?? 3 | xs ?? 1 | (none ?? n) + 1 | input.no ?? true | input.deep.a ?? 1
yes ? 1 : 2 | none ? 1 : 2 | input.missing ? 1 : 2 | s ? 1 : 2 | n > 3 ? input.missing : 1 | yes ? no ? 1 : 2 : 3 | (yes ? input.missing : 1) == null | zero == 0 ? "z" : 1 / zero
[1, n, none] | [xs, xs] | [input.missing, 1] | [[1, 2], [n]] | [single] | [] | [[]] | [none, [none]] | {"a": input.missing, "b": xs} | {"a": [xs], "b c": {"d": none}} | [m, 1] | [n + 1, s]
type(none) | type(input.missing) | type(xs) | type(m) | type(s) | type(n) | type(yes) | type(xs) == "list" | type(input.missing) == "null" | type(m) != "map" | type(n) == "array"
string(n) | string(s) | string(yes) | string(none) | string(xs) | string(0.25 + 0.5) | string(1e14) | string(0.000001) | string(-0.5) | string(4 / 2)
toJson(s) | toJson(odd) | toJson(n) | toJson(none) | toJson(xs) | toJson(input.missing) | toJson(single) | toJson(yes)
fromJson(json) | fromJson("null") | fromJson("[1]") | fromJson("{") | fromJson(n) | fromJson(none) | fromJson(json).a[1] | fromJson(toJson(odd)) | fromJson("\\"x\\"")
number("12") | number("1e3") | number("-0.5") | number("+1") | number("0x10") | number(" 1") | number("") | number("01") | number("1e400") | number(n) | number(none) | number("x") | number("1.") | number("1e0003")
min(1, n) | max(n, half) | min(none, 1) | min(s, 1) | max(xs, 1) | abs(-3) | abs(none) | abs(s) | abs(input.missing) | floor(2.7) | floor(-2.5) | ceil(2.1) | ceil(-0.5) | floor(s) | min(input.missing, 2)
sum(xs) | sum([]) | sum(n) | sum(words) | sum(none) | sum([1, none]) | sum(input.missing)
length(s) | length(odd) | length(xs) | length(m) | length({}) | length([]) | length(none) | length(n) | length(input.missing) | length(single) | length("😀")
slice(s, 1) | slice(s, 1, 3) | slice(s, -5, 2) | slice(s, 3, 1) | slice(s, 9) | slice(odd, 0, 200) | slice(xs, 1) | slice(xs, 0, 1) | slice(single, 0) | slice(pairs, 1, 2) | slice(pairs, 0) | slice(xs, 5) | slice(none, 1) | slice(xs, half) | slice(xs, none) | slice(n, 1)
lower("ABC é É") | upper("abc é É") | lower(none) | upper(n) | trim("  a  b \\t\\n") | trim("") | trim(none) | upper(input.missing)
split("a,b,,c", ",") | split("abc", ",") | split("", ",") | split(none, ",") | split("a.b", ".") | split("a|b", none) | split(s, "t") | split(input.missing, ",")
join(words, ", ") | join([], ",") | join(xs, ",") | join(s, ",") | join(words, none) | join([none], ",") | join(["one"], "-")
replace(s, "t", "$1") | replace("a.b.c", ".", "") | replace(s, "zz", "x") | replace(none, "a", "b") | replace(s, "t", none) | replace("aaa", "aa", "b") | replace(odd, "\\"", "'")
contains(s, "ex") | contains(s, "q") | contains(xs, 3) | contains(xs, 9) | contains(xs, "3") | contains([none], none) | contains([none], input.missing) | contains(none, 1) | contains(s, n) | contains(words, "a") | contains(xs, xs) | contains(s, "e.t")
startsWith(s, "te") | startsWith(s, "x") | startsWith(none, "x") | startsWith(s, "textual") | endsWith(s, "xt") | endsWith(s, "te") | endsWith(s, "longer text") | endsWith(n, "x") | startsWith(s, n) | endsWith("😀a", "a")
urlEncode("a b&c/d?é-_.~") | urlEncode(none) | base64Encode("hello") | base64Encode("é") | base64Encode("") | base64Decode("aGVsbG8=") | base64Decode("!!") | base64Decode("") | base64Encode(n) | base64Decode("w6k=")
append(xs, 4) | append(xs, [4, 5]) | append([], []) | append(single, none) | append(xs, input.missing) | append(n, 1) | append(none, 1) | append(xs, m) | append([], single)
concat(xs, [4]) | concat(single, pairs) | concat([], []) | concat(xs, none) | concat(s, xs) | concat([], single) | flatten(pairs) | flatten(single) | flatten([]) | flatten(xs) | flatten([xs, []]) | flatten([single])
range(3) | range(0) | range(-2) | range(2, 5) | range(5, 2) | range(half) | range(none) | range(1, 2) | range(n) | range(1) | range(s, 3)
sort(xs) | sort([]) | sort(words) | sort([2]) | sort(none) | sort([3, none])
keys(m) | keys({}) | keys({"z": 1}) | keys(none) | keys(xs) | has(m, "a") | has(m, "b") | has(m, "x") | has(m, "constructor") | has(m, n) | has(none, "a")
put(m, "a", none) | put({}, s, xs) | put(m, "new", input.missing) | put(none, "a", 1) | put(m, n, 1) | merge(m, {"a": 2}) | merge({}, {}) | merge(m, none) | merge(xs, m)
addSeconds(iso, 90) | addSeconds(iso, -0.5) | addSeconds("2024-02-30T00:00:00Z", 1) | addSeconds("2024-01-01", 1) | addSeconds(iso, none) | addSeconds(none, 1) | addSeconds("2026-11-20T09:00:00.123456+02:00", 1) | addSeconds("9999-12-31T23:59:59Z", 5) | addSeconds("2024-01-01T25:00:00Z", 1)
secondsBetween(iso, addSeconds(iso, 61)) | secondsBetween(iso, s) | secondsBetween(none, iso) | secondsBetween("2024-02-29T00:00:00.500Z", "2024-02-29T00:00:01Z")
workflow.name | workflow.executionId | workflow.name + "!" | odd | odd + odd | {"{% x %}": "{%", "q\\"": "%}"} | "{% $x %}" | [input, none][0].sku | (none ?? m).a | length(split(s, "t")) > 2 ? split(s, "t")[1] : none
`
  .trim()
  .split(/ \| |\n/)
  .map(text => text.trim().replaceAll('\\\\', '\\'));

const templates = [
  'Hello {{ s }}',
  '{{ n }}: {{ input.sku }}',
  '{{ none }}!',
  'a{{ xs }}',
  '{{ yes }}{{ n + 1 }}',
  'x{{ input.missing }}',
  '{{ input.none.x }}y',
  ' {{ n }} ',
  '{% raw %}',
  '{%',
  'a %}',
  'n={{ half }} {{ s + s }}',
  '{{ m }}z',
  '{{ none + 1 }}.',
];

const environment = {
  lookup: (name: string): Json => variables[name] ?? null,
  workflowName: 'order',
  executionId: 'id-1',
  now: () => 0,
  uuid: () => '',
};

function expected(expression: Expression, evaluateIt: (e: Expression) => Json): Json | ExpressionError {
  try {
    return evaluateIt(expression);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

const bindings = {
  ...variables,
  states: { context: { Execution: { Input: variables['input'], Name: 'id-1' } } },
};

async function agree(aslField: Json, want: Json | ExpressionError): Promise<void> {
  let got: Json;
  try {
    got = await evaluateField(aslField, bindings);
  } catch (error) {
    assert.ok(
      want instanceof ExpressionError,
      `${JSON.stringify(aslField)} failed: ${JSON.stringify(error)} ${String(error)}, not ${JSON.stringify(want)}`,
    );
    return;
  }
  assert.ok(
    !(want instanceof ExpressionError),
    `${JSON.stringify(aslField)} gave ${JSON.stringify(got)}, not ${want instanceof ExpressionError ? want.message : ''}`,
  );
  assert.ok(sameJson(got, want), `${JSON.stringify(aslField)} gave ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
}

describe('aws: expressions in JSONata', () => {
  for (const text of expressions) {
    it(text, async () => {
      const expression = parse(text);
      const want = expected(expression, e => evaluate(e, environment));
      await agree(template(expression, 'order'), want);
      await agree(field(expression, 'value', 'order'), want);
      await agree(
        field({ kind: 'list', items: [expression], place: expression.place }, 'value', 'order'),
        want instanceof ExpressionError ? want : [want],
      );
    });

    it(`${text}, as a condition`, async () => {
      const expression = parse(text);
      const want = expected(expression, e => evaluateBoolean(e, environment));
      const condition = field(expression, 'condition', 'order');
      const got = await evaluateField(condition, bindings).catch(() => undefined);
      // AWS fails for anything but a boolean.
      assert.equal(typeof got === 'boolean' ? got : undefined, want instanceof ExpressionError ? undefined : want, condition);
    });
  }

  for (const text of templates) {
    it(`the template ${JSON.stringify(text)}`, async () => {
      const expression = parseTemplateString(text, source) as Expression;
      await agree(
        template(expression, 'order'),
        expected(expression, e => evaluate(e, environment)),
      );
    });
  }

  it('keeps a simple path simple', () => {
    const print = (text: string): Json => template(parse(text), 'order');
    assert.equal(print('order.total'), '{% $exists($order.total) ? $order.total : null %}');
    assert.equal(print('order'), '{% $order %}');
    assert.equal(print('order.total + 1'), '{% $order.total + 1 %}');
    assert.equal(print('order.status == "done"'), '{% $order.status = "done" %}');
    assert.equal(print('input'), '{% $states.context.Execution.Input %}');
    assert.deepEqual(print('{"a": [1, order], "b": {"c": null}}'), { a: [1, '{% $order %}'], b: { c: null } });
    assert.deepEqual(print('{"Value.$": 1}'), '{% {"Value.$": 1} %}');
  });
});
