import { SimulationError } from './error';
import type { Functions } from './host/replay';
import type { Registration } from './protocol';

/** https://github.com/Azure/azure-functions-host: the host disables a function whose name doesn't match. */
const validName = /^(?!host$)[a-z][a-z0-9_-]{0,127}$/i;

/** The orchestrators and activities of an app, whatever the case of the letters. Throws for names that the host refuses. */
export function findFunctions(registrations: readonly Registration[]): Functions {
  const byName = new Map<string, Registration>();
  for (const registration of registrations) {
    const key = registration.name.toLowerCase();
    if (!validName.test(registration.name))
      throw new SimulationError(`The host refuses the function name '${registration.name}'`);
    if (byName.has(key)) throw new SimulationError(`Two functions of the app have the name '${registration.name}'`);
    byName.set(key, registration);
  }
  const find = (name: string, trigger: string): string | null => {
    const registration = byName.get(name.toLowerCase());
    return registration?.bindings.some(({ type }) => type === trigger) ? registration.name : null;
  };
  return {
    activity: name => find(name, 'activityTrigger'),
    orchestrator: name => find(name, 'orchestrationTrigger'),
  };
}
