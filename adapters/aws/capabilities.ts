import type { Capabilities } from '../../src/adapter';

const docs = 'https://docs.aws.amazon.com/step-functions/latest/dg';
const native = (page: string, note?: string): { level: 'native'; source: string; note?: string } => ({
  level: 'native',
  source: `${docs}/${page}.html`,
  ...(note === undefined ? {} : { note }),
});
const emulated = (how: string, page: string): { level: 'emulated'; how: string; source: string } => ({
  level: 'emulated',
  how,
  source: `${docs}/${page}.html`,
});

/** What Step Functions can say, and how. */
export const capabilities: Capabilities = {
  steps: {
    call: native('connect-lambda'),
    http: native('call-https-apis', 'through an EventBridge connection; at most 60 seconds'),
    run: native('connect-stepfunctions'),
    set: native('workflow-variables', 'on the way between two states, for no state of its own'),
    do: emulated('its states stand among the others; each knows who takes its errors', 'concepts-error-handling'),
    switch: native('state-choice'),
    for: native('state-map-inline', 'as one expression where it calls nothing; as a cycle of states where rounds see each other'),
    loop: emulated('a cycle of states through a Choice', 'state-choice'),
    parallel: native('state-parallel', 'a failing branch ends the others'),
    raise: native('state-fail', 'a jump where something in the workflow takes it'),
    wait: native('state-wait'),
    return: native('state-succeed'),
  },
  features: {
    timeout: native('state-task'),
    workflowTimeout: native('statemachine-structure'),
    retry: native('concepts-error-handling', 'as a cycle of states on `run`, and for names like HttpError.5xx'),
    retryBlock: emulated('a cycle of states that counts and waits', 'state-choice'),
    catch: native('concepts-error-handling'),
    settle: emulated('catchers in the branches', 'concepts-error-handling'),
    concurrency: native('state-map-inline', 'an inline Map runs at most 40 iterations at once'),
    dynamicWait: native('state-wait'),
    waitUntil: native('state-wait'),
    cron: { level: 'native', source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html' },
    rate: { level: 'native', source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html' },
    timezone: { level: 'native', source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html' },
  },
  builtins: {},
};
