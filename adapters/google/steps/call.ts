import type { CallStep } from '../../../src/adapter';
import { entriesOf, invoke, literal, map, ownStep } from '../build';
import { lowerBody } from '../expressions/demanded';
import type { At } from '../frame';
import { environmentName, functionTimeout } from '../functions';
import type { Step, Value } from '../model';
import { variableOf } from '../frame';
import { isRead } from './block';
import { lowerDuration } from './duration';
import type { Lowered } from './lowered';

/**
 * An HTTP function, called with a token of the workflow's service account; its URL comes from the workflow's environment.
 * https://cloud.google.com/workflows/docs/calling-run-functions
 */
export function lowerCall(userStep: CallStep, at: At): Lowered {
  const before: Step[] = [];
  const body = lowerBody(userStep.with, at, before);
  const longest = functionTimeout(userStep.function, at.frame.unit.context.project);
  const timeout = userStep.timeout
    ? lowerDuration(userStep.timeout, 1, at, before)
    : longest === undefined
      ? undefined
      : literal(longest);
  const args: Record<string, Value> = {
    url: invoke('sys.get_env', literal(environmentName(userStep.function, at.frame.unit.context.project))),
    auth: map({ type: literal('OIDC') }),
    body,
    ...(timeout ? { timeout } : {}),
  };
  const result = isRead(userStep, at) ? { result: variableOf(at, userStep.name) } : {};
  const call = ownStep(userStep.name, { kind: 'call', function: 'http.post', args: entriesOf(args), ...result });
  return { before, attempt: [call] };
}
