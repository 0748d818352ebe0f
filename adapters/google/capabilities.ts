import type { Capabilities } from '../../src/adapter';

const docs = 'https://cloud.google.com/workflows/docs';
const stdlib = `${docs}/reference/stdlib`;

/** What Google Cloud Workflows has, what is built from other parts, and what it lacks. */
export const capabilities: Capabilities = {
  steps: {
    call: { level: 'native', note: 'an HTTP call with a token of the service account', source: `${docs}/calling-run-functions` },
    http: { level: 'native', source: `${docs}/http-requests` },
    run: {
      level: 'native',
      note: 'a subworkflow of the same document; with a timeout an execution of its own',
      source: `${docs}/reference/syntax/subworkflows`,
    },
    set: { level: 'native', source: `${docs}/reference/syntax/variables` },
    do: { level: 'native', note: 'costs no step' },
    switch: { level: 'native', source: `${docs}/reference/syntax/conditions` },
    for: { level: 'native', source: `${docs}/reference/syntax/iteration` },
    loop: { level: 'native', note: 'a jump backwards', source: `${docs}/controlling-execution-order` },
    parallel: { level: 'native', note: 'two levels in each other', source: `${docs}/reference/syntax/parallel-steps` },
    raise: { level: 'native', source: `${docs}/reference/syntax/raising-errors` },
    wait: { level: 'native', source: `${stdlib}/sys/sleep` },
    return: { level: 'native', source: `${docs}/reference/syntax/completing` },
  },
  features: {
    timeout: { level: 'native', note: 'at most 30 minutes on a call', source: `${docs}/http-requests` },
    workflowTimeout: {
      level: 'refused',
      why: 'Google has no time limit for a workflow of its own. Give the `run` step that starts it a `timeout`, or its calls.',
      source: 'https://cloud.google.com/workflows/quotas',
    },
    retry: { level: 'native', note: 'several policies are counted in variables', source: `${docs}/reference/syntax/retrying` },
    retryBlock: { level: 'native', source: `${docs}/reference/syntax/retrying` },
    catch: { level: 'native', source: `${docs}/reference/syntax/catching-errors` },
    settle: {
      level: 'emulated',
      how: 'each branch catches its error and stores it',
      source: `${docs}/reference/syntax/parallel-steps`,
    },
    concurrency: { level: 'native', note: 'at most 20 at once', source: `${docs}/reference/syntax/parallel-steps` },
    dynamicWait: { level: 'native', source: `${stdlib}/sys/sleep` },
    waitUntil: { level: 'native', source: `${stdlib}/sys/sleep_until` },
    cron: { level: 'native', note: 'Cloud Scheduler', source: `${docs}/schedule-workflow` },
    rate: { level: 'emulated', how: 'as cron, where it divides an hour or a day', source: `${docs}/schedule-workflow` },
    timezone: { level: 'native', source: `${docs}/schedule-workflow` },
  },
  builtins: {
    toJson: {
      level: 'emulated',
      how: 'a step a value in it, so that whole numbers have no fraction',
      source: `${stdlib}/json/encode_to_string`,
    },
    string: {
      level: 'emulated',
      how: 'one step, so that whole numbers have no fraction',
      source: `${stdlib}/expression-helpers`,
    },
    number: { level: 'emulated', how: 'one or two steps', source: `${stdlib}/text/match_regex` },
    sum: { level: 'emulated', how: 'a loop: a step an item' },
    slice: { level: 'emulated', how: 'a few steps, and of a list one an item', source: `${stdlib}/text/substring` },
    lower: {
      level: 'emulated',
      how: "two steps: Google's own changes letters that aren't ASCII too",
      source: `${stdlib}/text/to_lower`,
    },
    upper: {
      level: 'emulated',
      how: "two steps: Google's own changes letters that aren't ASCII too",
      source: `${stdlib}/text/to_upper`,
    },
    trim: { level: 'emulated', how: 'two steps', source: `${stdlib}/text/replace_all_regex` },
    join: { level: 'emulated', how: 'a loop: a step an item' },
    contains: { level: 'emulated', how: 'one step in a string, a loop in a list', source: `${stdlib}/text/find_all` },
    startsWith: { level: 'emulated', how: 'one step', source: `${stdlib}/text/substring` },
    endsWith: { level: 'emulated', how: 'one step', source: `${stdlib}/text/substring` },
    concat: { level: 'emulated', how: 'a loop: a step an item', source: `${stdlib}/list/concat` },
    flatten: { level: 'emulated', how: 'loops: a step an item', source: `${stdlib}/list/concat` },
    range: { level: 'emulated', how: 'a loop: a step a number' },
    sort: { level: 'emulated', how: 'merging: about two steps an item and doubling' },
    keys: {
      level: 'emulated',
      how: 'the keys are sorted in loops: a few steps a pair of keys',
      source: `${stdlib}/expression-helpers`,
    },
    has: { level: 'native', note: 'one step when the key is computed' },
    put: { level: 'native', note: 'three steps when the key is computed', source: `${stdlib}/map/merge` },
    now: { level: 'emulated', how: 'a few steps: always three decimals', source: `${stdlib}/time/format` },
    addSeconds: { level: 'emulated', how: 'a few steps', source: `${stdlib}/time/parse` },
    secondsBetween: { level: 'emulated', how: 'a few steps', source: `${stdlib}/time/parse` },
  },
};
