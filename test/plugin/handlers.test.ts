import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Project, ServiceFunction } from '../../src/adapter';
import type { FunctionAnswer } from '../../src/engine';
import { createFunctionHost, type FunctionHost } from '../../src/plugin/handlers';

const files: Record<string, string> = {
  'src/cjs.js': `
    exports.reserve = async input => ({ got: input });
    exports.plain = input => input.n + 1;
    exports.nothing = async () => {};
    exports.context = async (input, context) => ({
      name: context.functionName, id: context.awsRequestId, time: context.getRemainingTimeInMillis() > 0 });
    exports.nested = { deep: () => 'deep' };
    exports.text = 'not a function';
    exports.callback = (input, context, callback) => callback(null, 1);
    let count = 0;
    exports.count = () => ++count;
    exports.env = async input => {
      await new Promise(resolve => setTimeout(resolve, 20));
      return { shared: process.env.SHARED, own: process.env.OWN, fn: process.env.AWS_LAMBDA_FUNCTION_NAME };
    };
    exports.prints = () => { console.log('to stdout'); console.error('to stderr'); };
    exports.cwd = () => require('node:path').basename(__filename);
  `,
  'src/fails.js': `
    class CardDeclined extends Error { constructor() { super('no funds'); this.name = 'CardDeclined'; } }
    class Unnamed extends Error {}
    exports.named = async () => { throw new CardDeclined(); };
    exports.unnamed = () => { throw new Unnamed('oh'); };
    exports.type = () => null.x;
    exports.text = () => { throw 'just text'; };
    exports.map = () => { throw { name: 'Own', message: 'm' }; };
    exports.bigint = () => ({ n: 1n });
    exports.fn = () => ({ a: { f: () => 1 } });
    exports.nan = () => NaN;
    exports.circular = () => { const a = {}; a.a = a; return a; };
    exports.exit = () => process.exit(3);
    exports.hang = () => { for (;;); };
    exports.late = () => { setTimeout(() => { throw new Error('later'); }, 5); return new Promise(() => {}); };
  `,
  'src/broken.js': `throw new Error('at the top');`,
  'src/esm.mjs': `export const reserve = async input => ({ esm: input }); export default { other: () => 'default' };`,
  'src/typed.ts': `import { twice } from './helper';
    interface Input { n: number }
    export const double = async (input: Input): Promise<number> => twice(input.n);`,
  'src/awaits.mts': `const base: number = await Promise.resolve(5); export const run = (n: number): number => n + base;`,
  'src/helper.ts': `export function twice(n: number): number { return n * 2; }`,
  'src/with.dot.js': `exports.handler = () => 'dotted';`,
  'package.json': '{}',
};

