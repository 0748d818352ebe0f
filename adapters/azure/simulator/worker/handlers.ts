import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HandlerPlace } from '../protocol';
import { callWorld, currentInvocation } from './invocation';
import { interceptRequire } from './modules';

type Handler = (input: unknown) => Promise<unknown>;

/** A handler file's stand-in: its exports by name. */
type Exports = Record<string, Handler>;

/**
 * Puts the world in the place of the service's handler files, which needn't exist. `modules`: for `import()` as well.
 */
export function replaceHandlers(handlers: readonly HandlerPlace[], modules: boolean): void {
  const files = new Map<string, Exports>();
  for (const [file, places] of groupBy(handlers, place => withoutExtension(place.file))) {
    const exported: Exports = {};
    for (const [name, sharing] of groupBy(places, place => place.export)) exported[name] = standIn(sharing);
    files.set(file, exported);
  }
  interceptRequire((request, from) => {
    const relative = request.startsWith('./') || request.startsWith('../');
    if (!path.isAbsolute(request) && !(relative && from !== undefined)) return undefined;
    return files.get(withoutExtension(path.resolve(path.dirname(from ?? ''), request)));
  });
  if (modules) replaceModules(files);
}

function standIn(places: readonly HandlerPlace[]): Handler {
  return async input => {
    const place = chooseFunction(places);
    const { answer } = callWorld({ kind: 'function', function: place.function, input: JSON.stringify(input) ?? 'null' });
    const result = await answer;
    if (result.kind === 'value') return JSON.parse(result.value) as unknown;
    if (result.kind !== 'error') throw new Error(`A function can't be answered with ${result.kind}`);
    throw Object.assign(new Error(result.message), { name: result.name });
  };
}

/** Several functions of a service may have one handler; which is meant only the activity tells. */
function chooseFunction(places: readonly HandlerPlace[]): HandlerPlace {
  const activity = currentInvocation()?.name.toLowerCase();
  const place = places.length === 1 ? places[0] : places.find(each => each.activity?.toLowerCase() === activity);
  if (!place) {
    const names = places.map(each => each.function).join(', ');
    throw new Error(`Several functions have this handler (${names}): the simulator must be told the activity of each`);
  }
  return place;
}

const bridge = Symbol.for('orchestration.azure.handlers');

/**
 * ECMAScript modules are resolved by hooks of their own (https://nodejs.org/api/module.html#customization-hooks), which
 * run in another thread: it gets the table of files, and each stand-in module fetches its handlers from the global object.
 */
function replaceModules(files: ReadonlyMap<string, Exports>): void {
  (globalThis as Record<symbol, unknown>)[bridge] = [...files.values()];
  const urls = [...files.keys()].map(file => pathToFileURL(file).href);
  const sources = [...files.values()].map(moduleSource);
  Module.register(`data:text/javascript,${encodeURIComponent(hooks)}`, { data: { urls, sources } });
}

function moduleSource(exported: Exports, index: number): string {
  const names = Object.keys(exported).filter(name => name !== 'default');
  const handlers = `globalThis[Symbol.for(${JSON.stringify(bridge.description)})][${index}]`;
  return [
    `const handlers = ${handlers};`,
    ...names.map((name, i) => `const handler${i} = handlers[${JSON.stringify(name)}];`),
    `export { ${names.map((name, i) => `handler${i} as ${JSON.stringify(name)}`).join(', ')} };`,
    'export default handlers.default ?? handlers;',
  ].join('\n');
}

const hooks = `
let files;
export function initialize(data) { files = data; }
export function resolve(specifier, context, next) {
  let url;
  try { url = new URL(specifier, context.parentURL).href; } catch { return next(specifier, context); }
  const index = files.urls.indexOf(url.replace(/\\.[cm]?[jt]s$/, ''));
  if (index < 0) return next(specifier, context);
  return { url: 'orchestration-handler:' + index, format: 'module', shortCircuit: true };
}
export function load(url, context, next) {
  if (!url.startsWith('orchestration-handler:')) return next(url, context);
  return { format: 'module', source: files.sources[Number(url.slice('orchestration-handler:'.length))], shortCircuit: true };
}
`;

function withoutExtension(file: string): string {
  return file.replace(/\.[cm]?[jt]s$/, '');
}

function groupBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
