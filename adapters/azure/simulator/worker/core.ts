import type { Registration } from '../protocol';
import { interceptRequire } from './modules';

/** A registered function's entry: the trigger's data and an InvocationContext. */
export type Callback = (trigger: unknown, context: unknown) => Promise<unknown>;

interface Metadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly retryOptions?: unknown;
}

const callbacks = new Map<string, Callback>();
const functions: Registration[] = [];

class Disposable {
  dispose(): void {
    // Functions stay registered as long as the process lives.
  }
}

/**
 * Stands in for `@azure/functions-core`, which the Functions worker injects and which is on no registry. Without it
 * `@azure/functions` drops every registration. Gives back what reads the registrations, duplicates included.
 */
export function stubFunctionsCore(): () => readonly Registration[] {
  let model: unknown;
  const core = {
    version: '3.11.0',
    hostVersion: '4.1037.0',
    Disposable,
    setProgrammingModel: (given: unknown) => {
      model = given;
    },
    getProgrammingModel: () => model,
    registerFunction: (metadata: Metadata, callback: Callback) => {
      callbacks.set(metadata.name, callback);
      functions.push(plain(metadata));
      return new Disposable();
    },
    registerHook: () => new Disposable(),
    log: () => undefined,
  };
  interceptRequire(request => (request === '@azure/functions-core' ? core : undefined));
  return () => functions;
}

export function callbackOf(name: string): Callback {
  const callback = callbacks.get(name);
  if (!callback) throw new Error(`There is no function '${name}'`);
  return callback;
}

export function registrationOf(name: string): Registration | undefined {
  return functions.find(registration => registration.name === name);
}

function plain({ name, bindings, retryOptions }: Metadata): Registration {
  const list = Object.values(bindings).map(binding => JSON.parse(JSON.stringify(binding)) as Record<string, unknown>);
  return { name, bindings: list, ...(retryOptions !== undefined && { retryOptions }) };
}
