import assert from 'node:assert/strict';
import { benchOf, testWorld } from './support';

const activity = (name: string, body: string) =>
  `df.app.activity('${name}', { handler: async (input, context) => { ${body} } });`;
const caller = (name: string) => `return wrap(yield context.df.callActivity('${name}', input));`;

describe('Azure simulator: what an activity reaches', () => {
  const activities: Record<string, string> = {
    get: 'const r = await fetch(input.url); return { status: r.status, ok: r.ok, url: r.url, body: await r.json() };',
    post: `
      const r = await fetch(new URL('http://api.test/x?a=1'), { method: 'post', headers: { 'X-One': '1' }, body: JSON.stringify({ n: 1 }) });
      return { status: r.status, text: await r.text(), header: r.headers.get('x-two') };`,
    broken: 'try { await fetch("http://api.test/"); } catch (e) { return [e.name, e.message, e.cause.message]; }',
    silent: 'try { await fetch("http://api.test/"); } catch (e) { return [e.cause.message, new Date().toISOString()]; }',
    refused: 'try { await fetch("http://api.test/", { method: "GET", body: "x" }); } catch (e) { return e.name; }',
    abort: `
      try { await fetch('http://api.test/slow', { signal: AbortSignal.timeout(30000) }); return 'answered'; }
      catch (error) { return [error.name, new Date().toISOString()]; }`,
    sleep: `
      await new Promise(resolve => setTimeout(resolve, 60000));
      await require('node:timers/promises').setTimeout(30000);
      await require('util').promisify(setTimeout)(10000);
      return new Date().toISOString();`,
    cancelled: `
      const timeout = setTimeout(() => { throw new Error('no'); }, 1000);
      clearTimeout(timeout.unref());
      return input;`,
    both: `
      const { handler } = require('../../handlers/work');
      return Promise.all([handler(1), handler(2), fetch('http://api.test/').then(r => r.text()), new Promise(r => setTimeout(r, 9000, 'slept'))]);`,
    dynamic: "const { handler } = await import('../../handlers/work.js'); return handler(input);",
    defaults: "const module = await import('../../handlers/work.js'); return module.default.handler(input);",
    esm: "const { 'odd name': handler } = await import('../../lib/other.mjs'); return handler(input);",
    real: "const { basename } = await import('node:path'); return basename(input);",
    wrapped: 'return [context.functionName, context.triggerMetadata.instanceId];',
    twin1: "return require('../../lib/shared').handler(input);",
    twin2: "return require('../../lib/shared.js').handler(input);",
    twin3: "return require('../../lib/shared').handler(input);",
    thrown: `
      try { await require('../../handlers/work').handler(input); }
      catch (error) { return [error instanceof Error, error.name, error.message]; }`,
    properties: "throw Object.assign(new RangeError('too far'), { far: 9 });",
  };
  const names = Object.keys(activities);
  const bodies = Object.fromEntries(names.map(name => [`call_${name}`, caller(name)]));
  const { run, output } = benchOf(
    {
      ...bodies,
      typed: `
        try { yield context.df.callActivity('properties', 1); }
        catch (error) { return wrap([error.name, error.message, error.failureDetails.errorType, error.failureDetails.properties]); }`,
    },
    {
      code: [
        ...names.map(name => activity(name, activities[name] as string)),
        'df.app.setExceptionPropertiesProvider({ getExceptionProperties: error => (error.far ? { far: error.far } : undefined) });',
      ].join('\n'),
      handlers: {
        work: { file: 'handlers/work.js', export: 'handler' },
        other: { file: 'lib/other', export: 'odd name' },
        one: { file: 'lib/shared.js', export: 'handler', activity: 'twin1' },
        two: { file: 'lib/shared.js', export: 'handler', activity: 'TWIN2' },
      },
    },
  );
  const call = (name: string, world = testWorld(), input: object | number | string = {}) =>
    output(`call_${name}`, world, { input: input as never });

  it('fetches from the world', async () => {
    const world = testWorld({
      http: () => ({ ok: true, status: 200, headers: { 'content-type': 'application/json' }, body: '{"a":1}' }),
    });
    const url = 'http://api.test/a?q=%20';
    assert.deepEqual(await call('get', world, { url }), { status: 200, ok: true, url, body: { a: 1 } });
    assert.deepEqual(world.requests, [{ method: 'GET', url, headers: {} }]);
  });

  it('sends what Node would send', async () => {
    const world = testWorld({ http: () => ({ ok: true, status: 204, headers: { 'x-two': '2' }, body: '' }) });
    assert.deepEqual(await call('post', world), { status: 204, text: '', header: '2' });
    const headers = { 'content-type': 'text/plain;charset=UTF-8', 'x-one': '1' };
    assert.deepEqual(world.requests, [{ method: 'POST', url: 'http://api.test/x?a=1', headers, body: '{"n":1}' }]);
  });

  it('fails as Node does', async () => {
    const world = testWorld({ http: () => ({ ok: false, message: 'ECONNREFUSED' }) });
    assert.deepEqual(await call('broken', world), ['TypeError', 'fetch failed', 'ECONNREFUSED']);
    assert.equal(await call('refused', world), 'TypeError');
  });

  /** An hour later the other side breaks the connection. */
  const slowWorld = () => {
    const world = testWorld();
    const late = () => world.clock.timer(3600_000).promise.then(() => ({ ok: false as const, message: 'late' }));
    return { world, slow: { ...world, http: late } };
  };

  it('gives up a server that says nothing for five minutes', async () => {
    assert.deepEqual(await call('silent', slowWorld().slow), ['Headers Timeout Error', '2026-01-01T00:05:00.000Z']);
  });

  it('aborts on the virtual clock', async () => {
    const { world, slow } = slowWorld();
    assert.deepEqual(await call('abort', slow), ['TimeoutError', '2026-01-01T00:00:30.000Z']);
    assert.equal(world.elapsed(), 30);
  });

  it('sleeps on the virtual clock', async () => {
    assert.equal(await call('sleep'), '2026-01-01T00:01:40.000Z');
    const world = testWorld();
    assert.equal(await call('cancelled', world, 5), 5);
    assert.equal(world.elapsed(), 0);
  });

  it('does several things at once', async () => {
    const world = testWorld({
      work: input => ({ value: input, after: input as number }),
      http: () => ({ ok: true, status: 200, headers: {}, body: 'text' }),
    });
    assert.deepEqual(await call('both', world), [1, 2, 'text', 'slept']);
    assert.equal(world.elapsed(), 9);
  });

  it('replaces handlers that are imported', async () => {
    const world = testWorld();
    assert.equal(await call('dynamic', world, 7), 7);
    assert.equal(await call('defaults', world, 8), 8);
    assert.equal(await call('esm', world, 9), 9);
    assert.equal(await call('real', world, 'a/b'), 'b');
    assert.deepEqual(
      world.calls.map(made => made.function),
      ['work', 'work', 'other'],
    );
  });

  it('tells functions with one handler apart by their activity', async () => {
    const world = testWorld();
    await call('twin1', world, 1);
    await call('twin2', world, 2);
    assert.deepEqual(
      world.calls.map(made => [made.function, made.input]),
      [
        ['one', 1],
        ['two', 2],
      ],
    );
    const execution = await run('call_twin3', world);
    assert.match(
      execution.status === 'failed' ? execution.error.message : '',
      /Several functions have this handler \(one, two\)/,
    );
  });

  it('throws what the function threw, by name and message', async () => {
    const world = testWorld({ work: () => ({ error: { name: 'CardDeclined', message: 'no funds' } }) });
    assert.deepEqual(await call('thrown', world), [true, 'CardDeclined', 'no funds']);
  });

  it('passes failure details when the app has an exception properties provider', async () => {
    assert.deepEqual(await output('typed', testWorld()), ['TaskFailedError', 'RangeError: too far', 'RangeError', { far: 9 }]);
  });

  it('tells an activity who calls', async () => {
    assert.deepEqual(await call('wrapped'), ['wrapped', 'run-call_wrapped']);
  });
});
