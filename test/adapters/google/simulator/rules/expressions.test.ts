import assert from 'node:assert/strict';
import type { Json } from '../../../../../src/language/json';
import { validate } from '../../../../../adapters/google/simulator/validate/validate';
import { output, returning, run } from '../harness';

const silent = 'silent';

interface Row {
  readonly page: string;
  readonly rule: string;
  /** Expressions and their values; a string that begins with `!` is the tag of the error, `refused:` a deployment problem. */
  readonly cases: readonly (readonly [expression: string, value: Json])[];
}

const rows: Row[] = [
  {
    page: 'reference/syntax/datatypes',
    rule: 'precedence: not binds tighter than comparison, unary minus than *, then + -, comparisons and in, and, or',
    cases: [
      ['1 + 2 * 3', 7],
      ['(1 + 2) * 3', 9],
      ['-2 * -3', 6],
      ['10 - 2 - 3', 5],
      ['not true == false', true],
      ['not (true == true)', false],
      ['not not true', true],
      ['true or false and false', true],
      ['1 + 1 == 2 and 2 in [1, 2]', true],
      ['1 in [1] == true', true],
      ['not "a" in ["a"]', '!TypeError'],
      ['not ("a" in ["a"])', false],
    ],
  },
  {
    page: 'reference/syntax/datatypes',
    rule: 'logical operators in lower or upper case, not mixed',
    cases: [
      ['true AND NOT false OR false', true],
      ['true And true', "refused: unexpected 'And'"],
    ],
  },
  {
    page: 'reference/syntax/datatypes',
    rule: 'logical operators take booleans only',
    cases: [
      ['1 and true', '!TypeError'],
      ['null or true', '!TypeError'],
      ['not "x"', '!TypeError'],
    ],
  },
  {
    page: silent,
    rule: 'and, or, if and default evaluate every operand',
    cases: [
      ['false and 1 / 0 > 1', '!ZeroDivisionError'],
      ['true or 1 / 0 > 1', '!ZeroDivisionError'],
      ['if(true, 1, 1 / 0)', '!ZeroDivisionError'],
      ['default(1, 1 / 0)', '!ZeroDivisionError'],
    ],
  },
  {
    page: 'reference/syntax/datatypes',
    rule: 'literals: integers, doubles, strings, booleans in three forms, null, lists',
    cases: [
      ['[1, 2.5, "x", true, True, FALSE, null, [], [[1]]]', [1, 2.5, 'x', true, true, false, null, [], [[1]]]],
      ['9223372036854775807 > 0', true],
      ['9223372036854775808', 'refused: out of range'],
      ['"ä€😀"', 'ä€😀'],
      ['"line\nline"', 'line\nline'],
    ],
  },
  {
    page: 'reference/syntax/expressions',
    rule: 'strings stand in double quotes',
    cases: [
      ["'x'", 'refused: double quotes'],
      ['"x', 'refused: has no end'],
    ],
  },
  {
    page: silent,
    rule: 'escapes: \\" \\\\ \\n \\t \\r and no others',
    cases: [
      [String.raw`"a\"b\\c\nd\te\rf"`, 'a"b\\c\nd\te\rf'],
      [String.raw`"\u0041"`, 'refused: escape'],
      [String.raw`"\/"`, 'refused: escape'],
    ],
  },
  {
    page: silent,
    rule: 'map literals, exponents, bare points and strange characters are refused',
    cases: [
      ['{"a": 1}', "refused: map can't be written"],
      ['1e3', 'refused: malformed number'],
      ['1.', 'refused: malformed number'],
      ['.5', 'refused: unexpected'],
      ['1 ? 2', 'refused: unexpected character'],
      ['1 2', 'refused: unexpected'],
      ['(1', 'refused: expected'],
      ['', 'refused: unexpected the end'],
      ['"a"("b")', 'refused: only a function'],
    ],
  },
  {
    page: 'reference/syntax/datatypes',
    rule: 'integers and doubles are different types',
    cases: [
      ['get_type(1)', 'integer'],
      ['get_type(1.0)', 'double'],
      ['get_type(1 + 1.0)', 'double'],
      ['get_type(4 / 2)', 'double'],
      ['get_type(4 // 2)', 'integer'],
      ['get_type(4.0 // 2)', 'double'],
      [
        '[get_type("a"), get_type(true), get_type(null), get_type([]), get_type(text.encode("a"))]',
        ['string', 'boolean', 'null', 'list', 'bytes'],
      ],
    ],
  },
  {
    page: 'reference/syntax/expressions',
    rule: '/ is float division, // floors, % is the remainder of integers',
    cases: [
      ['7 / 2', 3.5],
      ['7 // 2', 3],
      ['-7 // 2', -4],
      ['7.5 // 2', 3],
      ['7 % 3', 1],
      ['7.0 % 3', '!TypeError'],
      ['1 / 0', '!ZeroDivisionError'],
      ['1 // 0', '!ZeroDivisionError'],
      ['1 % 0', '!ZeroDivisionError'],
      ['1.0 / 0.0', '!ZeroDivisionError'],
    ],
  },
  {
    page: silent,
    rule: 'an integer that leaves 64 bits raises ValueError',
    cases: [
      ['9223372036854775807 + 1', '!ValueError'],
      ['4611686018427387904 * 2', '!ValueError'],
      ['-9223372036854775807 - 2', '!ValueError'],
    ],
  },
  {
    page: 'reference/syntax/datatypes',
    rule: '+ joins text with strings, integers, doubles and booleans, and adds numbers',
    cases: [
      ['"a" + "b"', 'ab'],
      ['"a" + 1', 'a1'],
      ['1.5 + "a"', '1.5a'],
      ['"a" + true', 'atrue'],
      ['true + 1', '!TypeError'],
      ['true + true', '!TypeError'],
      ['"a" + null', '!TypeError'],
      ['"a" + [1]', '!TypeError'],
      ['[1] + [2]', '!TypeError'],
      ['"a" - 1', '!TypeError'],
      ['-"a"', '!TypeError'],
    ],
  },
  {
    page: silent,
    rule: 'a whole double as text keeps its .0',
    cases: [
      ['string(2.0)', '2.0'],
      ['"a" + 4 / 2', 'a2.0'],
      ['json.encode_to_string([2.0, 2])', '[2.0,2]'],
    ],
  },
  {
    page: silent,
    rule: 'order is for numbers: strings and others raise TypeError',
    cases: [
      ['[1 < 2, 2.5 >= 2, 3 <= 3.0, 1 > 2]', [true, true, true, false]],
      ['"a" < "b"', '!TypeError'],
      ['1 < "b"', '!TypeError'],
      ['null < 1', '!TypeError'],
    ],
  },
  {
    page: 'reference/syntax/datatypes',
    rule: 'anything compares with null; an integer equals the double of its value',
    cases: [
      [
        '[null == null, 1 == null, [] != null, 1 == 1.0, 0.5 == 1, "a" == "a", true != false]',
        [true, false, true, true, false, true, true],
      ],
    ],
  },
  {
    page: silent,
    rule: 'equality of two other types, of lists and of maps raises TypeError',
    cases: [
      ['1 == "1"', '!TypeError'],
      ['true != 1', '!TypeError'],
      ['[1] == [1]', '!TypeError'],
      ['text.encode("a") == text.encode("a")', '!TypeError'],
    ],
  },
  {
    page: 'reference/syntax/lists',
    rule: 'in finds members of a list and keys of a map',
    cases: [
      ['[2 in [1, 2], "x" in ["y"], null in [null]]', [true, false, true]],
      ['"a" in json.decode("{\\"a\\": null}")', true],
      ['1 in null', '!TypeError'],
      ['"a" in "abc"', '!TypeError'],
    ],
  },
  {
    page: silent,
    rule: "an integer is no member of a list of doubles; lists aren't looked for; a key is a string",
    cases: [
      ['1 in [1.0]', false],
      ['[1] in [[1]]', '!TypeError'],
      ['1 in json.decode("{}")', '!TypeError'],
    ],
  },
  {
    page: 'reference/syntax/error-types',
    rule: 'a missing key raises KeyError, an index outside IndexError, another kind of index or container TypeError',
    cases: [
      ['json.decode("{\\"a\\": {\\"b\\": [7]}}").a.b[0]', 7],
      ['json.decode("{\\"a b\\": 1}")["a b"]', 1],
      ['json.decode("{}").a', '!KeyError'],
      ['json.decode("{}")["a"]', '!KeyError'],
      ['[1][1]', '!IndexError'],
      ['[1][0.0]', '!TypeError'],
      ['[1]["a"]', '!TypeError'],
      ['json.decode("{}")[1]', '!TypeError'],
      ['"abc"[0]', '!TypeError'],
      ['default(null, null).a', '!TypeError'],
      ['default(null, 1).a', '!TypeError'],
    ],
  },
  {
    page: silent,
    rule: 'a negative index raises IndexError',
    cases: [['[1, 2][-1]', '!IndexError']],
  },
];

