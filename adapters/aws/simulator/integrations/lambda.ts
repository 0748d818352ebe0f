import type { FunctionAnswer } from '../../../../src/engine';
import type { Json } from '../../../../src/language/json';
import { StateError } from '../errors';
import { copyOf, parametersOf, requiredText, unusable } from './parameters';
import type { Integration, TaskRequest } from './integration';

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
export const lambdaInvoke: Integration = {
  service: 'lambda',
  prepare(task) {
    const parameters = parametersOf(task);
    const name = requiredText(task, parameters, 'FunctionName');
    if (parameters.InvocationType !== undefined && parameters.InvocationType !== 'RequestResponse') {
      throw unusable(task, `The simulator only invokes functions with InvocationType RequestResponse`);
    }
    const { execution } = task.visit.lane;
    const { run } = execution;
    const key = run.functionKey(name);
    return {
      target: key ?? name,
      async perform() {
        if (key === undefined) throw notFound(name);
        const input = copyOf(Object.hasOwn(parameters, 'Payload') ? (parameters.Payload as Json) : {});
        return resultOf(task, await run.world.call({ function: key, input, executionId: execution.name }));
      },
    };
  },
};

function resultOf(task: TaskRequest, answer: FunctionAnswer): Json {
  const { lane, enteredId, retryCount } = task.visit;
  const requestId = `${lane.execution.name}-${enteredId}-${retryCount}`;
  if (answer.ok) {
    return {
      ExecutedVersion: '$LATEST',
      Payload: copyOf(answer.value),
      SdkHttpMetadata: { HttpStatusCode: 200 },
      SdkResponseMetadata: { RequestId: requestId },
      StatusCode: 200,
    };
  }
  if (answer.platform) {
    const { error, cause } = lane.execution.run.platformFailure();
    throw new StateError(error, `${cause} (Service: AWSLambda; Request ID: ${requestId}; Proxy: null)`);
  }
  const { name, message } = answer.error;
  throw new StateError(name, JSON.stringify({ errorType: name, errorMessage: message, trace: [] }));
}

/**
 * What the service says when it can't run a function: it is not one error but several, all of which its documentation
 * tells to retry. https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#bp-lambda-serviceexception
 */
export const platformFailures = [
  { error: 'Lambda.TooManyRequestsException', cause: 'Rate Exceeded.' },
  { error: 'Lambda.ServiceException', cause: 'The service encountered an internal error.' },
  { error: 'Lambda.AWSLambdaException', cause: 'We currently do not have sufficient capacity in the region you requested.' },
  { error: 'Lambda.SdkClientException', cause: 'Unable to execute HTTP request: Connection reset' },
] as const;

/** The words are recorded from the service. */
function notFound(name: string): StateError {
  return new StateError(
    'Lambda.ResourceNotFoundException',
    `Function not found: ${name}:$LATEST (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: 0; Proxy: null)`,
  );
}

/** A function's name or ARN without a version, an alias or `$LATEST` behind it. */
export function withoutQualifier(nameOrArn: string): string {
  const arn = /^(arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]+)(?::[^:]+)?$/.exec(nameOrArn);
  if (arn) return arn[1] as string;
  const name = /^([^:]+):[^:]+$/.exec(nameOrArn);
  return name ? (name[1] as string) : nameOrArn;
}
