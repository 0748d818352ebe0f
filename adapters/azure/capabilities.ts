import type { Capabilities } from '../../src/adapter';

const patterns = 'https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-overview';
const timers = 'https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-timers';
const errors = 'https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-error-handling';
const children = 'https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-sub-orchestrations';
const code = 'https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-code-constraints';
const schedules = 'https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer';

const plain = { level: 'native', note: 'statements of the orchestrator' } as const;

/** What Durable Functions can say, and how the rest is built. */
export const capabilities: Capabilities = {
  steps: {
    call: { level: 'native', note: 'an activity around the handler', source: patterns },
    http: {
      level: 'emulated',
      how: 'an activity that uses fetch, raced with a timer of at most 5 minutes: an error keeps its status and body, which the built-in HTTP task loses',
      source: patterns,
    },
    run: { level: 'native', note: 'a sub-orchestration', source: children },
    set: plain,
    do: plain,
    switch: plain,
    for: {
      level: 'native',
      note: 'plain statements; after about a hundred awaited tasks the other rounds run in sub-orchestrations',
      source: patterns,
    },
    loop: {
      level: 'native',
      note: 'plain statements; after about a hundred awaited tasks the other rounds run in sub-orchestrations',
      source: patterns,
    },
    parallel: {
      level: 'native',
      note: 'Task.all; a branch of several steps is a sub-orchestration. When one fails the others run to their end',
      source: patterns,
    },
    raise: plain,
    wait: { level: 'native', note: 'a durable timer', source: timers },
    return: plain,
  },
  features: {
    timeout: {
      level: 'native',
      note: 'a race with a timer; for more than 5 days, near what a timer that can be cancelled counts, what was called ends itself. A function that is too late runs to its end, and the instance until then',
      source: timers,
    },
    workflowTimeout: {
      level: 'emulated',
      how: 'a deadline that every part is told and heeds when it goes on; a function under way is waited for, unless its call has a timeout',
      source: timers,
    },
    retry: {
      level: 'emulated',
      how: 'a loop with durable timers: the built-in retry knows no filter by the error',
      source: errors,
    },
    retryBlock: { level: 'emulated', how: 'a loop with durable timers', source: errors },
    catch: { level: 'emulated', how: 'activities and children answer envelopes, since a failure loses its name', source: errors },
    settle: { level: 'emulated', how: 'envelopes', source: errors },
    concurrency: {
      level: 'emulated',
      how: 'lanes: each is a sub-orchestration that runs some of the iterations one after the other',
      source: patterns,
    },
    dynamicWait: { level: 'native', source: timers },
    waitUntil: { level: 'native', source: timers },
    cron: { level: 'native', note: 'NCRONTAB', source: schedules },
    rate: {
      level: 'native',
      note: 'NCRONTAB; where hours or days do not divide evenly the timer fires more often and skips what is not due',
      source: schedules,
    },
    timezone: {
      level: 'emulated',
      how: "the timer fires every hour and asks for the zone's time: WEBSITE_TIME_ZONE is one for the whole app, and not on every plan",
      source: schedules,
    },
  },
  builtins: {
    now: { level: 'native', note: 'context.df.currentUtcDateTime', source: code },
    uuid: { level: 'native', note: 'context.df.newGuid', source: code },
  },
};
