import assert from 'node:assert/strict';
import type { FunctionAnswer } from '../../../../../src/engine';
import type { Json } from '../../../../../src/language/json';
import { json, output, run, type Setting } from '../harness';

const charge = 'https://charge-abc-uc.a.run.app';
const functions = { [charge]: 'chargeCard', 'https://us-central1-p.cloudfunctions.net/ship': 'ship' };

/** A workflow that makes one call and returns the answer, or the error. */
function calling(args: string, name = 'http.post'): string {
  return `
- a:
    try: {call: ${name}, args: {${args}}, result: r}
    except: {as: e, steps: [{caught: {return: {error: "\${e}"}}}]}
- r: {return: "\${r}"}
`;
}

const call = (args: string, setting: Setting = {}): Promise<Json> => output(calling(args), { functions, ...setting });
const answering = (answer: FunctionAnswer): Setting => ({ functions, call: () => answer });
const oidc = `url: "${charge}", auth: {type: OIDC}`;

describe('rules of the simulator: HTTP (http-requests)', () => {
  it('a request carries method, query, headers and JSON; the answer has body, code and headers', async () => {
    const args = `url: "https://api.example.com/a?x=1", body: {n: 1, d: 2.5}, headers: {X-Key: k}, query: {q: "a b", l: [1, true]}`;
    const { execution, requests } = await run(calling(args), { http: () => json(201, { ok: [1, 2.5] }) });
    assert.deepEqual(requests, [
      {
        method: 'POST',
        url: 'https://api.example.com/a?x=1&q=a%20b&l=1&l=true',
        headers: { 'x-key': 'k', 'content-type': 'application/json; charset=utf-8' },
        body: '{"d":2.5,"n":1}',
      },
    ]);
    assert.deepEqual(execution.status === 'succeeded' && execution.output, {
      body: { ok: [1, 2.5] },
      code: 201,
      headers: { 'Content-Type': 'application/json' },
    });
  });

  it('every method has its function, and request takes any', async () => {
    for (const method of ['get', 'put', 'patch', 'delete']) {
      const { requests } = await run(calling('url: "https://x.y/"', `http.${method}`));
      assert.deepEqual([requests[0]?.method, requests[0]?.body], [method.toUpperCase(), undefined]);
    }
    const { requests } = await run(calling('url: "https://x.y/", method: OPTIONS', 'http.request'));
    assert.equal(requests[0]?.method, 'OPTIONS');
  });

  it('a body is encoded as its Content-Type says', async () => {
    const sent = async (body: string, type?: string) => {
      const headers = type ? `, headers: {Content-Type: "${type}"}` : '';
      const { requests } = await run(calling(`url: "https://x.y/", body: ${body}${headers}`));
      return [requests[0]?.headers['content-type'], requests[0]?.body];
    };
    const standard = 'application/json; charset=utf-8';
    assert.deepEqual(await sent('text'), [standard, '"text"']);
    assert.deepEqual(await sent('"${[1, 2]}"'), [standard, '[1,2]']);
    assert.deepEqual(await sent('text', 'text/plain'), ['text/plain', 'text']);
    assert.deepEqual(await sent('{a: "b c", d: 1}', 'application/x-www-form-urlencoded'), [
      'application/x-www-form-urlencoded',
      'a=b%20c&d=1',
    ]);
    assert.deepEqual(await sent('"${text.encode(\\"raw\\")}"'), ['application/octet-stream', 'raw']);
    assert.deepEqual(await sent('null'), [undefined, undefined]);
  });

  it('a body is parsed when the answer says JSON, else it is text', async () => {
    const answer = (type: string | undefined, body: string) =>
      output('- a: {call: http.get, args: {url: "https://x.y/"}, result: r}\n- r: {return: "${r.body}"}', {
        http: () => ({ ok: true, status: 200, headers: type === undefined ? {} : { 'content-type': type }, body }),
      });
    assert.deepEqual(await answer('application/json; charset=utf-8', '{"a":1}'), { a: 1 });
    assert.deepEqual(await answer('application/problem+json', '[]'), []);
    assert.equal(await answer('text/plain', '{"a":1}'), '{"a":1}');
    assert.equal(await answer(undefined, '1'), '1');
    assert.equal(await answer('application/json', ''), '');
  });

  it('a status of 400 or more raises an HttpError with code, headers and the parsed body', async () => {
    assert.deepEqual(await call('url: "https://x.y/"', { http: () => json(404, { no: 1 }) }), {
      error: {
        tags: ['HttpError'],
        message: 'HTTP server responded with error code 404',
        code: 404,
        headers: { 'Content-Type': 'application/json' },
        body: { no: 1 },
      },
    });
  });

  it('no connection: ConnectionFailedError when it surely was never sent, else ConnectionError', async () => {
    const failing = (message: string) => call('url: "https://x.y/"', { http: () => ({ ok: false, message }) });
    assert.deepEqual(await failing('getaddrinfo ENOTFOUND x.y'), {
      error: { tags: ['ConnectionFailedError'], message: 'getaddrinfo ENOTFOUND x.y' },
    });
    assert.deepEqual(await failing('socket hang up'), { error: { tags: ['ConnectionError'], message: 'socket hang up' } });
  });

  it('a timeout, 300 seconds by default, raises TimeoutError', async () => {
    const slow: Setting = { http: async (_request, clock) => (await clock.timer(400_000).promise, json(200, 1)) };
    const error = { error: { tags: ['TimeoutError', 'OSError'], message: 'request timed out' } };
    const standard = await run(calling('url: "https://x.y/"'), slow);
    assert.deepEqual([standard.execution.status === 'succeeded' && standard.execution.output, standard.elapsed], [error, 300]);
    const short = await run(calling('url: "https://x.y/", timeout: 2.5'), slow);
    assert.deepEqual([short.execution.status === 'succeeded' && short.execution.output, short.elapsed], [error, 2.5]);
    const long = await run(calling('url: "https://x.y/", timeout: 1800'), slow);
    assert.equal(long.elapsed, 400);
  });

  it('arguments are checked at run time too', async () => {
    const tag = async (args: string) => ((await call(args)) as { error: { tags: string[] } }).error.tags[0];
    assert.equal(await tag('url: "${1 + 1}"'), 'TypeError');
    assert.equal(await tag('url: "example.com/x"'), 'ValueError');
    assert.equal(await tag('url: "ftp://example.com/x"'), 'ValueError');
    assert.equal(await tag('url: "https://x.y/", timeout: "${1800 + 1}"'), 'ValueError');
    assert.equal(await tag('url: "https://x.y/", query: {a: {}}'), 'TypeError');
    assert.equal(await tag('url: "https://x.y/", query: {a: "${null}"}'), 'TypeError');
    assert.equal(await tag('url: "https://x.y/", headers: {a: 1}'), 'TypeError');
    assert.equal(await tag('url: "https://x.y/", auth: {type: "${\\"Basic\\"}"}'), 'ValueError');
  });
});

