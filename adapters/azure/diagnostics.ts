import { define } from '../../src/adapter';
import { didYouMean } from '../../src/diagnostics/suggest';

export const unknownOption = define(
  'azure/unknown-option',
  'error',
  'An option under `orchestration.azure`, or under `azure` in a workflow, that the target does not know.',
  (option: string, known: readonly string[]) => ({
    message: `Azure has no option "${option}" here.`,
    hint: didYouMean(option, known, 'There are no options here.'),
  }),
);

export const badOption = define(
  'azure/bad-option',
  'error',
  'An option of the target has a value that it cannot have.',
  (option: string, expected: string) => ({ message: `The option "${option}" must be ${expected}.` }),
);

export const badName = define(
  'azure/bad-name',
  'error',
  "A workflow's name is the name of a function on Azure: it begins with a letter, and isn't `host`.",
  (name: string) => ({
    message: `Azure can't have a function called "${name}".`,
    hint: 'Choose a name that begins with a letter.',
  }),
);

export const nameTaken = define(
  'azure/name-taken',
  'error',
  'Names of functions on Azure are the same when only the case of their letters differs.',
  (name: string, other: string) => ({
    message: `"${name}" and "${other}" are one name for Azure.`,
    hint: 'Rename one of the workflows.',
  }),
);

export const notNode = define(
  'azure/not-node',
  'error',
  'The functions that a workflow calls become activities of a Node app, so they must be Node handlers.',
  (key: string, runtime: string) => ({
    message: `The function "${key}" runs on ${runtime}; on Azure a workflow can only call Node functions.`,
    hint: 'Call it over HTTP with an `http` step, or write it for Node.',
  }),
);

export const noHandler = define(
  'azure/no-handler',
  'error',
  'A function without a handler file (a container image, say) cannot be taken along into the function app.',
  (key: string) => ({
    message: `The function "${key}" has no handler like "src/orders.reserve".`,
    hint: 'Give it a `handler`, or call it over HTTP with an `http` step.',
  }),
);

export const requestTooLong = define(
  'azure/request-too-long',
  'error',
  'An `http` step is a `fetch` of Node, which gives up a server that says nothing for five minutes: https://nodejs.org/api/globals.html#fetch',
  (seconds: number) => ({
    message: `A request on Azure has 300 seconds at most, not ${seconds}.`,
    hint: 'Write a timeout of at most 5m, or make the request in a function.',
  }),
);

export const retryTooLong = define(
  'azure/retry-too-long',
  'error',
  'The delay before a retry grows with each one; beyond a year it is a mistake on Azure.',
  (seconds: number) => ({
    message: `The last retry would wait ${Math.round(seconds)} seconds, which is more than a year.`,
    hint: 'Set `maxDelay`, or a smaller `backoff`.',
  }),
);

export const environmentConflict = define(
  'azure/environment-conflict',
  'error',
  'The functions of an app run in one process, so an environment variable has one value for all of them.',
  (variable: string, key: string, other: string) => ({
    message: `The functions "${key}" and "${other}" have different values of ${variable}, and on Azure they share one.`,
    hint: 'Give the variable one value, or two names.',
  }),
);
