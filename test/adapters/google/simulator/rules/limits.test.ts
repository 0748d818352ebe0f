import assert from 'node:assert/strict';
import { validate } from '../../../../../adapters/google/simulator/validate/validate';
import { json, returning, run } from '../harness';

function messages(source: string): string[] {
  return validate(source).map(problem => problem.message);
}

const fatal = `
- i: {assign: [{s: aaaaaaaaaaaaaaaa}]}
- t:
    try: {steps: [{l: {for: {value: v, range: [1, 20], steps: [{d: {assign: [{s: "\${s + s}"}]}}]}}}]}
    except: {as: e, steps: [{r: {return: caught}}]}
`;

describe('rules of the simulator: limits (quotas)', () => {
  it('a source of 131,072 bytes', () => {
    const source = (bytes: number): string => '- a: {return: 1}\n'.padEnd(bytes, '#');
    assert.deepEqual(messages(source(131_072)), []);
    assert.match(messages(source(131_073))[0] ?? '', /131073 bytes long/);
  });

  it('an expression of 400 characters, delimiters included', () => {
    assert.deepEqual(messages(returning(`"${'x'.repeat(395)}"`)), []);
    assert.match(messages(returning(`"${'x'.repeat(396)}"`))[0] ?? '', /401 characters long/);
  });

  it('50 assignments in a step', () => {
    const source = (count: number): string =>
      `- a: {assign: [${Array.from({ length: count }, (_, i) => `{x${i}: 1}`).join(', ')}]}`;
    assert.deepEqual(messages(source(50)), []);
    assert.match(messages(source(51))[0] ?? '', /51 assignments/);
  });

  it('50 conditions in a switch', () => {
    const source = (count: number): string => `- a: {switch: [${Array(count).fill('{condition: true, next: end}').join(', ')}]}`;
    assert.deepEqual(messages(source(50)), []);
    assert.match(messages(source(51))[0] ?? '', /51 conditions/);
  });

  it('10 branches', () => {
    const source = (count: number): string => {
      const branches = Array.from({ length: count }, (_, i) => `{b${i}: {steps: [{s${i}: {assign: [{x: 1}]}}]}}`);
      return `- p: {parallel: {branches: [${branches.join(', ')}]}}`;
    };
    assert.deepEqual(messages(source(10)), []);
    assert.match(messages(source(11))[0] ?? '', /2 to 10 branches/);
  });

  it('an HTTP timeout of 1800 seconds, where it is literal', () => {
    const source = (timeout: string): string => `- a: {call: http.get, args: {url: "https://x.y", timeout: ${timeout}}}`;
    assert.deepEqual(messages(source('1800')), []);
    for (const timeout of ['1801', '0', '-1', 'soon'])
      assert.match(messages(source(timeout))[0] ?? '', /timeout must be/, timeout);
  });

  it('100,000 executed steps, which nothing catches', async () => {
    const { execution } = await run('- a: {try: {steps: [{b: {next: b}}]}, except: {as: e, steps: [{c: {return: caught}}]}}');
    assert.equal(execution.status === 'failed' && execution.error.name, 'ResourceLimitError');
    assert.equal(execution.billed['internal'], 100_001);
  });

  it('a range far longer than that ends there too, and a break ends it before', async () => {
    const loop = (body: string): string => `- l: {for: {value: v, range: [1, 1000000000000], steps: [{a: ${body}}]}}`;
    assert.equal((await run(loop('{assign: [{x: 1}]}'))).execution.status, 'failed');
    assert.equal((await run(loop('{next: break}'))).execution.status, 'succeeded');
  });

  it('a value of 30,000 levels, which is told and breaks nothing', async () => {
    const source =
      '- i: {assign: [{x: 1}]}\n- l: {for: {value: v, range: [1, 30000], steps: [{a: {assign: [{x: ["${x}"]}]}}]}}\n- r: {return: "${x}"}';
    const { execution } = await run(source);
    assert.equal(execution.status === 'failed' && execution.error.name, 'ResourceLimitError');
  });

  it('strings of 256 KB and memory of 512 KB, which nothing catches', async () => {
    const { execution } = await run(fatal);
    assert.deepEqual(execution.status === 'failed' && execution.error.name, 'ResourceLimitError');
    const list = fatal.replace('s: aaaaaaaaaaaaaaaa', 's: [1, 2]').replace('s + s', 'list.concat(s, s)');
    const grown = await run(list);
    assert.match(grown.execution.status === 'failed' ? grown.execution.error.message : '', /memory usage limit/);
  });

  it('memory of variables that are gone is free again', async () => {
    const source = `
main:
  steps:
    - i: {assign: [{s: "${'x'.repeat(1000)}"}]}
    - l: {for: {value: v, range: [1, 300], steps: [{d: {call: f, args: {x: "\${s + s}"}, result: y}}, {e: {assign: [{z: "\${y + s}"}]}}]}}
f: {params: [x], steps: [{a: {assign: [{q: "\${x}"}]}}, {r: {return: "\${q}"}}]}
`;
    assert.equal((await run(source)).execution.status, 'succeeded');
  });

  it('an argument of 32 KB', async () => {
    const { execution } = await run(returning('1'), { input: 'x'.repeat(32 * 1024) });
    assert.deepEqual(execution.status === 'failed' && execution.error.name, 'ResourceLimitError');
  });

  it('an HTTP response of 2 MB, of which a variable holds less', async () => {
    const source = '- a: {call: http.get, args: {url: "https://x.y"}}\n- b: {return: ok}';
    const answer = (bytes: number) => ({ http: () => json(200, 'x'.repeat(bytes)) });
    assert.equal((await run(source, answer(2_000_000))).execution.status, 'succeeded');
    assert.equal((await run(source, answer(2_100_000))).execution.status, 'failed');
    const kept = source.replace('}}', '}, result: r}').replace('return: ok', 'return: "${r.code}"');
    assert.equal((await run(kept, answer(600_000))).execution.status, 'failed');
  });

  it('sleeps of a year', async () => {
    const sleep = (seconds: string): string => `- a: {call: sys.sleep, args: {seconds: ${seconds}}}`;
    const { elapsed } = await run(sleep('31536000'));
    assert.equal(elapsed, 31_536_000);
    assert.equal((await run(sleep('31536001'))).execution.status, 'failed');
    assert.equal((await run(sleep('-1'))).execution.status, 'failed');
  });
});
