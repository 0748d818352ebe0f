import type { InvokeRequest, TriggerData } from '../protocol';
import { callbackOf, registrationOf } from './core';
import { callWorld, invoke } from './invocation';
import { functionsSdk, invocationContext, requireFromApp } from './sdk';

/** The methods of the durable client that reach the extension; the others compute URLs. */
const remote = [
  'startNew',
  'getStatus',
  'getStatusAll',
  'getStatusBy',
  'raiseEvent',
  'terminate',
  'suspend',
  'resume',
  'rewind',
  'purgeInstanceHistory',
  'purgeInstanceHistoryBy',
  'readEntityState',
  'signalEntity',
] as const;

/** Calls a function that has a durable client, which the simulator's side plays. */
export async function invokeStarter(request: InvokeRequest): Promise<unknown> {
  playClient();
  const registration = registrationOf(request.name);
  const inputs = (registration?.bindings ?? []).filter(binding => binding.type === 'durableClient');
  const context = invocationContext(request.name, `starter:${request.invocation}`, { options: { extraInputs: inputs } });
  for (const input of inputs) context.extraInputs.set(input, clientData);
  const result = await invoke(request.invocation, request.name, request.now, () =>
    callbackOf(request.name)(triggerOf(request.trigger), context),
  );
  return 'http' in request.trigger ? httpResponse(result) : JSON.parse(JSON.stringify(result ?? null));
}

let played = false;

function playClient(): void {
  if (played) return;
  played = true;
  const { DurableClient } = requireFromApp('durable-functions/lib/src/durableClient/DurableClient') as {
    DurableClient: { prototype: Record<string, unknown> };
  };
  for (const method of remote) {
    DurableClient.prototype[method] = async (...args: unknown[]) => {
      const answer = await callWorld({ kind: 'client', method, args: JSON.stringify(args) }).answer;
      if (answer.kind === 'value') return JSON.parse(answer.value) as unknown;
      throw new Error(answer.kind === 'error' ? answer.message : `A client can't be answered with ${answer.kind}`);
    };
  }
}

function triggerOf(trigger: TriggerData): unknown {
  if ('timer' in trigger) return { schedule: {}, scheduleStatus: null, isPastDue: trigger.timer.isPastDue };
  const { body, ...request } = trigger.http;
  return new (functionsSdk().HttpRequest)({ ...request, ...(body !== undefined && { body: { string: body } }) });
}

async function httpResponse(result: unknown): Promise<{ status: number; headers: Record<string, string>; body: string }> {
  const { HttpResponse } = functionsSdk();
  const response = result instanceof HttpResponse ? result : new HttpResponse(result ?? {});
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

const origin = 'http://localhost:7071';
const instances = `${origin}/runtime/webhooks/durabletask/instances/INSTANCEID`;
const query = 'taskHub=simulator&connection=Storage&code=simulator';

/** What the extension hands to a durable client binding; the upper-case words are filled in by the SDK. */
const clientData = {
  taskHubName: 'simulator',
  baseUrl: `${origin}/runtime/webhooks/durabletask`,
  rpcBaseUrl: `${origin}/durabletask/`,
  requiredQueryStringParameters: query,
  creationUrls: {
    createNewInstancePostUri: `${origin}/runtime/webhooks/durabletask/orchestrators/{functionName}[/{instanceId}]?${query}`,
    createAndWaitOnNewInstancePostUri: `${origin}/runtime/webhooks/durabletask/orchestrators/{functionName}[/{instanceId}]?timeout={timeoutInSeconds}&${query}`,
  },
  managementUrls: {
    id: 'INSTANCEID',
    statusQueryGetUri: `${instances}?${query}`,
    sendEventPostUri: `${instances}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: `${instances}/terminate?reason={text}&${query}`,
    rewindPostUri: `${instances}/rewind?reason={text}&${query}`,
    purgeHistoryDeleteUri: `${instances}?${query}`,
    restartPostUri: `${instances}/restart?${query}`,
    suspendPostUri: `${instances}/suspend?reason={text}&${query}`,
    resumePostUri: `${instances}/resume?reason={text}&${query}`,
  },
};