describe('rules of the simulator: functions of the service (authenticate-from-workflow)', () => {
  it('a function takes POST with an OIDC token and answers 200 and its JSON value', async () => {
    const { calls, execution } = await run(calling(`${oidc}, body: {amount: 12}`), answering({ ok: true, value: { id: 7 } }));
    assert.deepEqual(calls, [{ function: 'chargeCard', input: { amount: 12 }, executionId: 'e1' }]);
    assert.deepEqual(execution.status === 'succeeded' && (execution.output as { body: Json; code: Json }).body, { id: 7 });
    assert.deepEqual(execution.billed, { internal: 2, external: 0 });
  });

  it('an error of the handler is a 422 with name and message', async () => {
    const answer = await call(
      oidc,
      answering({ ok: false, platform: false, error: { name: 'CardDeclined', message: 'no funds' } }),
    );
    assert.deepEqual(answer, {
      error: {
        tags: ['HttpError'],
        message: 'HTTP server responded with error code 422',
        code: 422,
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
        body: { name: 'CardDeclined', message: 'no funds' },
      },
    });
  });

  it("the platform's failures take every form in turn: 503, 429, a broken connection", async () => {
    const source = `
- i: {assign: [{seen: []}]}
- l:
    for:
      value: v
      range: [1, 4]
      steps:
        - t:
            try: {call: http.post, args: {${oidc}}}
            except: {as: e, steps: [{c: {assign: [{seen: '\${list.concat(seen, default(map.get(e, "code"), e.tags[0]))}'}]}}]}
- r: {return: "\${seen}"}
`;
    const answer: FunctionAnswer = { ok: false, platform: true, error: { name: 'Unavailable', message: 'try again' } };
    assert.deepEqual(await output(source, answering(answer)), [503, 429, 'ConnectionError', 503]);
  });

  it('403 without a token or with one of another type, 401 with one for another audience, 405 for GET, 404 for an unknown service', async () => {
    const code = async (args: string, name = 'http.post'): Promise<Json> =>
      ((await output(calling(args, name), { functions })) as { error: { code: number } }).error.code;
    assert.equal(await code(`url: "${charge}"`), 403);
    assert.equal(await code(`url: "${charge}", auth: {type: OAuth2}`), 403);
    assert.equal(await code(`url: "${charge}", auth: {type: OIDC, audience: "https://other.example.com"}`), 401);
    assert.equal(await code(`url: "${charge}/sub", auth: {type: OIDC}`), 401);
    assert.equal(await code(oidc, 'http.get'), 405);
    assert.equal(await code('url: "https://nope-abc-uc.a.run.app", auth: {type: OIDC}'), 404);
    assert.equal(await code('url: "https://us-central1-p.cloudfunctions.net/shipping", auth: {type: OIDC}'), 404);
  });

  it('a path below the base is the same function, with the base as audience', async () => {
    const { calls } = await run(calling(`url: "${charge}/v1?x=1", auth: {type: OIDC, audience: "${charge}"}`), { functions });
    assert.deepEqual(calls, [{ function: 'chargeCard', input: {}, executionId: 'e1' }]);
  });

  it("a call that takes too long is given up, and its late answer is nobody's", async () => {
    const source = calling(`${oidc}, timeout: 5`);
    const { execution, elapsed } = await run(source, {
      functions,
      call: async (_call, clock) => (await clock.timer(60_000).promise, { ok: true, value: 1 }),
    });
    assert.equal(elapsed, 5);
    assert.match(JSON.stringify(execution), /TimeoutError/);
  });
});

