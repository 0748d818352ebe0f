import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWeb } from '../../src/plugin/http';

describe('the real web', () => {
  let server: Server;
  let base: string;
  before(done => {
    server = createServer((request, response) => {
      if (request.url === '/hangs') return;
      let body = '';
      request.on('data', chunk => (body += String(chunk)));
      request.on('end', () => {
        response.writeHead(418, { 'Content-Type': 'application/json', 'X-Own': request.headers['x-sent'] ?? '' });
        response.end(JSON.stringify({ method: request.method, url: request.url, body }));
      });
    });
    server.listen(0, '127.0.0.1', () => {
      base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('sends and answers as it is', async () => {
    const answer = await createWeb().http({ method: 'PUT', url: `${base}/a?b=1`, headers: { 'x-sent': 'v' }, body: '{"x":1}' });
    assert.ok(answer.ok);
    assert.deepEqual([answer.status, answer.headers['x-own'], answer.headers['content-type']], [418, 'v', 'application/json']);
    assert.deepEqual(JSON.parse(answer.body), { method: 'PUT', url: '/a?b=1', body: '{"x":1}' });
  });

  it('says why there is no answer', async () => {
    const refused = await createWeb().http({ method: 'GET', url: 'http://127.0.0.1:1/', headers: {} });
    assert.ok(!refused.ok);
    assert.match(refused.message, /ECONNREFUSED|bad port/);
    const invalid = await createWeb().http({ method: 'GET', url: 'nonsense', headers: {} });
    assert.ok(!invalid.ok && invalid.message.length > 0);
  });

  it('gives up when it is closed', async () => {
    const web = createWeb();
    const waiting = web.http({ method: 'GET', url: `${base}/hangs`, headers: {} });
    web.close();
    assert.equal((await waiting).ok, false);
  });
});
