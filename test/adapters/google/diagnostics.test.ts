import assert from 'node:assert/strict';
import * as catalogue from '../../../adapters/google/diagnostics';
import { functionsOf, make } from './support';

interface Example {
  readonly workflows: Record<string, unknown>;
  readonly service?: Record<string, unknown>;
  readonly options?: unknown;
  /** Where it is found. */
  readonly at: string;
}

const call = (key = 'work', more: object = {}): object => ({ do: [{ step: { call: key, ...more } }] });
const many = Array.from({ length: 21 }, (_, i) => `f${i}`);

/** Each code with what shows it. */
const examples: Readonly<Record<string, readonly Example[]>> = {
  'google/unknown-option': [
    { workflows: { w: call() }, options: { regoin: 'europe-west1' }, at: 'orchestration.google.regoin' },
    { workflows: { w: { ...call(), google: { label: {} } } }, at: 'orchestration.workflows.w.google.label' },
    {
      workflows: { w: call() },
      options: { functionUrls: { wrok: 'https://x.example' } },
      at: 'orchestration.google.functionUrls.wrok',
    },
  ],
  'google/bad-option': [
    { workflows: { w: call() }, options: 'europe-west1', at: 'orchestration.google' },
    { workflows: { w: call() }, options: { project: 5 }, at: 'orchestration.google.project' },
    { workflows: { w: call() }, options: { labels: { a: 1 } }, at: 'orchestration.google.labels' },
    { workflows: { w: { ...call(), google: { callLogLevel: 'loud' } } }, at: 'orchestration.workflows.w.google.callLogLevel' },
  ],
  'google/workflow-id': [
    { workflows: { w: { ...call(), google: { id: '1st' } } }, at: 'orchestration.workflows.w.google.id' },
    { workflows: { w: { ...call(), google: { id: 'ends-in_' } } }, at: 'orchestration.workflows.w.google.id' },
    { workflows: { w: { ...call(), google: { id: 'x'.repeat(65) } } }, at: 'orchestration.workflows.w.google.id' },
  ],
  'google/same-workflow-id': [
    {
      workflows: { a: { ...call(), google: { id: 'same' } }, b: { ...call(), google: { id: 'same' } } },
      at: 'orchestration.workflows.b.google.id',
    },
    {
      workflows: { a: { ...call(), google: { id: 'shop-dev-b' } }, b: call() },
      at: 'orchestration.workflows.b',
    },
  ],
  'google/timeout-too-long': [
    { workflows: { w: call('work', { timeout: '31m' }) }, at: 'orchestration.workflows.w.do.0.step.timeout' },
    {
      workflows: { w: { do: [{ step: { http: 'https://a.example', timeout: '1h' } }] } },
      at: 'orchestration.workflows.w.do.0.step.timeout',
    },
  ],
  'google/function-timeout': [
    {
      workflows: { w: call() },
      service: { functions: { work: { handler: 'a.b', runtime: 'nodejs22.x', timeout: 3600 } } },
      at: 'orchestration.workflows.w.do.0.step.call',
    },
  ],
  'google/not-node': [
    {
      workflows: { w: call() },
      service: { functions: { work: { handler: 'a.b', runtime: 'python3.12' } } },
      at: 'orchestration.workflows.w.do.0.step.call',
    },
  ],
  'google/no-handler': [
    {
      workflows: { w: call() },
      service: { functions: { work: { image: 'some/image' } } },
      at: 'orchestration.workflows.w.do.0.step.call',
    },
  ],
  'google/too-many-functions': [
    {
      workflows: { w: { do: many.map(key => ({ [`call_${key}`]: { call: key } })) } },
      service: { functions: functionsOf(many.join(' ')) },
      at: 'orchestration.workflows.w',
    },
  ],
  'google/nested-too-deep': [
    { workflows: { w: { do: [nested(3)] } }, at: 'orchestration.workflows.w.do.0.level3.do.0.level2.do.0.level1' },
  ],
  'google/source-too-long': [
    {
      workflows: { w: { output: Array.from({ length: 3000 }, (_, i) => `${'x'.repeat(50)}${i}`) } },
      at: 'orchestration.workflows.w',
    },
  ],
  'google/rate': [
    {
      workflows: { w: { ...call(), events: [{ schedule: { rate: '7 minutes' } }] } },
      at: 'orchestration.workflows.w.events.0.schedule.rate',
    },
    {
      workflows: { w: { ...call(), events: [{ schedule: { rate: '2 days' } }] } },
      at: 'orchestration.workflows.w.events.0.schedule.rate',
    },
  ],
  'google/input-too-long': [
    {
      workflows: { w: { ...call(), events: [{ schedule: { rate: '1 hour', input: 'x'.repeat(40_000) } }] } },
      at: 'orchestration.workflows.w.events.0.schedule.input',
    },
  ],
};

