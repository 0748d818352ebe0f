import { isMap } from '../../../../src/language/json';
import type { FailureDetails } from './history';

interface Failure {
  readonly Reason: string;
  readonly Details: string;
  readonly FailureDetails?: FailureDetails;
}

/** What the extension makes of an activity that failed: only the message gets through, and between two blanks of its own. */
export function activityFailure(name: string, message: string, stack: string): Failure {
  const details = failureDetails(message);
  return {
    Reason: `Activity function '${name}' failed:  ${message}`,
    Details: JSON.stringify({ $type: 'System.Exception', Message: message, RemoteStackTrace: stack }),
    ...(details && { FailureDetails: details }),
  };
}

/** What a parent sees of a sub-orchestration that failed. */
export function childFailure(name: string, message: string): Failure {
  return {
    Reason: `Orchestrator function '${name}' failed: ${message}`,
    Details: `Message: ${message}, StackTrace: `,
  };
}

/** With an exception properties provider the SDK's activity wrapper makes the message a JSON of its own, which the extension takes apart. */
function failureDetails(message: string): FailureDetails | undefined {
  if (!message.startsWith('{')) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    return undefined;
  }
  if (!isMap(parsed) || typeof parsed.errorType !== 'string' || typeof parsed.errorMessage !== 'string') return undefined;
  return {
    ErrorType: parsed.errorType,
    ErrorMessage: parsed.errorMessage,
    StackTrace: typeof parsed.stackTrace === 'string' ? parsed.stackTrace : '',
    IsNonRetriable: parsed.isNonRetriable === true,
    Properties: parsed.properties ?? null,
    InnerFailure: null,
  };
}
