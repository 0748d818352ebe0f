import type { HttpAnswer, World } from '../../../src/engine';
import type { Json } from '../../../src/language/json';
import type { Call, CallAnswer } from './protocol';

/** `platform`: the activity is to fail from outside of the app's code. */
export type WorldOutcome = CallAnswer | { readonly kind: 'platform'; readonly message: string };

/** Has the world do what an activity asks for. */
export async function askWorld(request: Call, world: World, executionId: string): Promise<WorldOutcome> {
  if (request.kind === 'http') {
    const { method, url, headers, body } = request;
    const answer: HttpAnswer = await world.http({ method, url, headers, ...(body !== undefined && { body }) });
    return answer.ok
      ? { kind: 'http', status: answer.status, headers: answer.headers, body: answer.body }
      : { kind: 'noConnection', message: answer.message };
  }
  if (request.kind !== 'function') {
    return { kind: 'error', name: 'Error', message: `An activity has no durable client (${request.kind})` };
  }
  const answer = await world.call({ function: request.function, input: JSON.parse(request.input) as Json, executionId });
  if (answer.ok) return { kind: 'value', value: JSON.stringify(answer.value) };
  const { name, message } = answer.error;
  return answer.platform ? { kind: 'platform', message: `${name}: ${message}` } : { kind: 'error', name, message };
}
