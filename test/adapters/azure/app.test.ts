import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import vm from 'node:vm';
import { azure } from '../../../adapters/azure/index';
import { simulationOf } from '../../../adapters/azure/simulate';
import { createSimulator, type Simulator } from '../../../adapters/azure/simulator/index';
import type { FakeClient } from '../../../adapters/azure/simulator/invocations';
import type { Adapter } from '../../../src/adapter';
import { compileFixture, readFixtures } from '../../support/fixtures';
import { compileService, type Service } from './support';

const everything = compileService(`
service: Everything at once!
functions:
  reserve: { handler: src/orders.reserve, environment: { TABLE: orders } }
  ship: { handler: ./src/shipping.ship, runtime: nodejs22.x }
orchestration:
  azure: { authLevel: anonymous, extensionBundle: "[4.0.0, 5.0.0)", functionTimeout: "00:20:00", storageProvider: { type: azureManaged } }
  workflows:
    order:
      description: "Line one\\nLine two */ // \\u2028 three"
      timeout: 2h
      events:
        - schedule: { cron: "0 9 * * MON-FRI", timezone: Europe/Berlin, input: { at: "2026-01-01T00:00:00.340Z" } }
        - schedule: { rate: 45 minutes }
        - schedule: { rate: 1 day }
      do:
        - reserved: { call: reserve, with: { sku: "{{ input.sku }}" }, timeout: 10s, retry: { errors: [Unavailable], maxRetries: 2 } }
        - rates: { http: { url: "https://example.com/{{ input.sku }}", headers: { a: "{{ input.sku }}" }, query: { b: 1, c: null } } }
        - all:
            for: { each: item, in: "{{ input.items }}", at: i }
            concurrency: 4
            do:
              - shipped: { call: ship, with: "{{ item }}", catch: [ { errors: [Refused], output: null } ] }
            output: "{{ i }}: {{ shipped }}"
        - both:
            settle: true
            parallel:
              one: { call: ship }
              two: { do: [ { pause: { wait: 5s } }, { asked: { run: other, timeout: 1m } } ] }
        - wait: { wait: { until: "{{ addSeconds(input.at, 60) }}" } }
        - poll:
            while: "{{ length(all) > 3 }}"
            every: 1m
            do:
              - stamp: { set: { at: "{{ now() }}", id: "{{ uuid() }}" } }
              - state: { call: reserve }
              - done: { if: state == null, return: { at: "{{ at }}", id: "{{ id }}" } }
            output: "{{ state }}"
            retry: [ { maxRetries: 1, delay: 1m, maxDelay: 2m } ]
        - fail: { if: "!input.ok", raise: { name: Bad, message: "not {{ input.sku }}", details: "{{ both }}" } }
        - again: { if: input.again, raise: "{{ input.error }}" }
      output: { reserved: "{{ reserved }}", rates: "{{ rates.body }}", poll: "{{ poll }}" }
    other:
      azure: { http: false }
      output: "{{ input }}"
`);

interface HttpTrigger {
  readonly method: string;
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body?: string;
}

function scriptsOf(service: Pick<Service, 'deployment'>): readonly { path: string; content: string }[] {
  return service.deployment.files.filter(file => file.path.endsWith('.js'));
}

