import { createRequire } from 'node:module';
import path from 'node:path';
import { features, type Adapter, type Diagnostic } from '../adapter';
import { adapterFailed } from '../diagnostics/catalogue';
import { isMap } from '../language/json';
import { exported, loadModule } from './modules';
import type { Service } from './service';

/** The project's adapters and those that `orchestration.adapters` names. */
export async function loadAdapters(
  own: readonly Adapter[],
  service: Service,
): Promise<{ readonly adapters: readonly Adapter[]; readonly diagnostics: readonly Diagnostic[] }> {
  const names = isMap(service.config) ? service.config['adapters'] : undefined;
  const adapters = [...own];
  const diagnostics: Diagnostic[] = [];
  for (const [i, name] of Array.isArray(names) ? names.entries() : []) {
    // The reader of the block reports what isn't a list of texts.
    if (typeof name !== 'string') continue;
    const loaded = await loadAdapter(name, service, adapters);
    if (typeof loaded === 'string') diagnostics.push(adapterFailed({ path: ['orchestration', 'adapters', i] }, name, loaded));
    else adapters.push(loaded);
  }
  return { adapters, diagnostics };
}

/** The adapter, or why it can't be used. */
async function loadAdapter(name: string, service: Service, others: readonly Adapter[]): Promise<Adapter | string> {
  const { folder } = service.project;
  let file: string;
  try {
    file = createRequire(path.join(folder, 'noop.js')).resolve(name);
  } catch {
    return name.startsWith('.') ? `there is no such file in ${folder}` : "it isn't installed in the service";
  }
  let module: unknown;
  try {
    module = await loadModule(file, [folder, ...(service.frameworkFolder === undefined ? [] : [service.frameworkFolder])]);
  } catch (error) {
    return `loading it failed with "${error instanceof Error ? error.message : String(error)}"`;
  }
  const adapter = candidates(module).find(isMap);
  const problem = adapter ? problemOf(adapter) : 'it exports no object';
  if (problem !== undefined) return problem;
  const found = adapter as unknown as Adapter;
  return others.some(other => other.name === found.name) ? `the name "${found.name}" is taken` : found;
}

/** `export default`, `exports.adapter` or `module.exports`, in this order. */
function candidates(module: unknown): readonly unknown[] {
  const inner = exported(module, 'default');
  return [exported(inner, 'default'), exported(module, 'adapter'), inner ?? module];
}

function problemOf(adapter: Record<string, unknown>): string | undefined {
  if (typeof adapter['name'] !== 'string' || !/^[a-z][a-z0-9-]*$/.test(adapter['name'])) {
    return 'its "name" must be small letters, digits and dashes';
  }
  if (['local', 'all'].includes(adapter['name'])) return `the name "${adapter['name']}" is taken`;
  for (const key of ['title', 'provider']) {
    if (typeof adapter[key] !== 'string') return `its "${key}" isn't a text`;
  }
  for (const key of ['lower', 'print']) {
    if (typeof adapter[key] !== 'function') return `it has no function "${key}"`;
  }
  const capabilities = adapter['capabilities'];
  if (!isMap(capabilities) || !isMap(capabilities['steps']) || !isMap(capabilities['builtins'])) {
    return 'its "capabilities" need the maps steps, features and builtins';
  }
  const listed = capabilities['features'];
  const missing = Object.keys(features).filter(feature => !isMap(listed) || !isMap(listed[feature]));
  return missing.length === 0 ? undefined : `its "capabilities.features" lack ${missing.join(', ')}`;
}
