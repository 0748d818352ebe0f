import type { Project, ServiceFunction } from '../adapter';
import type { FunctionAnswer, FunctionCall } from '../engine';
import { createInstance, type Instance } from './handlers/instance';

/** Calls the service's own handlers. */
export interface FunctionHost {
  /** Never rejects: what goes wrong is an answer. */
  call(request: FunctionCall): Promise<FunctionAnswer>;
  /** Ends every handler, whatever it is doing. */
  close(): Promise<void>;
}

export interface FunctionHostOptions {
  /** Where the framework's own code lies: it brings `tsx` along. */
  readonly frameworkFolder?: string;
  /** Is told what the handlers print, and which of them can't be loaded. */
  readonly onOutput?: (text: string) => void;
}

/**
 * A host for the functions of a service. Each function lives in a thread of its own, from its first call on: with its
 * own modules and its own environment, as it has when it is deployed, so that nothing leaks from one function into
 * another, a handler that never comes back can be ended, and what handlers print stays apart from the output.
 */
export function createFunctionHost(project: Project, options: FunctionHostOptions = {}): FunctionHost {
  const instances = new Map<string, Instance>();
  const onOutput = options.onOutput ?? (() => undefined);
  const folders = [project.folder, ...(options.frameworkFolder === undefined ? [] : [options.frameworkFolder])];

  const instance = (found: ServiceFunction, handler: string): Instance => {
    const existing = instances.get(found.key);
    if (existing) return existing;
    const created = createInstance({
      setup: {
        function: found.key,
        name: found.name,
        handler,
        folder: project.folder,
        folders,
        ...(found.timeout === undefined ? {} : { timeout: found.timeout }),
      },
      env: { ...process.env, ...platformEnvironment(project, found), ...found.environment },
      onOutput,
      onUnloadable: message => onOutput(`${message}\n`),
    });
    instances.set(found.key, created);
    return created;
  };

  return {
    call: async request => {
      const found = project.functions.find(({ key }) => key === request.function);
      if (!found) return failed(`There is no function "${request.function}" in this service.`);
      if (found.handler === undefined) return failed(`The function "${found.key}" has no handler that could run here.`);
      if (found.runtime !== undefined && !found.runtime.startsWith('node')) {
        return failed(`The function "${found.key}" has the runtime ${found.runtime}; only Node's can run here.`);
      }
      return instance(found, found.handler).call(request);
    },
    close: async () => {
      await Promise.all([...instances.values()].map(each => each.close()));
    },
  };
}

/** What AWS Lambda sets, as far as handlers read it. */
function platformEnvironment(project: Project, { name }: ServiceFunction): Record<string, string> {
  if (project.provider !== 'aws') return {};
  const region: Record<string, string> =
    project.region === undefined ? {} : { AWS_REGION: project.region, AWS_DEFAULT_REGION: project.region };
  return { ...region, AWS_LAMBDA_FUNCTION_NAME: name };
}

function failed(message: string): FunctionAnswer {
  return { ok: false, error: { name: 'Error', message }, platform: false };
}
