import assert from 'node:assert/strict';
import type { Json } from '../../../../../src/language/json';
import { pureFunctions } from '../../../../../adapters/google/simulator/stdlib/library';
import { validate } from '../../../../../adapters/google/simulator/validate/validate';
import { output, returning, run } from '../harness';

/** Expressions with their values; a string that begins with `!` is the tag of the error. Pages below reference/stdlib/. */
const functions: Readonly<Record<string, readonly (readonly [expression: string, value: Json])[]>> = {
  'expression-helpers: double': [
    ['get_type(double(2))', 'double'],
    ['double("2.7")', 2.7],
    ['double("x")', '!ValueError'],
    ['double(2.0)', '!TypeError'],
    ['double(true)', '!TypeError'],
  ],
  'expression-helpers: int': [
    ['int(2.7)', 2],
    ['int(-2.7)', -2],
    ['int("12")', 12],
    ['int("1.5")', '!ValueError'],
    ['int(" 1")', '!ValueError'],
    ['int(2)', '!TypeError'],
    ['int(99999999999999999999.0)', '!ValueError'],
  ],
  'expression-helpers: string': [
    ['string(1.7)', '1.7'],
    ['string(12)', '12'],
    ['string(true)', 'true'],
    ['string("a")', '!TypeError'],
    ['string(null)', '!TypeError'],
    ['string([1])', '!TypeError'],
  ],
  'expression-helpers: keys, in no order to rely on': [
    ['keys(json.decode("{\\"a\\": 1, \\"c\\": 1, \\"b\\": 1}"))', ['c', 'b', 'a']],
    ['keys([1])', '!TypeError'],
  ],
  'expression-helpers: len counts characters, elements, entries': [
    ['[len("a😀"), len([1, 2, 3]), len(json.decode("{\\"a\\": 1}"))]', [2, 3, 1]],
    ['len(1)', '!TypeError'],
    ['len(null)', '!TypeError'],
  ],
  'expression-helpers: default and if': [
    ['[default(null, 1), default(false, 1), default("", 1)]', [1, false, '']],
    ['[if(true, 1, 2), if(false, 1, 2), if(null, 1, 2)]', [1, 2, 2]],
    ['if("x", 1, 2)', '!TypeError'],
  ],
  'expression-helpers: get_type': [['[get_type(1), get_type(json.decode("{}"))]', ['integer', 'map']]],
  'base64: encode and decode': [
    ['base64.encode(text.encode("Hello"))', 'SGVsbG8='],
    ['base64.encode(text.encode("Hello"), false)', 'SGVsbG8'],
    ['text.decode(base64.decode("SGVsbG8="))', 'Hello'],
    ['text.decode(base64.decode("SGVsbG8", false))', 'Hello'],
    ['text.decode(base64.decode("SGVs\nbG8="))', 'Hello'],
    ['base64.decode("SGVsbG8")', '!ValueError'],
    ['base64.decode("SGVsbG8=", false)', '!ValueError'],
    ['base64.decode("*")', '!ValueError'],
    ['base64.encode("text")', '!TypeError'],
  ],
  'hash: compute_checksum and compute_hmac': [
    [
      'base64.encode(hash.compute_checksum(text.encode("Hello World"), "SHA256"))',
      'pZGm1Av0IEBKARczz7exkNYsZb8LzaMrV7J32a2fFG4=',
    ],
    ['base64.encode(hash.compute_checksum(text.encode(""), "MD5"))', '1B2M2Y8AsgTpgAmY7PhCfg=='],
    ['len(base64.encode(hash.compute_hmac(text.encode("k"), text.encode("d"), "SHA1")))', 28],
    ['hash.compute_checksum(text.encode(""), "CRC32")', '!ValueError'],
    ['hash.compute_checksum("text", "MD5")', '!TypeError'],
  ],
  'json: decode keeps integers and doubles apart': [
    ['json.decode("{\\"a\\": [1, 2.5, null, true, \\"x\\"]}")', { a: [1, 2.5, null, true, 'x'] }],
    [
      '[get_type(json.decode("[2.0]")[0]), get_type(json.decode("[2]")[0]), get_type(json.decode("[1e2]")[0])]',
      ['double', 'integer', 'double'],
    ],
    ['json.decode(text.encode("[]"))', []],
    ['json.decode("[9007199254740993]")[0] == 9007199254740993', true],
    ['json.decode("{\\"a\\" : {\\"b\\" : [ 1.5 , \\"}\\\\\\"\\" ] } }")', { a: { b: [1.5, '}"'] } }],
    ['json.decode("{")', '!ValueError'],
    ['json.decode(1)', '!TypeError'],
  ],
  'json: encode_to_string, keys sorted': [
    ['json.encode_to_string(json.decode("{\\"b\\": [1, \\"x\\"], \\"a\\": null}"))', '{"a":null,"b":[1,"x"]}'],
    ['json.encode_to_string([1], true)', '[\n    1\n]'],
    [
      'json.encode_to_string(json.decode("{\\"a\\": [], \\"b\\": [1]}"), json.decode("{\\"prefix\\": \\">\\", \\"indent\\": \\" \\"}"))',
      '{\n> "a": [],\n> "b": [\n>  1\n> ]\n>}',
    ],
    ['json.encode_to_string([1], 3)', '!TypeError'],
    ['json.encode_to_string(text.encode("a"))', '!ValueError'],
    ['text.decode(json.encode([1]))', '[1]'],
  ],
  'list: concat and prepend take one value': [
    ['list.concat([1], [2])', [1, [2]]],
    ['list.prepend([1], 0)', [0, 1]],
    ['list.concat(null, 1)', '!TypeError'],
  ],
  'map: get gives null for what is absent and for what is no map': [
    ['map.get(json.decode("{\\"a\\": {\\"b\\": 1}}"), ["a", "b"])', 1],
    ['map.get(json.decode("{\\"a\\": 1}"), "a")', 1],
    ['map.get(json.decode("{\\"a\\": 1}"), ["a", "b"])', null],
    ['map.get(null, "a")', null],
    ['map.get("text", ["a"])', null],
    ['map.get(json.decode("{}"), "constructor")', null],
    ['map.get(json.decode("{}"), 1)', '!TypeError'],
    ['map.get(json.decode("{}"), ["a", 1])', '!TypeError'],
  ],
  'map: delete, merge and merge_nested make new maps': [
    ['map.delete(json.decode("{\\"a\\": 1, \\"b\\": 2}"), "a")', { b: 2 }],
    ['map.delete(json.decode("{}"), "a")', {}],
    ['map.delete(json.decode("{}"), 1)', '!TypeError'],
    [
      'map.merge(json.decode("{\\"a\\": 1, \\"b\\": {\\"x\\": 1}}"), json.decode("{\\"b\\": {\\"y\\": 2}}"))',
      { a: 1, b: { y: 2 } },
    ],
    [
      'map.merge_nested(json.decode("{\\"a\\": 1, \\"b\\": {\\"x\\": 1}}"), json.decode("{\\"b\\": {\\"y\\": 2}}"))',
      { a: 1, b: { x: 1, y: 2 } },
    ],
    ['map.merge(null, null)', '!TypeError'],
  ],
  'math: abs, max and min': [
    ['[math.abs(-3), math.abs(2.5), math.max(1, 2.5), math.min(1, 2.5)]', [3, 2.5, 2.5, 1]],
    ['math.abs("1")', '!TypeError'],
  ],
  'sys: get_env': [
    ['sys.get_env("GOOGLE_CLOUD_PROJECT_ID") + sys.get_env("GOOGLE_CLOUD_LOCATION")', 'projectus-central1'],
    ['sys.get_env("GOOGLE_CLOUD_WORKFLOW_EXECUTION_ID")', 'e1'],
    ['sys.get_env("GOOGLE_CLOUD_WORKFLOW_ID")', 'tested'],
    ['sys.get_env("NOPE", "default")', 'default'],
    ['sys.get_env("NOPE")', '!KeyError'],
    ['sys.get_env(1)', '!TypeError'],
    ['sys.get_env("PATH", "not the machine\'s")', "not the machine's"],
  ],
  'sys: now gives double seconds of the clock': [
    ['sys.now()', Date.UTC(2026, 10, 20, 9) / 1000],
    ['get_type(sys.now())', 'double'],
  ],
  'text: encode and decode': [
    ['text.decode(text.encode("ä€"))', 'ä€'],
    ['text.decode(text.encode("ä", "ISO-8859-1"), "iso-8859-1")', 'ä'],
    ['text.decode(text.encode("ä", "ISO-8859-1"))', '!ValueError'],
    ['text.encode("€", "ISO-8859-1")', '!ValueError'],
    ['text.encode("a", "EBCDIC")', '!ValueError'],
    ['text.decode("a")', '!TypeError'],
  ],
  'text: find_all gives indexes over code points, not overlapping': [
    ['text.find_all("00000", "00")', [0, 2]],
    ['text.find_all("Hello World", "l")', [2, 3, 9]],
    ['text.find_all("😀a.a", "a")', [1, 3]],
    ['text.find_all("a", "b")', []],
    ['text.find_all("a", "")', '!ValueError'],
    ['text.find_all(1, "a")', '!TypeError'],
  ],
  'text: find_all_regex, the leftmost and longest': [
    [
      'text.find_all_regex("HelloWorld", "Hello|World")',
      [
        { index: 0, match: 'Hello' },
        { index: 5, match: 'World' },
      ],
    ],
    [
      'text.find_all_regex("abab", "a|ab")',
      [
        { index: 0, match: 'ab' },
        { index: 2, match: 'ab' },
      ],
    ],
    ['text.find_all_regex("xabab", "x(a|ab)*")', [{ index: 0, match: 'xabab' }]],
    [
      'text.find_all_regex("😀😀b", "(?:😀|😀😀|b)")',
      [
        { index: 0, match: '😀😀' },
        { index: 2, match: 'b' },
      ],
    ],
    ['text.find_all_regex("a|b", "[|]|\\\\|b")', [{ index: 1, match: '|b' }]],
    ['text.find_all_regex("aaa", "a+?")', [{ index: 0, match: 'aaa' }]],
    [
      'text.find_all_regex("😀1 22", "[0-9]+")',
      [
        { index: 1, match: '1' },
        { index: 3, match: '22' },
      ],
    ],
  ],
  'text: match_regex finds a match anywhere, in the syntax of RE2': [
    ['text.match_regex("abc", "b")', true],
    ['text.match_regex("abc", "^b$")', false],
    ['text.match_regex("a\nb", "a.b")', false],
    ['text.match_regex("a\nb", "(?s)a.b")', true],
    ['text.match_regex("x\ny", "(?m)^y$")', true],
    ['text.match_regex("ABC", "(?i)abc")', true],
    ['text.match_regex("a1_", "^[[:alpha:]][[:digit:]]\\\\w$")', true],
    ['text.match_regex("\u00a0", "\\\\s")', false],
    ['text.match_regex("Ä", "\\\\p{Lu}")', true],
    ['text.match_regex("a-b", "a\\\\-b")', true],
    ['text.match_regex("ab", "(?P<x>a)b")', true],
    ['text.match_regex("a", "(?=a)")', '!ValueError'],
    ['text.match_regex("aa", "(a)\\\\1")', '!ValueError'],
    ['text.match_regex("a", "[")', '!ValueError'],
    ['text.match_regex("a", "[[:nope:]]")', '!ValueError'],
  ],
  'text: replace_all and replace_all_regex': [
    ['text.replace_all("a.b.c", ".", "$&")', 'a$&b$&c'],
    ['text.replace_all_regex("a1b22", "[0-9]+", "-")', 'a-b-'],
    ['text.replace_all_regex(" x ", "^[[:space:]]+|[[:space:]]+$", "")', 'x'],
    ['text.replace_all_regex("one two", "one|two", "three")', 'three three'],
    ['text.replace_all_regex("abab", "a|ab", "$1")', '$1$1'],
    ['text.replace_all_regex("a😀", "", "-")', '-a-😀-'],
    ['text.replace_all_regex("baac", "a*", "-")', '-b-c-'],
    ['text.replace_all_regex("a", "(a)", "\\\\1")', '!ValueError'],
    ['text.replace_all("Hello World", "Hello", "Goodbye")', 'Goodbye World'],
    ['text.replace_all("a😀", "", "-")', '-a-😀-'],
  ],
  'text: split and substring': [
    ['text.split("a-b--c", "-")', ['a', 'b', '', 'c']],
    ['text.split("abc", "")', '!ValueError'],
    ['text.substring("a😀cd", 1, 3)', '😀c'],
    ['text.substring("abc", 3, 3)', ''],
    ['text.substring("abc", 0, 4)', '!IndexError'],
    ['text.substring("abc", 2, 1)', '!IndexError'],
    ['text.substring("abc", -1, 1)', '!IndexError'],
    ['text.substring("abc", 0.0, 1)', '!TypeError'],
  ],
  'text: cases and URL encoding': [
    ['text.to_upper("aß") + text.to_lower("ÄB")', 'ASSäb'],
    ['text.url_encode("a b/ä!*~")', 'a%20b%2F%C3%A4%21%2A~'],
    ['text.url_encode_plus("a b+")', 'a+b%2B'],
    ['text.url_decode("a%20b%C3%A4+")', 'a bä '],
    ['text.url_decode("a%2Fb%2Fc%3Fitem%3Dd%2Be")', 'a/b/c?item=d+e'],
    ['text.url_decode("%")', '!ValueError'],
  ],
  'time: format in ISO 8601 with microseconds': [
    ['time.format(1720788633,"GMT")', '2024-07-12T12:50:33.000000Z'],
    ['time.format(1720788633)', '2024-07-12T12:50:33.000000Z'],
    ['time.format(1720788633, "")', '2024-07-12T12:50:33.000000Z'],
    ['time.format(1720788633,"Europe/Paris")', '2024-07-12T14:50:33.000000+02:00'],
    ['time.format(1720788633,"America/St_Johns")', '2024-07-12T10:20:33.000000-02:30'],
    ['time.format(1704903354.615087)', '2024-01-10T16:15:54.615087Z'],
    ['time.format(sys.now())', '2026-11-20T09:00:00.000000Z'],
    ['time.format(0, "Mars/Olympus")', '!ValueError'],
    ['time.format("0")', '!TypeError'],
  ],
  'time: parse': [
    ['time.parse("2024-07-12T12:50:33Z")', 1720788633],
    ['time.parse("2024-05-08T12:01:00.000000Z")', 1715169660],
    ['time.parse("2024-05-08T12:01:00.0000001Z")', '!ValueError'],
    ['time.parse("2024-07-12T14:50:33.500+02:00")', 1720788633.5],
    ['time.parse("2024-07-12")', '!ValueError'],
    ['time.parse("2024-13-12T14:50:33Z")', '!ValueError'],
  ],
  'uuid: generate asks the world': [['uuid.generate()', '00000000-0000-4000-8000-000000000000']],
  'http and retry: predicates and policies are values': [
    ['http.default_retry.max_retries', 5],
    ['http.default_retry_predicate(json.decode("{\\"tags\\": [\\"HttpError\\"], \\"code\\": 502}"))', true],
    ['http.default_retry_predicate(json.decode("{\\"tags\\": [\\"HttpError\\"], \\"code\\": 500}"))', false],
    ['http.default_retry_predicate(json.decode("{\\"tags\\": [\\"TimeoutError\\", \\"OSError\\"]}"))', true],
    ['http.default_retry_predicate("text")', false],
    ['http.default_retry_predicate_non_idempotent(json.decode("{\\"tags\\": [\\"HttpError\\"], \\"code\\": 502}"))', false],
    ['http.default_retry_predicate_non_idempotent(json.decode("{\\"tags\\": [\\"HttpError\\"], \\"code\\": 429}"))', true],
    ['http.default_retry_predicate_non_idempotent(json.decode("{\\"tags\\": [\\"ConnectionError\\"]}"))', false],
    ['http.default_retry_predicate_non_idempotent(json.decode("{\\"tags\\": [\\"ConnectionFailedError\\"]}"))', true],
    ['[retry.always("x"), retry.never("x")]', [true, false]],
    ['retry.default_backoff.max_delay', 60],
  ],
};

