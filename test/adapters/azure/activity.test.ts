import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compileService } from './support';

const service = compileService(`
service: activities
functions: { f: { handler: src/f.f } }
orchestration: { workflows: { w: { do: [ { a: { call: f, timeout: 1m } }, { b: { http: "http://localhost/" } } ] } } }
`);

/** The service's files, as the plugin puts them beside the app. */
const handlers: Readonly<Record<string, string>> = {
  'src/common.js': `exports.double = async ({ n }, context) => ({ twice: n * 2, in: context.functionName });
exports.nothing = () => undefined;
exports.date = () => new Date(0);
exports.circle = () => { const a = {}; a.a = a; return a; };
exports.fails = () => { throw Object.assign(new Error('no stock'), { name: 'OutOfStock' }); };
exports.plain = () => { throw 'a string'; };
exports.hangs = () => new Promise(() => {});
exports.other = 5;`,
  'src/module.mjs': `export const double = ({ n }) => n * 2; export default { hidden: () => 'found' };`,
  'src/old.cjs': `module.exports = { double: ({ n }) => n * 2 };`,
  'esm/package.json': '{ "type": "module" }',
  'esm/typed.js': `export async function double({ n }) { return n * 2; }`,
  'src/broken.js': 'this is no JavaScript',
};

interface Activities {
  serviceFunction(file: string, name: string): (input: unknown, context: unknown) => Promise<{ p: string }>;
  sendRequest(input: unknown): Promise<{ p: string }>;
}

describe('azure: activities', () => {
  let folder: string;
  let activities: Activities;
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'azure-activities-')));
    const write = (path: string, content: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    };
    write('src/activity.js', service.file('src/activity.js'));
    for (const [path, content] of Object.entries(handlers)) write(`service/${path}`, content);
    activities = createRequire(__filename)(join(folder, 'src/activity.js')) as Activities;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  describe('around handlers', () => {
    const call = async (file: string, name: string, input: unknown = { n: 4 }, timeout?: number): Promise<unknown> => {
      const payload = { p: JSON.stringify(input), ...(timeout === undefined ? {} : { timeout }) };
      return JSON.parse((await activities.serviceFunction(file, name)(payload, { functionName: 'f' })).p);
    };
    const value = (given: unknown): unknown => ({ ok: true, value: given });
    const failure = (name: string, message: string): unknown => ({ ok: false, error: { name, message, details: null } });

    it('answer what handlers return, in modules of each kind', async () => {
      assert.deepEqual(await call('src/common', 'double'), value({ twice: 8, in: 'f' }));
      assert.deepEqual(await call('src/module', 'double'), value(8));
      assert.deepEqual(await call('src/module', 'hidden'), value('found'));
      assert.deepEqual(await call('src/old', 'double'), value(8));
      assert.deepEqual(await call('esm/typed', 'double'), value(8));
    });

    it('answer JSON: undefined is null, a date is text', async () => {
      assert.deepEqual(await call('src/common', 'nothing'), value(null));
      assert.deepEqual(await call('src/common', 'date'), value('1970-01-01T00:00:00.000Z'));
    });

    it('answer what handlers throw', async () => {
      assert.deepEqual(await call('src/common', 'fails'), failure('OutOfStock', 'no stock'));
      assert.deepEqual(await call('src/common', 'plain'), failure('Error', 'a string'));
    });

    it('answer what is wrong with a handler', async () => {
      assert.deepEqual(await call('src/common', 'missing'), failure('Error', 'src/common.js exports no function "missing".'));
      assert.deepEqual(await call('src/common', 'other'), failure('Error', 'src/common.js exports no function "other".'));
      for (const [file, name] of [
        ['src/absent', 'f'],
        ['src/broken', 'f'],
        ['src/common', 'circle'],
      ] as const) {
        assert.equal(((await call(file, name)) as { ok: boolean }).ok, false);
      }
    });

    it('give up an answer that takes too long', async () => {
      assert.deepEqual(await call('src/common', 'double', { n: 1 }, 365 * 24 * 3600), value({ twice: 2, in: 'f' }));
      assert.deepEqual(await call('src/common', 'hangs', {}, 0.001), failure('Timeout', 'No answer within 0.001 seconds.'));
    });
  });

  describe('for http', () => {
    let server: Server;
    let base: string;
    before(done => {
      server = createServer((request, response) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const status = Number(pathname.slice(1));
        if (pathname === '/hangs') return;
        if (pathname === '/echo') {
          let body = '';
          request.on('data', (part: Buffer) => (body += part.toString()));
          request.on('end', () => {
            response.setHeader('content-type', 'application/problem+json; charset=utf-8');
            response.end(
              JSON.stringify({ method: request.method, url: request.url, type: request.headers['content-type'], body }),
            );
          });
          return;
        }
        response.statusCode = status;
        if (status === 204) return void response.end();
        response.setHeader('content-type', status === 200 ? 'text/plain' : 'application/json');
        response.end(status === 200 ? '{"text":true}' : status === 201 ? 'not json' : '{"why":"so"}');
      });
      server.listen(0, '127.0.0.1', () => {
        base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        done();
      });
    });
    after(done => {
      server.closeAllConnections();
      server.close(() => done());
    });

    const send = async (path: string, fields: Record<string, unknown> = {}, timeout = 20): Promise<unknown> => {
      const url = path.startsWith('http') ? path : base + path;
      const request = { method: 'GET', url, headers: {}, body: null, ...fields };
      return JSON.parse((await activities.sendRequest({ p: JSON.stringify(request), timeout })).p);
    };

    it('send what they are told, and parse JSON', async () => {
      const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' };
      assert.deepEqual(await send('/echo?x=1', request), {
        ok: true,
        value: { status: 200, body: { method: 'POST', url: '/echo?x=1', type: 'application/json', body: '{"a":1}' } },
      });
    });

    it('leave text as text, and nothing as null', async () => {
      assert.deepEqual(await send('/200'), { ok: true, value: { status: 200, body: '{"text":true}' } });
      assert.deepEqual(await send('/201'), { ok: true, value: { status: 201, body: 'not json' } });
      assert.deepEqual(await send('/204'), { ok: true, value: { status: 204, body: null } });
    });

    for (const [status, name] of [
      [404, 'HttpError'],
      [500, 'HttpError'],
      [429, 'Unavailable'],
      [502, 'Unavailable'],
      [503, 'Unavailable'],
      [504, 'Unavailable'],
    ] as const) {
      it(`${status} is ${name}`, async () => {
        assert.deepEqual(await send(`/${status}`), {
          ok: false,
          error: { name, message: `HTTP status ${status}`, details: { status, body: { why: 'so' } } },
        });
      });
    }

    it('take timeouts of any length, whole milliseconds or not', async () => {
      for (const timeout of [20.0005, 365 * 24 * 3600])
        assert.deepEqual(await send('/204', {}, timeout), { ok: true, value: { status: 204, body: null } });
    });

    it('no connection is Unavailable, no answer is Timeout', async () => {
      const nameOf = async (answer: Promise<unknown>): Promise<string> =>
        ((await answer) as { error: { name: string } }).error.name;
      assert.equal(await nameOf(send('http://127.0.0.1:1/')), 'Unavailable');
      assert.equal(await nameOf(send('/hangs', {}, 0.02)), 'Timeout');
    });
  });
});
