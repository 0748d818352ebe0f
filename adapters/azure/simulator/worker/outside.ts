import crypto from 'node:crypto';
import { replaceDate } from './date';
import { worldFetch } from './fetch';
import { forbid } from './guard';
import { replaceTimers } from './timers';

/**
 * Replaces what reaches outside of the program: in an activity the web and time are the world's; in an orchestrator
 * they are forbidden, and so is whatever else differs from replay to replay.
 * https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-code-constraints
 */
export function replaceOutside(): void {
  replaceDate();
  replaceTimers();
  define(globalThis, 'fetch', (input: string | URL | Request, init?: RequestInit) => {
    forbid('fetch');
    return worldFetch(input, init);
  });
  guardMethods(Math, 'Math', ['random']);
  guardMethods(performance, 'performance', ['now']);
  guardMethods(process.hrtime, 'process.hrtime', ['bigint']);
  guardMethods(process, 'process', ['hrtime', 'uptime']);
  guardMethods(globalThis.crypto, 'crypto', ['randomUUID', 'getRandomValues']);
  guardMethods(crypto, 'crypto', ['randomUUID', 'randomBytes', 'randomInt', 'randomFillSync']);
  const { env } = process;
  Object.defineProperty(process, 'env', {
    get: () => {
      forbid('process.env');
      return env;
    },
  });
}

/** The methods work as ever, and tell of their use. */
function guardMethods<T extends object>(owner: T, label: string, methods: readonly (keyof T & string)[]): void {
  for (const name of methods) {
    const method = owner[name];
    if (typeof method !== 'function') continue;
    const guarded = function (...args: unknown[]): unknown {
      forbid(`${label}.${name}`);
      return Reflect.apply(method, owner, args) as unknown;
    };
    // `process.hrtime.bigint` is a property of the function.
    define(owner, name, Object.assign(guarded, method));
  }
}

function define(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}
