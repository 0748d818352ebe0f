import { fail, Raised } from '../errors';
import { callLibrary, evaluateTemplate, evaluateTemplateWaiting, type SubworkflowCaller } from '../evaluate';
import { observeRetry } from '../history';
import type { RetryPolicy, Template, TryStep } from '../parse/ast';
import { predicateNames } from '../stdlib/retry';
import { Callable, isMap, isNumber, typeName, type Value } from '../values';
import { Frame } from './frame';
import type { ListRunner, Outcome } from './outcomes';

interface Policy {
  readonly predicate: Callable;
  readonly maxRetries: number;
  /** Seconds. */
  readonly initialDelay: number;
  readonly maxDelay: number;
  readonly multiplier: number;
}

/**
 * A retry runs the whole body again from its first step; assignments made so far stay. `except` runs when the policy
 * refuses or is used up. https://cloud.google.com/workflows/docs/reference/syntax/retrying and .../catching-errors
 */
export async function runTry(step: TryStep, frame: Frame, call: SubworkflowCaller, runList: ListRunner): Promise<Outcome> {
  let policy: Policy | undefined;
  for (let retries = 0; ; retries++) {
    try {
      return await runList(step.body, frame);
    } catch (error) {
      if (!(error instanceof Raised) || !error.catchable) throw error;
      if (step.retry) {
        policy ??= await readPolicy(step.retry, frame, call);
        if (retries < policy.maxRetries && (await isRetried(policy.predicate, error.payload, frame, call))) {
          const delay = Math.min(policy.maxDelay, policy.initialDelay * policy.multiplier ** retries);
          observeRetry(step, frame.activation, retries + 2, delay);
          await frame.activation.execution.world.clock.timer(delay * 1000).promise;
          continue;
        }
      }
      if (!step.handler) throw error;
      return await handle(step.handler, error.payload, frame, runList);
    }
  }
}

async function handle(
  handler: NonNullable<TryStep['handler']>,
  payload: Value,
  frame: Frame,
  runList: ListRunner,
): Promise<Outcome> {
  const scope = new Frame(frame.activation, frame, handler.size);
  scope.set(0, payload);
  try {
    return await runList(handler.body, scope);
  } finally {
    scope.release();
  }
}

/** A predicate takes the error and answers a boolean. */
async function isRetried(predicate: Callable, error: Value, frame: Frame, call: SubworkflowCaller): Promise<boolean> {
  const answer = predicateNames.has(predicate.name)
    ? callLibrary(predicate.name, [error], frame)
    : await call(predicate.name, [error], frame);
  return typeof answer === 'boolean' ? answer : fail('TypeError', `a predicate must return a boolean; got: ${typeName(answer)}`);
}

async function readPolicy(retry: RetryPolicy, frame: Frame, call: SubworkflowCaller): Promise<Policy> {
  const value = (template: Template): Value | Promise<Value> =>
    template.waits ? evaluateTemplateWaiting(template, frame, call) : evaluateTemplate(template, frame);
  if (retry.kind === 'parts') {
    return policyOf(await value(retry.predicate), await value(retry.maxRetries), await value(retry.backoff));
  }
  const policy = await value(retry.policy);
  if (!isMap(policy)) return fail('TypeError', `a retry policy must be a map; got: ${typeName(policy)}`);
  return policyOf(policy.get('predicate') ?? null, policy.get('max_retries') ?? null, policy.get('backoff') ?? null);
}

function policyOf(predicate: Value, maxRetries: Value, backoff: Value): Policy {
  if (!(predicate instanceof Callable)) return fail('TypeError', `'predicate' must be a function; got: ${typeName(predicate)}`);
  if (typeof maxRetries !== 'bigint' || maxRetries < 0n)
    return fail('ValueError', `'max_retries' must be a whole number, 0 or more`);
  if (!isMap(backoff)) return fail('TypeError', `'backoff' must be a map; got: ${typeName(backoff)}`);
  const number = (name: string): number => {
    const part = backoff.get(name) ?? null;
    if (!isNumber(part) || part < 0) return fail('ValueError', `'${name}' of a backoff must be a number, 0 or more`);
    return Number(part);
  };
  return {
    predicate,
    maxRetries: Number(maxRetries),
    initialDelay: number('initial_delay'),
    maxDelay: number('max_delay'),
    multiplier: number('multiplier'),
  };
}