describe('rules of the simulator: the standard library', () => {
  it('has a line here for every function', () => {
    const shown = Object.values(functions).flatMap(cases => cases.map(([expression]) => expression));
    const missing = [...pureFunctions.keys()].filter(name => !shown.some(text => text.includes(`${name}(`)));
    assert.deepEqual(missing, []);
  });

  for (const [title, cases] of Object.entries(functions)) {
    it(title, async () => {
      for (const [expression, value] of cases) await verify(expression, value);
    });
  }

  it("functions that Google doesn't have aren't there", () => {
    for (const name of ['math.floor(1.5)', 'list.filter([1])', 'text.trim("a")', 'type(1)', 'bool(1)', 'text.join([1], "")']) {
      assert.match(validate(returning(name))[0]?.message ?? '', /not found/, name);
    }
  });

  it('bytes and functions are no output (reference/syntax/datatypes#bytes)', async () => {
    for (const expression of ['text.encode("a")', '[text.encode("a")]', 'http.default_retry', 'retry.always']) {
      await verify(expression, '!ValueError');
    }
  });

  it("a user's environment variables are read by name, and checked at deployment (use-environment-variables)", async () => {
    assert.equal(await output(returning('sys.get_env("FN_URL")'), { env: { FN_URL: 'https://f' } }), 'https://f');
    await assert.rejects(run(returning('1'), { env: { GOOGLE_X: '1' } }), /'GOOGLE_X' is no name/);
    await assert.rejects(run(returning('1'), { env: { WORKFLOWS_X: '1' } }), /'WORKFLOWS_X' is no name/);
    await assert.rejects(run(returning('1'), { env: { BIG: 'x'.repeat(4097) } }), /longer than 4 KiB/);
  });
});

async function verify(expression: string, value: Json): Promise<void> {
  const { execution, events } = await run(returning(expression));
  if (typeof value === 'string' && value.startsWith('!')) {
    assert.equal(execution.status, 'failed', expression);
    const failure = events.find(event => event.type === 'executionFailed')?.value as { payload: { tags: Json } };
    assert.deepEqual(failure.payload.tags, [value.slice(1)], expression);
  } else assert.deepEqual(execution.status === 'succeeded' ? execution.output : execution.error, value, expression);
}
