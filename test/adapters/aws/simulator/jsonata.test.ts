import assert from 'node:assert/strict';
import { analyze } from '../../../../adapters/aws/simulator/syntax';
import { compileExpression } from '../../../../adapters/aws/simulator/jsonata';
import { complaint, evaluated, failure, output, pass, run } from './support';

describe('aws simulator: JSONata', () => {
  describe('what an expression gives', () => {
    const rows: [string, unknown][] = [
      // Lists flatten in list constructors, singletons collapse: JSONata's own ways stay.
      ['($v := [1, 2]; [$v, $v])', [1, 2, 1, 2]],
      ['{"a": [5]}', { a: [5] }],
      ['$filter([1, 2], function($x) { $x = 2 })', 2],
      ['[$filter([1, 2], function($x) { $x = 2 })]', [2]],
      ['$keys({"a": 1})', 'a'],
      ['{"a": $states.input.none, "b": 1}', { b: 1 }],
      ['[1, $states.input.none]', [1]],
      ['null', null],
      ['$states.input.map.nothing', null],
      // Numbers that JSON hasn't are strings on the service (measured there, twice).
      ['1 / 0', 'Infinity'],
      ['-1 / 0', '-Infinity'],
      ['0 / 0', 'NaN'],
      ['[1 / 0]', ['Infinity']],
      ['{"k": 1 / 0}', { k: 'Infinity' }],
      ['-1 * 0', 0],
      // Prototypes are JavaScript's, not the data's.
      ['$exists($states.input.map.constructor)', false],
      ['$exists($lookup($states.input.map, "toString"))', false],
      ['$exists($parse("{}").valueOf)', false],
      // The functions that the service adds.
      ['$partition([1, 2, 3, 4, 5], 2)', [[1, 2], [3, 4], [5]]],
      ['$partition([1, 2, 3])', [[1, 2, 3]]],
      ['$partition([1, 2, 3, 4, 5], 2.9)', [[1, 2], [3, 4], [5]]],
      ['$range(0, 10, 2)', [0, 2, 4, 6, 8, 10]],
      ['$range(10, 0, -2)', [10, 8, 6, 4, 2, 0]],
      ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
      ['$range(3, 3, 1)', 3],
      ['$count($range(1, 360145, 1))', 360145],
      ['$hash("Hello", "MD5")', '8b1a9953c4611296a827abf8c47804d7'],
      ['$hash("Hello", "SHA-1")', 'f7ff9e8b7bb2e09b70935a5d785e0cc5d9d0abf0'],
      ['$hash("Hello", "SHA-256")', '185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969'],
      ['$hash("ñ", "MD5")', '94e9342ecbb1458b6043ecd3bfcbc192'],
      ['$random(42)', 0.7275636800328681],
      ['$random(0)', 0.730967787376657],
      ['$random(7)', 0.7306990420600421],
      ['$random() < 1 and $random() >= 0', true],
      ['$uuid()', '00000000-0000-4000-8000-000000000001'],
      ['$parse("{\\"a\\": [1, {\\"b\\": null}]}")', { a: [1, { b: null }] }],
      ['$exists($parse("null"))', true],
      ['$map(["{\\"a\\":1}", "{\\"a\\":2}"], $parse).a', [1, 2]],
      // The world's clock, not the machine's; a picture is JSONata's.
      ['$now()', '2026-11-20T09:00:00.250Z'],
      ['$now("[Y0001]-[M01]-[D01]")', '2026-11-20'],
      ['$millis() = $toMillis($now())', true],
    ];
    for (const [text, expected] of rows) {
      it(text, async () => {
        assert.deepEqual(await evaluated(text, { input: { map: { nothing: null } } }), expected);
      });
    }

    it('keeps what it takes from the input as it is, a __proto__ key included', async () => {
      const input = JSON.parse('{"a":[],"b":{"__proto__":{"c":[[1]]}},"d":-1.5e-7}') as { a: never[] };
      const result = await evaluated('$states.input', { input });
      assert.equal(JSON.stringify(result), JSON.stringify(input));
    });

    it('is evaluated at any depth of a template, and only where a text is wholly an expression', async () => {
      const template = { a: ['{% 1 + 1 %}', { b: '{%$states.input.x%}' }, 'Hi {% 1 %}', true, null], 'k%}': '{%\n  3\n%}' };
      assert.deepEqual(await output(pass(template as never), { input: { x: [1] } }), {
        a: [2, { b: [1] }, 'Hi {% 1 %}', true, null],
        'k%}': 3,
      });
    });

    it('evaluates ASL lists without flattening them', async () => {
      assert.deepEqual(await output(pass(['{% [1, 2] %}', '{% null %}', '{% [] %}'])), [[1, 2], null, []]);
    });
  });

  describe('the ways of JSONata 2.0.6 that a compiler must know', () => {
    const rows: [string, unknown][] = [
      ['$states.input.none = null', false],
      ['$states.input.none != null', false],
      ['$states.input.none = $states.input.none', false],
      ['[1, 2, 3][-1]', 3],
      ['[1, 2, 3][1.7]', 2],
      ['{"a": 1}[0]', { a: 1 }],
      ['"text"[0]', 'text'],
      ['[{"c": [1, 2]}, {"c": [3]}].c', [1, 2, 3]],
      ['$lookup([{"c": [1, 2]}, {"c": [3]}], "c")', [1, 2, 3]],
      ['[[$states.input.list]]', [[1, [2]]]],
      ['[$map([[1, 2]], function($x) { $x })]', [1, 2]],
      ['$append($append([], [[1, 2]]), [[3]])', [[1, 2], [3]]],
      ['[$filter([], function($x) { true })]', []],
      ['true and "x"', true],
      ['"false" ? 1 : 2', 1],
      ['$boolean([0])', false],
      ['$boolean({})', false],
      ['false and $error("evaluated")', false],
      ['true or $error("evaluated")', true],
      ['{"a": 1} = {"a": 1}', true],
      ['1 = "1"', false],
      ['null & $states.input.none & [1]', 'null[1]'],
      ['0.1 + 0.2', 0.30000000000000004],
      ['$string(0.1 + 0.2)', '0.3'],
      ['$string(1e21) & $string(1e-7)', '1e+211e-7'],
      ['5 % 0', 'NaN'],
      ['-5 % 3', -2],
      ['$number("0x10") + $number("01") + $number(true)', 18],
      ['[$round(2.5), $round(3.5)]', [2, 4]],
      ['$sum([])', 0],
      ['$trim("  a   b ")', 'a b'],
      ['$replace("a.b.c", ".", "$0")', 'a$0b$0c'],
      ['$base64encode("é")', '6Q=='],
      ['$keys({"b": 1, "a": 2})', ['b', 'a']],
      ['$count(null)', 1],
      ['[0..-1]', []],
      ['$length("a😀b")', 3],
      ['$substring("hello", -3)', 'llo'],
      ['$substring("hello", 1, -1)', ''],
      ['$sort(["😀", "ﬀ"])', ['😀', 'ﬀ']],
    ];
    for (const [text, expected] of rows) {
      it(text, async () => assert.deepEqual(await evaluated(text, { input: { list: [1, [2]] } }), expected));
    }

    const nothing = [
      '$states.input.none + 1',
      '$states.input.none < 1',
      '($n := null; $n.x)',
      '[1][9]',
      '$lookup(null, "k")',
      '$max([])',
      '$average([])',
      'false ? 1',
    ];
    for (const text of nothing)
      it(`${text} is nothing`, async () => assert.equal(await complaint(text), 'returned nothing (undefined).'));

    const failures: [string, string][] = [
      ['null < 1', 'T2010'],
      ['"a" < 1', 'T2009'],
      ['"a" + "b"', 'T2001'],
      ['1 + null', 'T2002'],
      ['{"a": 1, "a": 2}', 'D1009'],
      ['{1: 2}', 'T1003'],
      ['$merge([1])', 'T0412'],
      ['$string(1 / 0)', 'D3001'],
      ['$number(" 1 ")', 'D3030'],
      ['$number("1e400")', 'D3030'],
      ['$replace("a", "", "b")', 'D3010'],
      ['[1.5..3]', 'T2003'],
      ['[1..20000000]', 'D2014'],
      ['$error(1)', 'T0410'],
      ['$sum(["a"])', 'T0412'],
    ];
    for (const [text, code] of failures) {
      it(`${text} fails with ${code}`, async () =>
        assert.match(await complaint(text), new RegExp(`^threw an error during evaluation\\. ${code}: `)));
    }
  });

  describe("what fails, in the service's words", () => {
    const rows: [string, string][] = [
      ['$states.input.none', 'returned nothing (undefined).'],
      ['$doesNotExist', 'returned nothing (undefined).'],
      ['$range(1, 5)', 'returned nothing (undefined).'],
      ['$range(5, 1, 1)', 'returned nothing (undefined).'],
      ['$partition([], 2)', 'returned nothing (undefined).'],
      ['$partition([1], 0)', 'returned nothing (undefined).'],
      ['$hash("a")', 'returned nothing (undefined).'],
      ['$fn := function($x){$x}', 'returned an unsupported result type.'],
      ['$sum', 'returned an unsupported result type.'],
      ['{"f": $sum}', 'returned an unsupported result type.'],
      ['/x/', 'returned an unsupported result type.'],
      ['$randomSeeded(1)', 'threw an error during evaluation. T1006: Attempted to invoke a non-function'],
      ['$eval("1+1")', 'threw an error during evaluation. T1006: Attempted to invoke a non-function'],
      ['$partition([1], -1)', 'threw an error during evaluation. D3137: Second argument must be zero or greater'],
      ['$parse("nope")', 'threw an error during evaluation. D3137: Invalid JSON'],
      ['$parse("{\\"a\\":1,\\"a\\":2}")', 'threw an error during evaluation. D3137: Invalid JSON'],
      ['$parse("1e400")', 'threw an error during evaluation. D3137: Invalid JSON'],
      ['$parse("[1] [2]")', 'threw an error during evaluation. D3137: Invalid JSON'],
      [
        '$parse(null)',
        'threw an error during evaluation. T0410: Argument 1 of function "parse" does not match function signature',
      ],
      ['$uuid(1)', 'threw an error during evaluation. T0410: Argument 1 of function "uuid" does not match function signature'],
      ['$error("no stock")', 'threw an error during evaluation. D3137: no stock'],
      [
        '1 < "a"',
        'threw an error during evaluation. T2009: The values 1 and "a" either side of operator "<" must be of the same data type',
      ],
      ['"a" + 1', 'threw an error during evaluation. T2001: The left side of the "+" operator must evaluate to a number'],
      ['1 / 0 + 1', 'threw an error during evaluation. D1001: Number out of range: null'],
      [
        '$range(1, 360146, 1)',
        'threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage',
      ],
      [
        '($f := function($x){ $f($x+1) }; $f(1))',
        'threw an error during evaluation: Expression evaluation timeout: Check for infinite loop',
      ],
    ];
    for (const [text, expected] of rows) {
      it(text, async () => assert.equal(await complaint(text), expected));
    }

    const overflow =
      'threw an error during evaluation: Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive';
    it('nests a hundred levels, not one more', async () => {
      const sum = (terms: number): string => Array.from({ length: terms }, () => '1').join('+');
      const nested = (levels: number): string => '('.repeat(levels) + '1' + ')'.repeat(levels);
      const recursive = (n: number): string => `($f := function($x){ $x <= 0 ? 0 : 1 + $f($x-1) }; $f(${n}))`;
      assert.equal(await evaluated(sum(100)), 100);
      assert.equal(await complaint(sum(101)), overflow);
      assert.equal(await evaluated(nested(99)), 1);
      assert.equal(await complaint(nested(100)), overflow);
      assert.equal(await evaluated(recursive(31)), 31);
      assert.equal(await complaint(recursive(32)), overflow);
    });

    it('names the place in the field', async () => {
      const error = await failure(pass({ a: { b: [[1, '{% $states.input.none %}']] } }));
      assert.equal(
        error.message,
        `An error occurred while executing the state 'P' (entered at the event id #2). The JSONata expression '$states.input.none' specified for the field 'Output/a/b[0][1]' returned nothing (undefined).`,
      );
    });

    it('is recorded as EvaluationFailed', async () => {
      const { history } = await run(pass('{% $states.input.none %}'));
      assert.deepEqual(history, ['ExecutionStarted', 'PassStateEntered P', 'EvaluationFailed P', 'ExecutionFailed']);
    });
  });

  describe('what an expression reads', () => {
    const syntax = (text: string) => analyze(compileExpression(`{% ${text} %}`).compiled.ast());
    const references: [string, string[]][] = [
      ['phone', ['phone']],
      ['phone[0]', ['phone']],
      ['$.phone', ['$']],
      ['aaa + bbb', ['aaa', 'bbb']],
      ['*', ['*']],
      ['**.x', ['**']],
      ['$map($states.input.a, function($x){ b })', ['b']],
      ['{"a": c}', ['c']],
      ['$states.input.items[phone > 3]', []],
      ['$states.input.items.{"n": name}', []],
      ['$states.input.items^(price).name', []],
      ['$states.input.items{kind: name}', []],
      ['$map($states.input.a, function($x){ $x.phone })', []],
      ['$x[$ = 1]', []],
    ];
    for (const [text, expected] of references) {
      it(`${text} reads ${expected.join(', ') || 'nothing'} of the missing context`, () =>
        assert.deepEqual(syntax(text).references, expected));
    }

    it('tells bound variables from others', () => {
      assert.deepEqual([...syntax('($a := $b; $map($c, function($x, $i) { $x + $a + $i + $d }))').variables].sort(), [
        'b',
        'c',
        'd',
        'map',
      ]);
      assert.deepEqual([...syntax('($x := $x + 1; $x)').variables], ['x']);
      assert.deepEqual([...syntax('($f := function($n) { $f($n) }; $f(1))').called], []);
    });

    it('finds the members of $states', () => {
      assert.deepEqual([...syntax('$states.input.a + $states.context.Execution.Name').states].sort(), ['context', 'input']);
      assert.deepEqual([...syntax('$states').states], ['*']);
      assert.deepEqual([...syntax('$states.input & $string($states)').states].sort(), ['*', 'input']);
    });

    it('finds the members of $states.context, all of them where it can’t tell', () => {
      assert.deepEqual(
        [...syntax('$states.context.Execution.Name & $states.context.State.Name').context],
        ['Execution', 'State'],
      );
      for (const text of ['$states', '$string($states.context)', '$states.context.*.Name', '$states.context.State.%.Execution'])
        assert.ok(syntax(text).context.has('*'), text);
      assert.deepEqual([...syntax('$states.input.context.State').context], []);
    });
  });
});
