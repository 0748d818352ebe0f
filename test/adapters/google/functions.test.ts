import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import * as framework from '@google-cloud/functions-framework';
import { wrapperFor } from '../../../adapters/google/wrapper';
import { google } from '../../../adapters/google/index';
import { takeHandlers } from '../../../src/plugin/handlers/take';
import { writeFiles } from '../../../src/plugin/session';
import { compileFixture, readFixture } from '../../support/fixtures';

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: unknown;
}

/** The wrapper in functions-framework on loopback. */
describe('a function folder speaks the contract', () => {
  const folder = mkdtempSync(join(tmpdir(), 'google-functions-'));
  const servers: Server[] = [];
  const errors = console.error;
  before(() => {
    console.error = () => undefined;
  });
  after(() => {
    console.error = errors;
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  let count = 0;
  async function serve(index: string): Promise<(body: string | undefined, type?: string) => Promise<Answer>> {
    const { handle } = createRequire(__filename)(index) as { handle: framework.HttpFunction };
    const name = `handle${++count}`;
    framework.http(name, handle);
    const server = getTestServer(name);
    servers.push(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return async (body, type = 'application/json') => {
      const answer = await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        headers: { 'content-type': type },
        ...(body === undefined ? {} : { body }),
      });
      const text = await answer.text();
      return { status: answer.status, type: answer.headers.get('content-type'), body: parsed(text) };
    };
  }

  function write(files: Readonly<Record<string, string>>): string {
    const own = mkdtempSync(join(folder, 'f-'));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(own, path)), { recursive: true });
      writeFileSync(join(own, path), content);
    }
    return own;
  }

  const json = 'application/json; charset=utf-8';

  it('answers what the handler returns', async () => {
    const own = write({
      'index.js': wrapperFor('src/orders.reserve'),
      'service/src/orders.js': 'exports.reserve = async (input, context) => ({ got: input, context: typeof context });',
    });
    const post = await serve(join(own, 'index.js'));
    assert.deepEqual(await post('{"sku":"A"}'), { status: 200, type: json, body: { got: { sku: 'A' }, context: 'object' } });
    assert.deepEqual((await post('[1,2]')).body, { got: [1, 2], context: 'object' });
    assert.deepEqual((await post(undefined)).body, { got: {}, context: 'object' });
  });

  it('takes as bytes what functions-framework takes for no JSON', async () => {
    const own = write({ 'index.js': wrapperFor('echo.handler'), 'service/echo.js': 'exports.handler = input => input;' });
    const post = await serve(join(own, 'index.js'));
    for (const text of ['"text"', '5', 'null', 'true']) {
      assert.deepEqual(await post(text, 'application/octet-stream'), { status: 200, type: json, body: JSON.parse(text) });
    }
    assert.equal((await post('"text"')).status, 400, 'which is why the workflow sends bytes');
  });

  it('answers 422 for what the handler throws, 503 for what is Unavailable', async () => {
    const own = write({
      'index.js': wrapperFor('orders.reserve'),
      'service/orders.js': `exports.reserve = async input => {
        if (input.name) throw Object.assign(new Error('no more'), { name: input.name });
        throw new TypeError('mistake');
      };`,
    });
    const post = await serve(join(own, 'index.js'));
    assert.deepEqual(await post('{"name":"OutOfStock"}'), {
      status: 422,
      type: json,
      body: { name: 'OutOfStock', message: 'no more' },
    });
    assert.deepEqual(await post('{}'), { status: 422, type: json, body: { name: 'TypeError', message: 'mistake' } });
    assert.deepEqual(await post('{"name":"Unavailable"}'), {
      status: 503,
      type: json,
      body: { name: 'Unavailable', message: 'no more' },
    });
  });

  it('answers null for undefined', async () => {
    const own = write({ 'index.js': wrapperFor('x.f'), 'service/x.cjs': 'module.exports = { f() {} };' });
    assert.deepEqual((await (await serve(join(own, 'index.js')))('{}')).body, null);
  });

  it('loads ES modules, default exports and files with a dot', async () => {
    const modules = {
      'a.handler': { 'service/a.mjs': 'export const handler = () => "es";' },
      'b.handler': { 'service/b.js': 'export const handler = () => "detected";' },
      'c.handler': { 'service/c.mjs': 'export default { handler: () => "default" };' },
      'deep/d.v2.handler': { 'service/deep/d.v2.js': 'exports.handler = () => "dotted";' },
      'e.inner.handler': { 'service/e/index.js': 'exports.inner = { handler: () => "inner" };' },
    };
    const answers = [];
    for (const [handler, files] of Object.entries(modules)) {
      const own = write({ 'index.js': wrapperFor(handler), ...files });
      answers.push((await (await serve(join(own, 'index.js')))('{}')).body);
    }
    assert.deepEqual(answers, ['es', 'detected', 'default', 'dotted', 'inner']);
  });

  it('says what is wrong with a handler', async () => {
    const missing = write({ 'index.js': wrapperFor('nowhere.handler') });
    const broken = write({ 'index.js': wrapperFor('a.other'), 'service/a.js': 'exports.handler = 1;' });
    const answers = await Promise.all([missing, broken].map(async own => (await serve(join(own, 'index.js')))('{}')));
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body]),
      [
        [422, { name: 'Error', message: 'There is no module for the handler nowhere.handler.' }],
        [422, { name: 'Error', message: 'The handler a.other is no function.' }],
      ],
    );
  });

  it('keeps a hostile handler a text', () => {
    const wrapper = wrapperFor('a"; process.exit(1); "\u2028{{x}}.b');
    assert.ok(wrapper.includes('const HANDLER = "a\\"; process.exit(1); \\"\\u2028{{x}}.b";'));
  });

  it("is written for the order-fulfilment example, with the service's own handlers", async () => {
    const fixture = readFixture(join(__dirname, '../../../examples/order-fulfilment'));
    const out = join(folder, 'deployment');
    const { deployment } = compileFixture(fixture, google);
    const taken = takeHandlers(deployment, { project: fixture.project, config: fixture.config, configFile: 'serverless.yml' });
    const written = writeFiles([...deployment.files, ...taken.files], out, { replace: true });
    assert.ok(written.includes('functions/reserveStock/index.js') && written.includes('functions/reserveStock/package.json'));
    assert.ok(written.some(file => file.startsWith('functions/reserveStock/service/src/')));
    assert.deepEqual(
      written.filter(file => file.startsWith('functions/') && !/^functions\/\w+\/(index\.js|package\.json|service\/)/.test(file)),
      [],
    );
    const charge = await serve(join(out, 'functions/chargeCard/index.js'));
    assert.deepEqual(await charge('{"key":"o1","card":"4242","amount":12}'), {
      status: 200,
      type: json,
      body: { id: 'c-o1', amount: 12 },
    });
    assert.deepEqual(await charge('{"key":"o1","card":"declined","amount":12}'), {
      status: 422,
      type: json,
      body: { name: 'CardDeclined', message: 'no funds for 12' },
    });
    // The example's carrier always answers: one that is out of reach takes its place.
    writeFileSync(
      join(out, 'functions/bookParcel/service/src/shipping.js'),
      "exports.book = async () => { throw Object.assign(new Error('no carrier'), { name: 'Unavailable' }); };",
    );
    const book = await serve(join(out, 'functions/bookParcel/index.js'));
    assert.deepEqual(await book('{"orderId":"o1"}'), {
      status: 503,
      type: json,
      body: { name: 'Unavailable', message: 'no carrier' },
    });
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
