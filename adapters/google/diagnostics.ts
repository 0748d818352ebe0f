import { define } from '../../src/adapter';
import { didYouMean } from '../../src/diagnostics/suggest';

/** What Google Cloud Workflows can't do, or not so, and what is wrong with the options for it. */

export const unknownOption = define(
  'google/unknown-option',
  'error',
  'A key among the options for Google that means nothing. Nothing is ignored in silence.',
  (name: string, known: readonly string[]) => ({
    message: `Google Cloud Workflows has no option "${name}" here.`,
    hint: didYouMean(name, known),
  }),
);

export const badOption = define(
  'google/bad-option',
  'error',
  'An option for Google has a value of another form than it takes.',
  (name: string, expected: string) => ({ message: `The option "${name}" must be ${expected}.` }),
);

export const badWorkflowId = define(
  'google/workflow-id',
  'error',
  "A workflow's id at Google begins with a letter, has letters, digits, - and _, doesn't end with one of these two, and has at most 64 characters. Without the option `id` it is the service's name, the stage and the workflow's name; where that doesn't fit, it is shortened and ends with a checksum.",
  (id: string) => ({
    message: `"${id}" can't be the id of a workflow at Google.`,
    hint: 'It begins with a letter, has letters, digits, - and _, a letter or a digit at its end, and at most 64 characters. Without `id` one is made of the names.',
  }),
);

export const sameWorkflowId = define(
  'google/same-workflow-id',
  'error',
  'Two workflows of a service have one id at Google, so one would replace the other.',
  (id: string, other: string) => ({
    message: `The workflow "${other}" has the id "${id}" too.`,
    hint: 'Give one of them another: `google: { id: ... }`.',
  }),
);

export const timeoutTooLong = define(
  'google/timeout-too-long',
  'error',
  'Google Cloud Workflows waits at most 1800 seconds for an HTTP answer, and functions are called by HTTP.',
  (seconds: number) => ({
    message: `Google waits at most 1800 seconds for an answer, not ${seconds}.`,
    hint: 'Let the function start the work and return, and ask for its end in a loop with `every`.',
  }),
);

export const functionTimeout = define(
  'google/function-timeout',
  'warning',
  'The function may run longer than the 1800 seconds that Google Cloud Workflows waits for an HTTP answer; a call that takes longer ends with Timeout.',
  (key: string, seconds: number) => ({
    message: `The function "${key}" may run for ${seconds} seconds; Google waits at most 1800 for its answer.`,
    hint: 'Let it start the work and return, and ask for its end in a loop with `every`.',
  }),
);

export const notNode = define(
  'google/not-node',
  'error',
  'Only functions in Node.js get the wrapper that makes a handler an HTTP function. Any other must be deployed by its own means and speak the same contract; its URL is then an option.',
  (key: string, runtime: string) => ({
    message: `The function "${key}" runs on ${runtime}: only Node.js functions can be wrapped for Google.`,
    hint: `Deploy it yourself and give its address: \`orchestration: { google: { functionUrls: { ${key}: https://... } } }\`.`,
  }),
);

export const noHandler = define(
  'google/no-handler',
  'error',
  'A function without a `handler` (a container image, say) has nothing that could be wrapped.',
  (key: string) => ({
    message: `The function "${key}" has no handler that could be wrapped for Google.`,
    hint: `Deploy it yourself and give its address: \`orchestration: { google: { functionUrls: { ${key}: https://... } } }\`.`,
  }),
);

export const tooManyFunctions = define(
  'google/too-many-functions',
  'error',
  'A workflow at Google has at most 20 environment variables, and each function it calls has its address in one. Workflows that it runs without a timeout stand in the same document and count too.',
  (count: number) => ({
    message: `It calls ${count} functions; Google has room for the addresses of 20.`,
    hint: 'Put a part of it into a workflow of its own, and give the `run` step a `timeout`: it then runs as an execution of its own.',
  }),
);

export const nestedTooDeep = define(
  'google/nested-too-deep',
  'error',
  'Google Cloud Workflows runs parallel steps inside parallel steps to a depth of two.',
  (depth: number) => ({
    message: `This is parallel work on level ${depth}; Google has two.`,
    hint: 'Leave out `concurrency` on an inner loop, or put the inner work into a workflow of its own that is run with a `timeout`.',
  }),
);

export const sourceTooLong = define(
  'google/source-too-long',
  'error',
  'The source of a workflow at Google has at most 128 KB.',
  (bytes: number) => ({
    message: `What it becomes has ${bytes} bytes; Google takes 131072.`,
    hint: 'Put a part of it into a workflow of its own, and give the `run` step a `timeout`: it then has a source of its own.',
  }),
);

export const inputTooLong = define(
  'google/input-too-long',
  'error',
  'The input of an execution has at most 32 KB at Google.',
  (bytes: number) => ({ message: `The schedule's input has ${bytes} bytes; Google takes 32768.` }),
);

export const badRate = define(
  'google/rate',
  'error',
  'Cloud Scheduler has cron only, so a rate must divide the hour or the day, or be one day: otherwise its rounds would be uneven.',
  (text: string) => ({
    message: `Google's scheduler can't say "${text}".`,
    hint: 'Minutes must divide 60, hours must divide 24, and days must be 1; or write a cron expression.',
  }),
);