describe('rules of the simulator: waiting, callbacks, connectors', () => {
  it("sys.sleep and sys.sleep_until wait on the clock; a time that is over doesn't (stdlib/sys)", async () => {
    const source = `
- a: {call: sys.sleep, args: {seconds: 1.5}}
- b: {call: sys.sleep_until, args: {time: "2026-11-20T09:00:10Z"}}
- c: {call: sys.sleep_until, args: {time: "2020-01-01T00:00:00+01:00"}}
`;
    assert.equal((await run(source)).elapsed, 10);
  });

  it('sys.log takes one of data, text and json, and a known severity (stdlib/sys/log)', async () => {
    const log = async (args: string) => {
      const { execution, events } = await run(`- a: {call: sys.log, args: ${args}}`);
      return execution.status === 'succeeded' ? events.find(event => event.type === 'logged')?.value : execution.error.message;
    };
    assert.deepEqual(await log('{data: {a: 1}, severity: ERROR}'), { a: 1 });
    assert.equal(await log('{text: hello}'), 'hello');
    assert.equal(await log('{text: "${1}"}'), 1);
    assert.deepEqual(await log('{json: {a: 1}}'), { a: 1 });
    assert.equal(await log('["${1 + 1}", INFO]'), 2);
    assert.equal(await log('["${null}", INFO, hello]'), 'hello');
    assert.match(String(await log('{json: text}')), /must be a map/);
    assert.match(String(await log('{data: 1, text: x}')), /given: 2/);
    assert.match(String(await log('{severity: INFO}')), /given: 0/);
    assert.match(String(await log('{data: 1, severity: LOUD}')), /severity/);
    assert.match(String(await log('{data: "${text.encode(\\"a\\")}"}')), /bytes/);
  });

  it('a callback endpoint is handed out, waited for, and answered (creating-callback-endpoints)', async () => {
    const source = `
- c: {call: events.create_callback_endpoint, args: {http_callback_method: POST}, result: cb}
- p:
    parallel:
      branches:
        - wait: {steps: [{w: {call: events.await_callback, args: {callback: "\${cb}", timeout: 60}, result: got}}, {l: {call: sys.log, args: {data: "\${[got.http_request.body.ok, got.http_request.method, got.http_request.query.q, got.type]}"}}}]}
        - send: {steps: [{s: {call: sys.sleep, args: {seconds: 7}}}, {q: {call: http.post, args: {url: "\${cb.url}", body: {ok: true}, query: {q: 1}}}}]}
`;
    const { execution, events, elapsed } = await run(source);
    assert.equal(elapsed, 7);
    assert.deepEqual(events.find(event => event.type === 'logged')?.value, [true, 'POST', '1', 'HTTP']);
    assert.deepEqual(execution.billed, { internal: 5, external: 1 });
  });

  it('an early request is kept, a second too early gets 429, another method 405, and a callback times out', async () => {
    const source = `
- c: {call: events.create_callback_endpoint, args: {http_callback_method: PUT}, result: cb}
- i: {assign: [{codes: []}]}
- e: {call: http.put, args: {url: "\${cb.url}", body: early}}
- f: {try: {call: http.put, args: {url: "\${cb.url}"}}, except: {as: x, steps: [{f1: {assign: [{codes: "\${list.concat(codes, x.code)}"}]}}]}}
- g: {try: {call: http.post, args: {url: "\${cb.url}"}}, except: {as: x, steps: [{g1: {assign: [{codes: "\${list.concat(codes, x.code)}"}]}}]}}
- w: {call: events.await_callback, args: {callback: "\${cb}"}, result: got}
- t: {try: {call: events.await_callback, args: {callback: "\${cb}"}}, except: {as: x, steps: [{r: {return: "\${[got.http_request.body, codes, x.tags]}"}}]}}
`;
    const { execution, elapsed, events, simulator } = await run(source);
    assert.deepEqual(execution.status === 'succeeded' && execution.output, ['early', [429, 405], ['TimeoutError', 'OSError']]);
    assert.equal(elapsed, 43_200);
    const url = events.find(event => event.type === 'callbackCreated')?.target ?? '';
    assert.equal(simulator.callback({ method: 'PUT', url, headers: {}, query: {}, body: null }), 404);
  });

  const runs = 'googleapis.workflowexecutions.v1.projects.locations.workflows.executions.run';
  const child = 'main: {params: [x], steps: [{w: {call: sys.sleep, args: {seconds: 3}}}, {r: {return: "${x.n + 1}"}}]}';

  it('executions.run starts another workflow of the deployment and polls it; each poll is billed (googleapis/workflowexecutions)', async () => {
    const source = `- a: {call: ${runs}, args: {workflow_id: child, argument: {n: 1}}, result: r}\n- r: {return: "\${r}"}`;
    const { execution, elapsed } = await run(source, { others: { child } });
    assert.deepEqual(execution.status === 'succeeded' && execution.output, 2);
    // Polls after 1, 2.25 and 3.8125 seconds; the child's two steps, two of this workflow and three polls.
    assert.equal(elapsed, 3.8125);
    assert.deepEqual(execution.billed, { internal: 7, external: 0 });
  });

  it("the child's failure is an OperationError that holds the execution; a timeout gives it up; 404 for another id", async () => {
    const failing = '- a: {raise: {name: Refused, message: m}}';
    const source = (args: string) => calling(args, runs);
    const failed = (await output(source('workflow_id: failing'), { others: { failing } })) as Record<
      string,
      Record<string, Json>
    >;
    const error = failed['error'] as { tags: Json; operation: { state: Json; error: { payload: Json } } };
    assert.deepEqual([error.tags, error.operation.state], [['OperationError'], 'FAILED']);
    assert.equal(error.operation.error.payload, '{"message":"m","name":"Refused"}');
    const late = await run(source('workflow_id: child, argument: {n: 1}, connector_params: {timeout: 2}'), { others: { child } });
    assert.match(JSON.stringify(late.execution), /TimeoutError/);
    assert.match(JSON.stringify(await output(source('workflow_id: nope'))), /"code":404/);
  });

  it('experimental.executions.map runs a workflow for each argument, at the same time, results in their order', async () => {
    const source =
      '- a: {call: experimental.executions.map, args: {workflow_id: child, arguments: [{n: 1}, {n: 5}]}, result: r}\n- r: {return: "${r}"}';
    const { execution, elapsed } = await run(source, { others: { child } });
    assert.deepEqual(execution.status === 'succeeded' && execution.output, [2, 6]);
    assert.equal(elapsed, 3.8125);
  });

  it("a child that can't be deployed rejects the run", async () => {
    const source = calling('workflow_id: broken', runs);
    await assert.rejects(run(source, { others: { broken: '- a: {return: "${x}"}' } }), /"broken" can't be deployed/);
  });

  it('other connectors are deployed, and refused by name when they run', async () => {
    const { execution } = await run('- a: {call: googleapis.pubsub.v1.projects.topics.publish, args: {topic: t}}');
    assert.match(
      execution.status === 'failed' ? execution.error.message : '',
      /connector googleapis.pubsub.v1.projects.topics.publish/,
    );
  });
});

describe('rules of the simulator: runs on one engine', () => {
  it("executions don't see each other, and a workflow that can't be deployed rejects with every problem", async () => {
    const counting =
      'main: {params: [n], steps: [{i: {assign: [{x: 0}]}}, {l: {for: {value: v, range: [1, 3], steps: [{a: {assign: [{x: "${x + n}"}]}}]}}}, {r: {return: "${x}"}}]}';
    assert.deepEqual(await Promise.all([1, 2, 3].map(n => output(counting, { input: n }))), [3, 6, 9]);
    await assert.rejects(run('- a: {return: "${b + c}"}'), /INVALID_ARGUMENT[^]*symbol 'b'[^]*symbol 'c'/);
  });
});
