import assert from 'node:assert/strict';
import { bench, appOf } from './support';

const code = `
df.app.orchestration('flow', function* () { return wrap(1); });
df.app.client.http('startFlow', {
  route: 'workflows/flow',
  methods: ['POST'],
  authLevel: 'function',
  handler: async (request, client, context) => {
    const id = await client.startNew('flow', { input: wrap(await request.json()), instanceId: request.query.get('id') ?? undefined });
    context.log('started');
    return client.createCheckStatusResponse(request, id);
  },
});
df.app.client.http('plain', { handler: async request => ({ status: 418, jsonBody: { name: request.params.name } }) });
df.app.client.timer('everyMorning', {
  schedule: '0 0 9 * * 1-5',
  handler: async (timer, client) => { if (!timer.isPastDue) await client.startNew('flow', { input: wrap({ dry: false }) }); },
});`;

describe('Azure simulator: starters and schedules', () => {
  const app = bench(appOf(code), ['flow']);

  it('lists what the app registers', () => {
    const registered = new Map(app.simulator.registrations.map(({ name, bindings }) => [name, bindings]));
    assert.deepEqual([...registered.keys()], ['flow', 'startFlow', 'plain', 'everyMorning']);
    const types = (name: string) => registered.get(name)?.map(binding => binding.type);
    assert.deepEqual(types('flow'), ['orchestrationTrigger']);
    assert.deepEqual(types('startFlow'), ['httpTrigger', 'durableClient', 'http']);
    const [http] = registered.get('startFlow') ?? [];
    assert.deepEqual([http?.route, http?.methods, http?.authLevel], ['workflows/flow', ['POST'], 'function']);
    assert.equal(registered.get('everyMorning')?.[0]?.schedule, '0 0 9 * * 1-5');
  });

  it('calls a starter with a client of the test', async () => {
    const started: unknown[] = [];
    const client = {
      startNew: (name: string, options: unknown) => {
        started.push(name, options);
        return 'id-1';
      },
    };
    const http = { method: 'POST', url: 'http://localhost:7071/api/workflows/flow?id=mine', body: '{"n":1}' };
    const response = (await app.simulator.invoke('startFlow', { http }, client)) as { status: number; body: string };
    assert.deepEqual(started, ['flow', { input: { p: '{"n":1}' }, instanceId: 'mine' }]);
    assert.equal(response.status, 202);
    assert.match((JSON.parse(response.body) as { statusQueryGetUri: string }).statusQueryGetUri, /\/instances\/id-1\?/);
  });

  it('calls a schedule', async () => {
    const started: unknown[] = [];
    const client = { startNew: (name: string) => void started.push(name) };
    await app.simulator.invoke('everyMorning', { timer: { isPastDue: true } }, client);
    assert.deepEqual(started, []);
    await app.simulator.invoke('everyMorning', { timer: { isPastDue: false } }, client);
    assert.deepEqual(started, ['flow']);
  });

  it('takes a plain answer, and a failing client', async () => {
    const http = { method: 'GET', url: 'http://localhost/', params: { name: 'x' } };
    const response = (await app.simulator.invoke('plain', { http }, {})) as { status: number; body: string };
    assert.deepEqual([response.status, response.body], [418, '{"name":"x"}']);
    const failing = app.simulator.invoke('everyMorning', { timer: { isPastDue: false } }, {});
    await assert.rejects(failing, /The fake durable client has no method startNew/);
  });
});
