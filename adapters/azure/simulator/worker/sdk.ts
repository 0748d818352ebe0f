import { createRequire } from 'node:module';
import path from 'node:path';

/** What the worker needs of `@azure/functions`, as the app resolves it. */
interface FunctionsSdk {
  InvocationContext: new (init: Record<string, unknown>) => Record<string, unknown> & {
    extraInputs: { set(input: unknown, value: unknown): void };
  };
  HttpRequest: new (init: Record<string, unknown>) => unknown;
  HttpResponse: new (init: unknown) => { status: number; headers: Headers; text(): Promise<string> };
}

let fromApp: NodeJS.Require | undefined;

/** Loads the SDK from the app's folder. */
export function loadSdk(folder: string): void {
  fromApp = createRequire(path.join(folder, 'package.json'));
  fromApp('durable-functions');
}

/** A module as the app would get it. */
export function requireFromApp(name: string): unknown {
  return fromApp?.(name);
}

export function functionsSdk(): FunctionsSdk {
  return requireFromApp('@azure/functions') as FunctionsSdk;
}

/** A fresh context, as each invocation has one. What the app logs is dropped. */
export function invocationContext(
  functionName: string,
  invocationId: string,
  more: Record<string, unknown> = {},
): InstanceType<FunctionsSdk['InvocationContext']> {
  return new (functionsSdk().InvocationContext)({ functionName, invocationId, logHandler: () => undefined, ...more });
}
