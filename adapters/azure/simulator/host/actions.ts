import { isMap } from '../../../../src/language/json';
import { SimulationError } from '../error';

/** What the SDK asks of the host: one entry for each task that was yielded and not scheduled before. */
export type Action =
  | { readonly kind: 'callActivity'; readonly name: string; readonly input: unknown; readonly retry?: RetryOptions }
  | {
      readonly kind: 'callOrchestrator';
      readonly name: string;
      readonly input: unknown;
      readonly instanceId?: string;
      readonly retry?: RetryOptions;
    }
  | { readonly kind: 'continueAsNew'; readonly input: unknown }
  /** `fireAt`: milliseconds since 1970. */
  | { readonly kind: 'timer'; readonly fireAt: number; readonly cancelled: boolean }
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'any' | 'all'; readonly children: readonly Action[] };

/** Times are in milliseconds. */
export interface RetryOptions {
  readonly firstInterval: number;
  readonly maxAttempts: number;
  readonly coefficient: number;
  readonly maxInterval: number;
  readonly timeout: number;
}

const sixDays = 6 * 24 * 3600 * 1000;

const refused: Readonly<Record<number, string>> = {
  7: 'CallEntity',
  8: 'CallHttp',
  9: 'SignalEntity',
  10: 'ScheduledSignalEntity',
  13: 'LockEntities',
  14: 'ReleaseEntities',
};

/** Reads an action as the SDK writes it (its `ActionType` numbers); throws for one that the simulator doesn't play. */
export function readAction(raw: unknown): Action {
  if (!isMap(raw)) throw new SimulationError(`The SDK sent an action that isn't an object: ${JSON.stringify(raw)}`);
  const type = raw.actionType;
  switch (type) {
    case 0:
      return { kind: 'callActivity', name: text(raw, 'functionName'), input: raw.input };
    case 1:
      return { kind: 'callActivity', name: text(raw, 'functionName'), input: raw.input, retry: readRetry(raw.retryOptions) };
    case 2:
      return { kind: 'callOrchestrator', ...readChild(raw) };
    case 3:
      return { kind: 'callOrchestrator', ...readChild(raw), retry: readRetry(raw.retryOptions) };
    case 4:
      return { kind: 'continueAsNew', input: raw.input };
    case 5:
      return { kind: 'timer', fireAt: readTime(raw), cancelled: raw.isCanceled === true };
    case 6:
      return { kind: 'event', name: text(raw, 'externalEventName') };
    case 11:
      return { kind: 'any', children: readChildren(raw) };
    case 12:
      return { kind: 'all', children: readChildren(raw) };
    default:
      throw new SimulationError(
        `The orchestrator used an action that the simulator doesn't support: ${refused[Number(type)] ?? `type ${String(type)}`}`,
      );
  }
}

function readChild(raw: Record<string, unknown>): { name: string; input: unknown; instanceId?: string } {
  const id = raw.instanceId;
  return { name: text(raw, 'functionName'), input: raw.input, ...(typeof id === 'string' && id !== '' && { instanceId: id }) };
}

function readChildren(raw: Record<string, unknown>): Action[] {
  const children = raw.compoundActions;
  if (!Array.isArray(children)) throw new SimulationError('A compound action has no list of actions');
  return children.map(readAction);
}

/** The host reads the milliseconds as 32-bit integers and refuses intervals over 6 days. */
function readRetry(raw: unknown): RetryOptions {
  if (!isMap(raw)) throw new SimulationError('A call with retry has no retry options');
  const interval = (key: string, fallback: number, limit: number): number => {
    const value = raw[key] ?? fallback;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > limit) {
      throw new SimulationError(`The host refuses ${key} ${String(value)} in retry options`);
    }
    return value;
  };
  const coefficient = raw.backoffCoefficient ?? 1;
  if (typeof coefficient !== 'number' || coefficient < 1) {
    throw new SimulationError(`The host refuses backoffCoefficient ${String(coefficient)} in retry options`);
  }
  return {
    firstInterval: interval('firstRetryIntervalInMilliseconds', 0, sixDays),
    maxAttempts: interval('maxNumberOfAttempts', 0, 2 ** 31 - 1),
    coefficient,
    maxInterval: interval('maxRetryIntervalInMilliseconds', sixDays, sixDays),
    timeout: raw.retryTimeoutInMilliseconds === undefined ? Infinity : interval('retryTimeoutInMilliseconds', 0, 2 ** 31 - 1),
  };
}

function readTime(raw: Record<string, unknown>): number {
  const time = Date.parse(text(raw, 'fireAt'));
  if (Number.isNaN(time)) throw new SimulationError(`A timer's fireAt isn't a time: ${String(raw.fireAt)}`);
  return time;
}

function text(raw: Record<string, unknown>, key: string): string {
  const value = raw[key];
  if (typeof value !== 'string' || value === '') throw new SimulationError(`An action has no ${key}`);
  return value;
}