describe('handlers', () => {
  let folder: string;
  let host: FunctionHost;
  let printed = '';

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'handlers-'));
    mkdirSync(path.join(folder, 'src'));
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  });
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => (printed = ''));
  afterEach(() => host.close());

  const open = (functions: Record<string, Partial<ServiceFunction>>): void => {
    const project: Project = {
      service: 'shop',
      stage: 'dev',
      region: 'eu-central-1',
      provider: 'aws',
      providerOptions: {},
      folder,
      functions: Object.entries(functions).map(([key, options]) => ({
        key,
        name: `shop-dev-${key}`,
        environment: {},
        options: {},
        ...options,
      })),
    };
    // The host's own tests run from a folder without tsx, so the project's stands for the framework's.
    host = createFunctionHost(project, { frameworkFolder: __dirname, onOutput: text => (printed += text) });
  };

  const call = (key: string, input: unknown = {}): Promise<FunctionAnswer> =>
    host.call({ function: key, input: input as never, executionId: 'e-1' });

  const one = (handler: string, input?: unknown, options: Partial<ServiceFunction> = {}): Promise<FunctionAnswer> => {
    open({ f: { handler, ...options } });
    return call('f', input);
  };

  const value = (json: unknown): object => ({ ok: true, value: json });
  const error = (name: string, message: string, platform = false): object => ({ ok: false, error: { name, message }, platform });

  it('calls CommonJS, async or not, with input and context', async () => {
    assert.deepEqual(await one('src/cjs.reserve', { sku: 'A' }), value({ got: { sku: 'A' } }));
    await host.close();
    assert.deepEqual(await one('./src/cjs.plain', { n: 1 }), value(2));
    await host.close();
    assert.deepEqual(await one('src/cjs.nothing'), value(null));
    await host.close();
    assert.deepEqual(await one('src/cjs.context'), value({ name: 'shop-dev-f', id: 'e-1', time: true }));
  });

  it('calls ES modules, TypeScript, nested exports and files with a dot in their name', async () => {
    open({
      esm: { handler: 'src/esm.reserve' },
      inDefault: { handler: 'src/esm.other' },
      typed: { handler: 'src/typed.double' },
      nested: { handler: 'src/cjs.nested.deep' },
      dotted: { handler: 'src/with.dot.handler' },
    });
    assert.deepEqual(await call('esm', 1), value({ esm: 1 }));
    assert.deepEqual(await call('inDefault'), value('default'));
    assert.deepEqual(await call('typed', { n: 4 }), value(8));
    assert.deepEqual(await call('nested'), value('deep'));
    assert.deepEqual(await call('dotted'), value('dotted'));
  });

  it("loads TypeScript without tsx by Node's own means, or says what is missing", async () => {
    const project = { service: 's', stage: 'dev', provider: 'google', providerOptions: {}, folder };
    const functions = [{ key: 'f', name: 'f', handler: 'src/helper.twice', environment: {}, options: {} }];
    host = createFunctionHost({ ...project, functions });
    const answer = await call('f', 4);
    if ((process.features as { typescript?: string | false }).typescript) assert.deepEqual(answer, value(8));
    else assert.match(answer.ok ? '' : answer.error.message, /src\/helper.ts: TypeScript needs the package tsx/);
  });

  it('loads TypeScript that awaits at its top where Node can, or says that it cannot', async () => {
    const answer = await one('src/awaits.run', 1);
    if ((process.features as { typescript?: string | false }).typescript) assert.deepEqual(answer, value(6));
    else assert.match(answer.ok ? '' : answer.error.message, /"src\/awaits.run" of the function "f".*\n?.*Top-level await/);
  });

  it('gives each function its own environment and modules, in concurrent calls too', async () => {
    open({
      a: { handler: 'src/cjs.env', environment: { SHARED: 'both', OWN: 'a' } },
      b: { handler: 'src/cjs.env', environment: { SHARED: 'both' } },
      c: { handler: 'src/cjs.count' },
      d: { handler: 'src/cjs.count' },
    });
    assert.deepEqual(await Promise.all([call('a'), call('b')]), [
      value({ shared: 'both', own: 'a', fn: 'shop-dev-a' }),
      value({ shared: 'both', fn: 'shop-dev-b' }),
    ]);
    assert.deepEqual([await call('c'), await call('c'), await call('d')], [value(1), value(2), value(1)]);
    assert.equal(process.env['OWN'], undefined);
  });

  it("keeps what handlers print out of the process's own output", async () => {
    assert.deepEqual(await one('src/cjs.prints'), value(null));
    await host.close();
    assert.match(printed, /to stdout/);
    assert.match(printed, /to stderr/);
  });

  it('takes name and message of what is thrown', async () => {
    open(Object.fromEntries(['named', 'unnamed', 'type', 'text', 'map'].map(key => [key, { handler: `src/fails.${key}` }])));
    assert.deepEqual(await call('named'), error('CardDeclined', 'no funds'));
    assert.deepEqual(await call('unnamed'), error('Error', 'oh'));
    assert.deepEqual(await call('type'), error('TypeError', "Cannot read properties of null (reading 'x')"));
    assert.deepEqual(await call('text'), error('Error', 'just text'));
    assert.deepEqual(await call('map'), error('Own', 'm'));
  });

  it("refuses values that JSON can't carry, naming the function", async () => {
    open(Object.fromEntries(['bigint', 'fn', 'nan', 'circular'].map(key => [key, { handler: `src/fails.${key}` }])));
    const why = (key: string, problem: string): object =>
      error('Error', `The function "${key}" returned a value that JSON can't carry: ${problem}.`);
    assert.deepEqual(await call('bigint'), why('bigint', 'a BigInt under "n"'));
    assert.deepEqual(await call('fn'), why('fn', 'a function under "f"'));
    assert.deepEqual(await call('nan'), why('nan', 'NaN'));
    assert.deepEqual(await call('circular'), why('circular', 'Converting circular structure to JSON'));
  });

  it("names the handler and the file that can't be loaded, and says so even when the workflow catches it", async () => {
    open({
      gone: { handler: 'src/gone.run' },
      lacks: { handler: 'src/cjs.gone' },
      text: { handler: 'src/cjs.text' },
      broken: { handler: 'src/broken.run' },
      callback: { handler: 'src/cjs.callback' },
      outside: { handler: '../x.run' },
      noDot: { handler: 'src/cjs' },
      python: { handler: 'src/x.run', runtime: 'python3.13' },
      image: {},
    });
    const message = async (key: string): Promise<string> => {
      const answer = await call(key);
      assert.ok(!answer.ok && !answer.platform && answer.error.name === 'Error');
      return answer.error.message;
    };
    assert.match(
      await message('gone'),
      /^The handler "src\/gone.run" of the function "gone" isn't there: no file src\/gone with/,
    );
    assert.match(await message('lacks'), /"src\/cjs.gone" of the function "lacks" isn't a function that src\/cjs.js exports/);
    assert.match(await message('text'), /isn't a function that src\/cjs.js exports/);
    assert.match(await message('broken'), /can't be loaded from src\/broken.js: at the top/);
    assert.match(await message('callback'), /takes a callback/);
    assert.match(await message('outside'), /lies outside the service's folder/);
    assert.match(await message('noDot'), /must name a file and a function/);
    assert.match(await message('python'), /the runtime python3.13/);
    assert.match(await message('image'), /has no handler/);
    assert.match(await message('nobody'), /There is no function "nobody"/);
    assert.match(printed, /src\/gone.run.*\n(.*\n)*.*at the top/);
  });

  it('answers for a handler that dies, that runs into its limit, and starts anew after it', async () => {
    open({
      exit: { handler: 'src/fails.exit' },
      hang: { handler: 'src/fails.hang', timeout: 0.05 },
      late: { handler: 'src/fails.late' },
      count: { handler: 'src/cjs.count' },
    });
    assert.deepEqual(await call('exit'), error('Unavailable', 'The function "exit" died: it ended its process.', true));
    assert.deepEqual(await call('exit'), error('Unavailable', 'The function "exit" died: it ended its process.', true));
    assert.deepEqual(await call('late'), error('Unavailable', 'The function "late" died: later.', true));
    assert.deepEqual(await call('hang'), error('Unavailable', 'The function "hang" ran into its own limit of 0.05 s.', true));
    assert.deepEqual(await call('count'), value(1));
  });

  it('can be closed while a handler hangs', async () => {
    open({ hang: { handler: 'src/fails.hang' } });
    const answer = call('hang');
    await host.close();
    assert.equal((await answer).ok, false);
  });
});
