import { define } from '../../src/adapter';
import { didYouMean } from '../../src/diagnostics/suggest';

// Reports from the field: the Cause is the status in words ("Bad Request") and nothing else. See HttpFailureCause in the simulator.
export const httpErrorBody = define(
  'aws/http-error-body',
  'error',
  'The error of an HTTP task has the status of the answer and not its body: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html',
  (name: string) => ({
    message: `${name} reads more of a request's error than Step Functions keeps: the body of a refused answer is lost.`,
    hint: `Read ${name}.name, ${name}.message or ${name}.details.status; or make the request in a function.`,
  }),
);

export const protoKey = define(
  'aws/proto-key',
  'error',
  'JSONata 2.0.6, which Step Functions evaluates, loses a key named `__proto__` in a map that an expression makes.',
  () => ({ message: 'An expression on Step Functions can\'t make a map with the key "__proto__".' }),
);

export const unknownOption = define(
  'aws/unknown-option',
  'error',
  'An option of AWS that this version does not know.',
  (name: string, known: readonly string[]) => ({
    message: `AWS Step Functions has no option "${name}" here.`,
    hint: didYouMean(name, known),
  }),
);

export const badOption = define(
  'aws/bad-option',
  'error',
  "An option's value isn't of the kind it takes. Intrinsic functions of CloudFormation are taken wherever a text is.",
  (name: string, expected: string) => ({ message: `"${name}" must be ${expected}.` }),
);

export const nameTooLong = define(
  'aws/name-too-long',
  'error',
  'The name of a state machine has at most 80 characters: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html',
  (name: string) => ({
    message: `The state machine's name would be "${name}": ${name.length} characters of at most 80.`,
    hint: 'Give the workflow a shorter name with `aws: { name: ... }`.',
  }),
);

export const nameTaken = define(
  'aws/name-taken',
  'error',
  'Two workflows would get the same name or the same logical id in the stack.',
  (what: string, name: string, other: string) => ({
    message: `The workflow "${other}" has the ${what} "${name}" already.`,
    hint: 'Rename one of the workflows.',
  }),
);

export const definitionTooLarge = define(
  'aws/definition-too-large',
  'error',
  'A definition has at most 1 MB: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html',
  (workflow: string, bytes: number) => ({
    message: `The definition of "${workflow}" has ${bytes} bytes; Step Functions takes at most 1,048,576.`,
    hint: 'Move a part into a workflow of its own and `run` it.',
  }),
);

export const express = define(
  'aws/express',
  'error',
  'An EXPRESS state machine runs at most five minutes and waits for no other: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html',
  (what: string) => ({ message: `An EXPRESS state machine can't ${what}.`, hint: 'Leave out `type: EXPRESS`.' }),
);

export const expressChild = define(
  'aws/express-child',
  'error',
  'Waiting for the end of another state machine works with STANDARD ones only: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html',
  (child: string) => ({
    message: `"${child}" is an EXPRESS state machine: no workflow can wait for its end.`,
    hint: `Leave out \`type: EXPRESS\` in "${child}".`,
  }),
);

export const roleAndStatements = define(
  'aws/role-and-statements',
  'error',
  'With a role of the user’s own no other is made, and statements have nowhere to go.',
  () => ({ message: '`iamRoleStatements` has no effect beside `role`.', hint: 'Add the statements to the role.' }),
);

export const unknownFunction = define(
  'aws/unknown-function',
  'error',
  'A function that is to learn the ARN of a state machine has to be one of the service.',
  (name: string, known: readonly string[]) => ({
    message: `There is no function "${name}" in this service.`,
    hint: didYouMean(name, known),
  }),
);

export const forbiddenHeader = define(
  'aws/forbidden-header',
  'error',
  'HTTP tasks refuse some headers: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html',
  (name: string) => ({
    message: `Step Functions doesn't send the header "${name}".`,
    hint: /^authorization$/i.test(name) ? 'Let an EventBridge connection send it: `aws: { connection: <its ARN> }`.' : undefined,
  }),
);

export const httpTimeout = define(
  'aws/http-timeout',
  'error',
  'An HTTP task ends by itself after 60 seconds, as a broken connection: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html',
  (seconds: number) => ({
    message: `A request on Step Functions has less than 60 seconds, not ${seconds}.`,
    hint: 'Write a timeout of at most 59s, or make the request in a function.',
  }),
);

export const httpsOnly = define(
  'aws/https-only',
  'error',
  'HTTP tasks call HTTPS addresses only: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html',
  (url: string) => ({ message: `Step Functions calls https addresses only, not ${url}.` }),
);