function nested(levels: number): object {
  const inner = levels === 1 ? { inner: { call: 'work' } } : nested(levels - 1);
  return { [`level${levels}`]: { for: { each: `n${levels}`, in: [1, 2] }, concurrency: 2, do: [inner] } };
}

describe("Google's own diagnostics", () => {
  for (const [code, all] of Object.entries(examples)) {
    it(code, () => {
      for (const { workflows, service, options, at } of all) {
        const { diagnostics } = make(workflows, service, options);
        assert.deepEqual(
          diagnostics.map(found => [found.code, found.place.path.join('.')]),
          [[code, at]],
          JSON.stringify(workflows).slice(0, 300),
        );
      }
    });
  }

  it('are all shown here', () => {
    assert.deepEqual(
      Object.values(catalogue)
        .map(({ code }) => code)
        .sort(),
      Object.keys(examples).sort(),
    );
  });

  it('suggest what may have been meant', () => {
    const { diagnostics } = make({ w: call() }, {}, { regoin: 'x' });
    assert.equal(diagnostics[0]?.hint, 'Did you mean "region"?');
  });

  it('are none where all is well', () => {
    const options = {
      project: 'p',
      region: 'europe-west1',
      serviceAccount: 'runner@p.iam.gserviceaccount.com',
      callLogLevel: 'log-errors-only',
      executionHistoryLevel: 'basic',
      labels: { team: 'shop' },
      functionUrls: { other: 'https://other.example' },
    };
    const own = { id: 'my-workflow', labels: { tier: '1' }, callLogLevel: 'log-all-calls' };
    const python = {
      functions: {
        work: { handler: 'a.b', runtime: 'nodejs22.x', memorySize: 512, timeout: 60 },
        other: { handler: 'a.b', runtime: 'python3.12' },
      },
    };
    const steps = [{ a: { call: 'work' } }, { b: { call: 'other', timeout: '30m' } }];
    const { diagnostics, files } = make(
      {
        w: {
          do: steps,
          google: own,
          events: [
            { schedule: { rate: '15 minutes' } },
            { schedule: { cron: '0 9 * * MON', timezone: 'Europe/Berlin', input: { a: 1 } } },
          ],
        },
      },
      python,
      options,
    );
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(JSON.parse(files['manifest.json']!), {
      version: 1,
      service: 'shop',
      stage: 'dev',
      project: 'p',
      region: 'europe-west1',
      functions: [
        {
          key: 'work',
          name: 'shop-dev-work',
          url: 'https://europe-west1-p.cloudfunctions.net/shop-dev-work',
          source: 'functions/work',
          entryPoint: 'handle',
          runtime: 'nodejs22',
          timeout: 60,
          memory: 512,
          environment: {},
          ingress: 'all',
          authentication: 'required',
        },
        { key: 'other', url: 'https://other.example' },
      ],
      workflows: [
        {
          workflow: 'w',
          id: 'my-workflow',
          source: 'w.workflows.yaml',
          serviceAccount: 'runner@p.iam.gserviceaccount.com',
          callLogLevel: 'log-all-calls',
          executionHistoryLevel: 'basic',
          labels: { team: 'shop', tier: '1' },
          environment: {
            FN_WORK_URL: { function: 'work', url: 'https://europe-west1-p.cloudfunctions.net/shop-dev-work' },
            FN_OTHER_URL: { function: 'other', url: 'https://other.example' },
          },
          roles: [
            { role: 'roles/run.invoker', function: 'work' },
            { role: 'roles/run.invoker', function: 'other' },
          ],
          runs: [],
          schedules: [
            {
              name: 'my-workflow-1',
              cron: '*/15 * * * *',
              timezone: 'Etc/UTC',
              body: { argument: '{}' },
              roles: [{ role: 'roles/workflows.invoker' }],
            },
            {
              name: 'my-workflow-2',
              cron: '0 9 * * MON',
              timezone: 'Europe/Berlin',
              body: { argument: '{"a":1}' },
              roles: [{ role: 'roles/workflows.invoker' }],
            },
          ],
        },
      ],
    });
  });
});
