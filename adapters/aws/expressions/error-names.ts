/** Lambda's own failures, for which a call is worth another try: the language's `Unavailable`. */
// https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
export const lambdaUnavailable = [
  'Lambda.TooManyRequestsException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
] as const;

/** A function that isn't there or may not be called: the language's `Error`. */
export const lambdaRefused = ['Lambda.ResourceNotFoundException', 'Lambda.AccessDeniedException'] as const;

/** HTTP statuses that say: not now. */
export const transientStatuses = [429, 502, 503, 504] as const;

// https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
export const httpStatusPrefix = 'States.Http.StatusCode.';
export const httpSocket = 'States.Http.Socket';
