import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { check } from '../../src/compiler/compile';
import type { Execution, HttpAnswer, HttpRequest } from '../../src/engine';
import { createWorld } from '../../src/runner/cases/world';
import { VirtualClock } from '../../src/runner/clock';
import { createRunner } from '../../src/runner/run';

/** Runs one `http` step on the local runner: what it sent, and what came of the answer. */
async function send(http: string, answer: HttpAnswer): Promise<{ sent: HttpRequest | undefined; execution: Execution }> {
  const { program, diagnostics } = check(
    parse(`workflows: { main: { do: [{ answer: { http: ${http} } }], output: "{{ answer }}" } }`),
    [],
    [],
  );
  assert.deepEqual(diagnostics, []);
  const sent: HttpRequest[] = [];
  const world = createWorld({
    clock: new VirtualClock(0),
    outside: {
      call: () => assert.fail('no function is called'),
      http: async request => {
        sent.push(request);
        return answer;
      },
    },
  });
  const execution = await createRunner(program).run({ workflow: 'main', input: { id: 7 }, executionId: 'e' }, world);
  return { sent: sent[0], execution };
}

const answered = (status: number, body: string, type?: string): HttpAnswer => ({
  ok: true,
  status,
  headers: type === undefined ? {} : { 'content-type': type },
  body,
});

describe('an http step on the local runner', () => {
  it('sends method, url, query, headers in lower case and the body as JSON', async () => {
    const { sent } = await send(
      '{ method: PUT, url: "https://x.test/{{ input.id }}", query: { a: 1, b: null, c: true }, headers: { X-Id: "{{ input.id }}" }, body: { id: "{{ input.id }}", none: null } }',
      answered(204, ''),
    );
    assert.equal(sent?.method, 'PUT');
    assert.equal(sent.url, 'https://x.test/7?a=1&c=true');
    assert.equal(sent.headers['x-id'], '7');
    assert.equal(sent.headers['content-type'], 'application/json');
    assert.deepEqual(JSON.parse(sent.body ?? ''), { id: 7, none: null });
  });

  it('sends no body and no content type when there is none', async () => {
    const { sent } = await send('"https://x.test/"', answered(200, ''));
    assert.deepEqual(sent, { method: 'GET', url: 'https://x.test/', headers: {} });
  });

  const values: readonly (readonly [why: string, answer: HttpAnswer, body: unknown])[] = [
    ['parses JSON', answered(200, '{"a":[1,null]}', 'application/json'), { a: [1, null] }],
    ['parses JSON with a charset', answered(200, '"x"', 'application/json; charset=utf-8'), 'x'],
    ['parses a type that ends in +json', answered(200, '[1]', 'application/problem+json'), [1]],
    ["leaves text that looks like JSON when the answer doesn't say that it is", answered(200, '[1]', 'text/plain'), '[1]'],
    ['leaves text without a type', answered(200, 'plain'), 'plain'],
    ['gives null for an empty answer', answered(204, ''), null],
    ['gives null for an empty answer that says it is JSON', answered(200, '', 'application/json'), null],
  ];
  for (const [why, answer, body] of values) {
    it(why, async () => {
      const { execution } = await send('"https://x.test/"', answer);
      assert.deepEqual(execution.status === 'succeeded' && execution.output, { status: answer.ok && answer.status, body });
    });
  }

  it('fails with the parsed body in the details', async () => {
    const { execution } = await send('"https://x.test/"', answered(422, '{"why":"no"}', 'application/json'));
    assert.ok(execution.status === 'failed');
    assert.equal(execution.error.name, 'HttpError');
    assert.deepEqual(execution.error.details, { status: 422, body: { why: 'no' } });
  });

  it('is Unavailable without an answer', async () => {
    const { execution } = await send('"https://x.test/"', { ok: false, message: 'refused' });
    assert.equal(execution.status === 'failed' && execution.error.name, 'Unavailable');
  });
});
