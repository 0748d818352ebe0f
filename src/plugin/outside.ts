import type { Outside } from '../runner/cases/world';
import { createFunctionHost } from './handlers';
import { createWeb } from './http';
import type { Service } from './service';

/** The service's own handlers and the real web. `print` gets what handlers write to their stdout and stderr. */
export function openOutside(service: Service, print: (text: string) => void): Outside & { close(): Promise<void> } {
  const { project, frameworkFolder } = service;
  const host = createFunctionHost(project, {
    onOutput: print,
    ...(frameworkFolder === undefined ? {} : { frameworkFolder }),
  });
  const web = createWeb();
  return {
    call: request => host.call(request),
    http: request => web.http(request),
    close: () => {
      web.close();
      return host.close();
    },
  };
}