describe('azure: the function app', () => {
  it('has no diagnostics', () => assert.deepEqual(everything.diagnostics, []));

  it('every script of every fixture is one, and every setting is JSON', () => {
    for (const fixture of readFixtures()) {
      const { deployment } = compileFixture(fixture, azure as Adapter);
      for (const { path, content } of scriptsOf({ deployment })) {
        assert.doesNotThrow(() => new vm.Script(content, { filename: path }), path);
        assert.doesNotMatch(content, /[ \t]\n|\n\n\n|\n\n$/, path);
      }
      for (const { path, content } of deployment.files)
        if (path.endsWith('.json')) assert.doesNotThrow(() => JSON.parse(content), path);
    }
  });

  describe('on the disk', () => {
    let folder: string;
    before(() => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), 'azure-app-')));
      for (const file of everything.deployment.files) {
        mkdirSync(dirname(join(folder, file.path)), { recursive: true });
        writeFileSync(join(folder, file.path), file.content);
      }
      symlinkSync(join(__dirname, '../../../node_modules'), join(folder, 'app/node_modules'), 'junction');
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('passes node --check', () => {
      for (const { path } of scriptsOf(everything)) {
        const { status, stderr } = spawnSync(process.execPath, ['--check', join(folder, path)], { encoding: 'utf8' });
        assert.equal(status, 0, stderr);
      }
    });
  });

  it('has settings', () => {
    assert.deepEqual(JSON.parse(everything.file('package.json')), {
      name: 'everything-at-once-orchestration',
      version: '1.0.0',
      private: true,
      main: 'src/functions/*.js',
      scripts: { start: 'func start' },
      engines: { node: '>=20' },
      dependencies: { '@azure/functions': '^4.16.0', 'durable-functions': '~3.5.0' },
    });
    const host = JSON.parse(everything.file('host.json')) as { extensions: { durableTask: Record<string, unknown> } };
    const { defaultVersion, ...durableTask } = host.extensions.durableTask;
    assert.match(String(defaultVersion), /^[0-9a-f]{12}$/);
    assert.deepEqual(
      { ...host, extensions: { durableTask } },
      {
        version: '2.0',
        functionTimeout: '00:20:00',
        extensionBundle: { id: 'Microsoft.Azure.Functions.ExtensionBundle', version: '[4.0.0, 5.0.0)' },
        extensions: {
          durableTask: {
            hubName: 'Everythingatoncedev',
            storageProvider: { type: 'azureManaged' },
            versionMatchStrategy: 'None',
            versionFailureStrategy: 'Fail',
          },
        },
      },
    );
    assert.deepEqual(JSON.parse(everything.file('local.settings.example.json')), {
      IsEncrypted: false,
      Values: { FUNCTIONS_WORKER_RUNTIME: 'node', AzureWebJobsStorage: 'UseDevelopmentStorage=true' },
    });
    assert.match(everything.file('.funcignore'), /local\.settings\.json/);
  });

  it('has a version that changes with a workflow, and with nothing else', () => {
    const versionOf = (output: string, authLevel: string): unknown => {
      const service = compileService(
        `{ service: v, orchestration: { azure: { authLevel: ${authLevel} }, workflows: { a: { output: '${output}' } } } }`,
      );
      const host = JSON.parse(service.file('host.json')) as { extensions: { durableTask: { defaultVersion: string } } };
      return host.extensions.durableTask.defaultVersion;
    };
    assert.equal(versionOf('x', 'function'), versionOf('x', 'anonymous'));
    assert.notEqual(versionOf('x', 'function'), versionOf('y', 'function'));
  });

  it('takes along the handlers of the functions that are called', () => {
    assert.deepEqual(everything.deployment.handlers, [
      { function: 'reserve', folder: 'app/service' },
      { function: 'ship', folder: 'app/service' },
    ]);
    assert.match(everything.file('src/functions/app.activities.js'), /serviceFunction\('src\/shipping', 'ship'\)/);
  });

  it('has only what is needed', () => {
    const small = compileService(`{ service: s, orchestration: { workflows: { a: { azure: { http: false }, output: 1 } } } }`);
    assert.deepEqual(
      small.deployment.files.map(file => file.path),
      [
        'app/src/functions/a.js',
        'app/src/orchestration.js',
        'app/package.json',
        'app/host.json',
        'app/local.settings.example.json',
        'app/.funcignore',
      ],
    );
    assert.doesNotMatch(small.file('src/orchestration.js'), /within|retries|lanes|numberOf|createTimer|driven/);
    const calls = compileService(
      `{ service: s, functions: { f: { handler: a.f } }, orchestration: { workflows: { a: { do: [{ x: { call: f } }] } } } }`,
    );
    assert.doesNotMatch(calls.file('src/activity.js'), /within|timeout|sendRequest|fetch/);
  });

  describe('in the SDK', () => {
    let simulator: Simulator;
    before(async () => {
      const { app, options } = simulationOf(everything.deployment, everything.context);
      simulator = await createSimulator(app, options);
    });
    after(() => simulator.close());

    const binding = (name: string, type: string): Readonly<Record<string, unknown>> =>
      simulator.registrations.find(registration => registration.name === name)?.bindings.find(each => each['type'] === type) ??
      assert.fail(`${name} has no ${type}`);

    it('registers its functions', () => {
      assert.deepEqual(simulator.registrations.map(({ name }) => name).sort(), [
        'order',
        'order_all',
        'order_poll',
        'order_schedule',
        'order_schedule2',
        'order_schedule3',
        'order_two',
        'other',
        'reserve',
        'sendHttp',
        'ship',
        'startWorkflow',
        'workflowStatus',
      ]);
      assert.deepEqual(binding('startWorkflow', 'httpTrigger')['route'], 'workflows/{workflow}');
      assert.deepEqual(binding('startWorkflow', 'httpTrigger')['authLevel'], 'anonymous');
      assert.equal(binding('order_schedule3', 'timerTrigger')['schedule'], '0 0 0 * * *');
    });

    const http = (method: string, params: Record<string, string>, body?: string): { http: HttpTrigger } => ({
      http: { method, url: 'http://localhost:7071/api/workflows', params, ...(body === undefined ? {} : { body }) },
    });
    const answer = async (name: string, trigger: { http: HttpTrigger }, client: FakeClient): Promise<[number, unknown]> => {
      const { status, body } = (await simulator.invoke(name, trigger, client)) as { status: number; body: string };
      return [status, JSON.parse(body)];
    };

    it('starts a workflow over HTTP', async () => {
      const started: unknown[] = [];
      const client = { startNew: (...args: unknown[]) => (started.push(args), 'id-1') };
      const body = '{ "at": "2026-01-01T00:00:00.340Z" }';
      const [status, uris] = await answer('startWorkflow', http('POST', { workflow: 'order' }, body), client);
      assert.equal(status, 202);
      assert.ok((uris as Record<string, string>)['statusQueryGetUri']);
      await answer('startWorkflow', http('POST', { workflow: 'order' }), client);
      assert.deepEqual(started, [
        ['order', { input: { p: '{"at":"2026-01-01T00:00:00.340Z"}' } }],
        ['order', { input: { p: '{}' } }],
      ]);
    });

    it('refuses what it cannot start', async () => {
      const client = { startNew: () => assert.fail('started') };
      for (const [workflow, body, expected] of [
        ['other', '{}', 404],
        ['__proto__', '{}', 404],
        ['order', '{ nope', 400],
      ] as const) {
        assert.equal((await answer('startWorkflow', http('POST', { workflow }, body), client))[0], expected);
      }
    });

    it('tells how a workflow is', async () => {
      const error = { name: 'Bad', message: 'not A1', details: { a: 1 } };
      const states: Readonly<Record<string, Record<string, unknown>>> = {
        done: { name: 'order', runtimeStatus: 'Completed', output: { p: '{"ok":true}' }, customStatus: null },
        failed: {
          name: 'order',
          runtimeStatus: 'Failed',
          output: 'Bad: not A1',
          customStatus: { error: { p: JSON.stringify(error) } },
        },
        lost: { name: 'order', runtimeStatus: 'Failed', output: 'gone', customStatus: null },
        running: { name: 'order', runtimeStatus: 'Running', output: null, customStatus: null },
        foreign: { name: 'another', runtimeStatus: 'Completed', output: null, customStatus: null },
      };
      const client = {
        getStatus(id: unknown) {
          const state = states[String(id)];
          if (!state) throw new Error('DurableClient error: Durable Functions extension replied with HTTP 404 response.');
          return state;
        },
      };
      const ask = (id: string): Promise<[number, unknown]> =>
        answer('workflowStatus', http('GET', { workflow: 'order', id }), client);
      assert.deepEqual(await ask('done'), [200, { id: 'done', status: 'Completed', output: { ok: true } }]);
      assert.deepEqual(await ask('failed'), [200, { id: 'failed', status: 'Failed', error }]);
      assert.deepEqual(await ask('lost'), [
        200,
        { id: 'lost', status: 'Failed', error: { name: 'Unavailable', message: 'gone', details: null } },
      ]);
      assert.deepEqual(await ask('running'), [202, { id: 'running', status: 'Running' }]);
      assert.equal((await ask('foreign'))[0], 404);
      assert.equal((await ask('nobody'))[0], 404);
    });

    it('starts a workflow on its schedule', async () => {
      const started: unknown[] = [];
      const client = { startNew: (...args: unknown[]) => void started.push(args) };
      await simulator.invoke('order_schedule3', { timer: { isPastDue: false } }, client);
      assert.deepEqual(started, [['order', { input: { p: '{}' } }]]);
    });
  });
});
