import type { ActivityRequest } from '../protocol';
import { callbackOf } from './core';
import { invoke } from './invocation';
import { invocationContext } from './sdk';

/** Runs an activity; its result as JSON text. */
export async function runActivity(request: ActivityRequest): Promise<string> {
  const context = invocationContext(request.name, `${request.instanceId}:${request.invocation}`, {
    triggerMetadata: { instanceId: request.instanceId },
  });
  const value = await invoke(request.invocation, request.name, request.now, () =>
    callbackOf(request.name)(JSON.parse(request.input), context),
  );
  return JSON.stringify(value) ?? 'null';
}
