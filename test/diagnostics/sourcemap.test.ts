import assert from 'node:assert/strict';
import type { Place } from '../../src/diagnostics/diagnostic';
import { createSourceMap } from '../../src/diagnostics/sourcemap';

/** The text that a place covers, with its line and column: `3:9 chargeCrad`. */
function shown(files: Record<string, string>, place: Place, main = 'serverless.yml'): string | undefined {
  const map = createSourceMap(main, file => files[file]);
  const location = map.locate(place);
  if (!location) return undefined;
  const { file, line, column, endColumn } = location;
  const text = map.line(file, line)!.slice(column - 1, endColumn - 1);
  return `${file === main ? '' : `${file}:`}${line}:${column} ${text}`;
}

const inMain = (text: string, place: Place): string | undefined => shown({ 'serverless.yml': text }, place);

describe('source map', () => {
  it('finds a value, a key, and an item of a list', () => {
    const text = 'a:\n  list:\n    - one: 1\n    - two: {x: y}\n';
    assert.equal(inMain(text, { path: ['a', 'list', 1, 'two', 'x'] }), '4:16 y');
    assert.equal(inMain(text, { path: ['a', 'list', 1, 'two'], key: true }), '4:7 two');
    assert.equal(inMain(text, { path: ['a', 'list', 0] }), '3:7 one: 1');
  });

  it('shows a value over several lines by its key, and a value that is absent too', () => {
    const text = 'a:\n  b:\n    c: 1\n    d: 2\n  empty:\n';
    assert.equal(inMain(text, { path: ['a', 'b'] }), '2:3 b');
    assert.equal(inMain(text, { path: ['a', 'empty'] }), '5:3 empty');
  });

  it('falls back to the nearest ancestor, without its focus', () => {
    const text = 'a:\n  b: some text\n';
    assert.equal(inMain(text, { path: ['a', 'missing', 'x'] }), '1:1 a');
    assert.equal(inMain(text, { path: ['a', 'b', 'x'], focus: { start: 5, end: 9 } }), '2:6 some text');
    assert.equal(inMain(text, { path: [] }), '1:1 a:');
  });

  it('finds keys that are numbers or booleans', () => {
    assert.equal(inMain('a:\n  404: x\n  true: y\n', { path: ['a', '404'] }), '2:8 x');
    assert.equal(inMain('a:\n  404: x\n  true: y\n', { path: ['a', 'true'] }), '3:9 y');
  });

  it('goes through aliases and merge keys, where an own key wins', () => {
    const text = 'base: &base\n  x: 1\n  y: 2\na:\n  <<: *base\n  y: 3\nb: *base\nc:\n  <<: [{ z: 0 }, *base]\n';
    assert.equal(inMain(text, { path: ['a', 'x'] }), '2:6 1');
    assert.equal(inMain(text, { path: ['a', 'y'] }), '6:6 3');
    assert.equal(inMain(text, { path: ['b', 'y'] }), '3:6 2');
    assert.equal(inMain(text, { path: ['b'] }), '7:4 *base');
    assert.equal(inMain(text, { path: ['c', 'x'] }), '2:6 1');
  });

  it('ends with a merge key that leads to its own map', () => {
    assert.equal(inMain('a: &a\n  <<: *a\n  b: 1\n', { path: ['a', 'c'] }), '1:1 a');
  });

  it('knows the short tags of CloudFormation as the framework reads them', () => {
    const text = 'r: !GetAtt [a, b]\ns: !Ref x\n';
    assert.equal(inMain(text, { path: ['r', 'Fn::GetAtt', 1] }), '1:16 b');
    assert.equal(inMain(text, { path: ['s', 'Ref'] }), '2:9 x');
  });

  it('covers the braces that nobody quoted', () => {
    assert.equal(inMain('v: {{ input.foo }}\n', { path: ['v'] }), '1:4 {{ input.foo }}');
  });

  describe('inside a string', () => {
    const focused = (yaml: string, word: string, value: string): string | undefined => {
      const start = value.indexOf(word);
      return inMain(yaml, { path: ['v'], focus: { start, end: start + word.length } });
    };

    it('plain', () => assert.equal(focused('v: a == bad\n', 'bad', 'a == bad'), '1:9 bad'));
    it('plain over lines', () => assert.equal(focused('v: a ==\n    bad\n', 'bad', 'a == bad'), '2:5 bad'));
    it('double quotes', () => assert.equal(focused('v: "{{ bad }}"\n', 'bad', '{{ bad }}'), '1:8 bad'));
    it('double quotes with escapes before it', () =>
      assert.equal(focused('v: "\\"\\u00e9\\n\\x41\\/ {{ bad }}"\n', 'bad', '"é\nA/ {{ bad }}'), '1:25 bad'));
    it('an escape itself', () => assert.equal(focused('v: "a\\u00e9b"\n', 'é', 'aéb'), '1:6 \\u00e9'));
    it('an escaped pair of surrogates', () => assert.equal(focused('v: "\\U0001F600 bad"\n', 'bad', '😀 bad'), '1:16 bad'));
    it('double quotes with an escaped line end', () =>
      assert.equal(focused('v: "{{ a \\\n   + bad }}"\n', 'bad', '{{ a + bad }}'), '2:6 bad'));
    it('single quotes with doubled ones', () =>
      assert.equal(focused("v: '{{ ''x'' == bad }}'\n", 'bad', "{{ 'x' == bad }}"), '1:17 bad'));
    it('quotes over lines and blank lines', () =>
      assert.equal(focused('v: "{{ a\n\n   + bad }}"\n', 'bad', '{{ a\n+ bad }}'), '3:6 bad'));
    it('a literal block', () => assert.equal(focused('v: |\n  {{ a\n    + bad }}\n', 'bad', '{{ a\n  + bad }}\n'), '3:7 bad'));
    it('a folded block', () => assert.equal(focused('v: >-\n  {{ a\n  + bad }}\n', 'bad', '{{ a + bad }}'), '3:5 bad'));
    it('windows line ends', () =>
      assert.equal(focused('v: |\r\n  {{ a\r\n  + bad }}\r\n', 'bad', '{{ a\n+ bad }}\n'), '3:5 bad'));
    it('a stretch over several lines ends with its first', () =>
      assert.equal(inMain('v: |\n  aa bb\n  cc\n', { path: ['v'], focus: { start: 3, end: 8 } }), '2:6 bb'));
    it('nothing behind the end', () => assert.equal(inMain('v: "a +"\n', { path: ['v'], focus: { start: 3, end: 3 } }), '1:8 "'));
    it('the whole string where the framework changed it before', () =>
      assert.equal(focused('v: "${self:custom.a} {{ bad }}"\n', 'bad', 'xx {{ bad }}'), '1:4 "${self:custom.a} {{ bad }}"'));
    it('the whole value of another type', () =>
      assert.equal(inMain('v: 12\n', { path: ['v'], focus: { start: 0, end: 1 } }), '1:4 12'));
  });

  describe("through the framework's variables", () => {
    const files = {
      'serverless.yml': [
        'custom: { shared: { x: 1 } }',
        'a: ${file(./flows.yml):flows.order}',
        'b: ${file(flows.yml):flows}',
        'c: ${self:custom.shared}',
        'd: ${file(flows.js):x}',
        'e: ${env:X}',
        'f: ${self:f}',
        'g: ${file(./flows.yml):gone, self:custom.shared}',
      ].join('\n'),
      'flows.yml': 'flows:\n  order:\n    call: bad\n  nested: ${self:custom.shared}\n',
    };
    const at = (...path: (string | number)[]): string | undefined => shown(files, { path });

    it('into a file, by its address', () => assert.equal(at('a', 'call'), 'flows.yml:3:11 bad'));
    it('and back', () => assert.equal(at('b', 'nested', 'x'), '1:24 1'));
    it('within the configuration', () => assert.equal(at('c', 'x'), '1:24 1'));
    it('stops at the variable itself when the path ends there', () =>
      assert.equal(at('a'), '2:4 ${file(./flows.yml):flows.order}'));
    it('stops where it would need code or the environment', () => {
      assert.equal(at('d', 'y'), '5:4 ${file(flows.js):x}');
      assert.equal(at('e', 'y'), '6:4 ${env:X}');
    });
    it('stops at a circle', () => assert.equal(at('f', 'y'), '7:4 ${self:f}'));
    it("stops at an address that isn't there", () =>
      assert.equal(at('g', 'x'), '8:4 ${file(./flows.yml):gone, self:custom.shared}'));
    it("leaves other files' texts alone", () =>
      assert.equal(
        shown({ ...files, 'x.cases.yml': 'a: ${self:custom}\n' }, { file: 'x.cases.yml', path: ['a', 'shared'] }),
        'x.cases.yml:1:4 ${self:custom}',
      ));
  });

  it('reads JSON', () => {
    assert.equal(shown({ 'serverless.json': '{\n  "a": {"b": 1}\n}' }, { path: ['a', 'b'] }, 'serverless.json'), '2:14 1');
  });

  it("has no place in TypeScript, in a file that isn't there and in an empty one", () => {
    assert.equal(shown({ 'serverless.ts': 'a: 1' }, { path: ['a'] }, 'serverless.ts'), undefined);
    assert.equal(shown({}, { path: ['a'] }), undefined);
    assert.equal(shown({ 'serverless.yml': '' }, { path: ['a'] }), undefined);
  });
});