describe('rules of the simulator: expressions', () => {
  for (const { page, rule, cases } of rows) {
    it(`${rule} (${page})`, async () => {
      for (const [expression, value] of cases) await verify(expression, value);
    });
  }

  it("the message for a right side of 'in' that is neither list nor map is Google's (access-execution-results)", async () => {
    const { execution } = await run(returning('1 in default(null, null)'));
    assert.deepEqual(execution.status === 'failed' && execution.error, {
      name: 'ExpressionError',
      message: "The argument of 'in' must be a dict or an array; got: null",
      details: null,
    });
  });

  it('an expression is the whole of its scalar; the line end of a block scalar is no part of it (reference/syntax/expressions)', async () => {
    assert.equal(await output('- a:\n    return: >\n      ${1 +\n      1}\n'), 2);
    const messages = (text: string) => validate(`- a: {return: ${JSON.stringify(text)}}`).map(problem => problem.message);
    for (const text of ['a ${1}', '${1} b', ' ${1}', 'x ${', '${1'])
      assert.match(messages(text)[0] ?? '', /must be the whole/, text);
    assert.deepEqual(messages('$5 and {braces} and }'), []);
    assert.equal(await output(returning('"$" + "{x}"')), '${x}');
  });

  it('subworkflows are called in expressions by position, nested and in any place (reference/syntax/expressions)', async () => {
    const source = `
main:
  steps:
    - a: {assign: [{m: {k: "\${add(1, add(2, 3))}"}}, {l: [0, 0]}, {"l[add(0, 1)]": "\${add(m.k, 1)}"}]}
    - s: {switch: [{condition: "\${add(1, 1) == 3}", return: wrong}, {condition: "\${add(1, 1) == 2}", next: r}]}
    - w: {return: wrong}
    - r: {return: "\${[m.k, l[1], if(add(1, 0) == 1, \\"yes\\", \\"no\\")]}"}
add: {params: [x, y], steps: [{wait: {call: sys.sleep, args: {seconds: 1}}}, {r: {return: "\${x + y}"}}]}
`;
    const { execution, elapsed } = await run(source);
    assert.deepEqual(execution.status === 'succeeded' && execution.output, [6, 7, 'yes']);
    assert.equal(elapsed, 7);
  });

  it('a whole number from outside is an integer, any other a double (reference/syntax/datatypes)', async () => {
    const source = 'main: {params: [x], steps: [{r: {return: "${[get_type(x[0]), get_type(x[1]), get_type(x[2])]}"}}]}';
    assert.deepEqual(await output(source, { input: [1, 1.5, 1e21] }), ['integer', 'double', 'double']);
  });
});

async function verify(expression: string, value: Json): Promise<void> {
  const source = returning(expression);
  const problems = validate(source);
  if (typeof value === 'string' && value.startsWith('refused: ')) {
    assert.ok(problems[0]?.message.includes(value.slice(9)), `${expression}: ${problems[0]?.message}`);
    return;
  }
  assert.deepEqual(problems, [], expression);
  const { execution, events } = await run(source);
  if (typeof value === 'string' && value.startsWith('!')) {
    assert.equal(execution.status, 'failed', expression);
    const failure = events.find(event => event.type === 'executionFailed')?.value as { payload: { tags: Json } };
    assert.deepEqual(failure.payload.tags, [value.slice(1)], expression);
  } else assert.deepEqual(execution.status === 'succeeded' ? execution.output : execution.error, value, expression);
}
