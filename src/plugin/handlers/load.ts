import path from 'node:path';
import { exported, findModule, loadModule } from '../modules';
import type { WorkerSetup } from './protocol';

export type Handler = (input: unknown, context: object) => unknown;

/**
 * Loads the function that `handler: src/orders.reserve` names.
 * @throws an Error that names the handler and its file
 */
export async function loadHandler(setup: WorkerSetup): Promise<Handler> {
  const label = `The handler "${setup.handler}" of the function "${setup.function}"`;
  const found = locateHandler(setup.folder, setup.handler);
  if (typeof found === 'string') throw new Error(`${label} ${found}.`);
  let module: unknown;
  try {
    module = await loadModule(found.file, setup.folders);
  } catch (error) {
    const shown = path.relative(setup.folder, found.file);
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${label} can't be loaded from ${shown}: ${why}`, { cause: error });
  }
  const handler = found.names.reduce((value, name) => exported(value, name), module);
  const shown = path.relative(setup.folder, found.file);
  if (typeof handler !== 'function') throw new Error(`${label} isn't a function that ${shown} exports.`);
  if (handler.length > 2) {
    throw new Error(`${label} (${shown}) takes a callback; a handler returns its answer, or a promise of it.`);
  }
  return handler as Handler;
}

/** The file and the names of the export in it, or what is wrong. */
export function locateHandler(folder: string, handler: string): { file: string; names: readonly string[] } | string {
  const base = path.basename(handler);
  const first = base.indexOf('.');
  if (first < 1) return 'must name a file and a function in it, like src/orders.reserve';
  // As AWS Lambda does, the file's name ends at the first dot; a file with a dot in its name is tried after that.
  for (const dot of new Set([first, base.lastIndexOf('.')])) {
    const stem = path.resolve(folder, path.dirname(handler), base.slice(0, dot));
    const inside = path.relative(folder, stem);
    if (inside.startsWith('..') || path.isAbsolute(inside)) return "lies outside the service's folder";
    const file = findModule(stem);
    if (file !== undefined) return { file, names: base.slice(dot + 1).split('.') };
  }
  const stem = path.join(path.dirname(handler), base.slice(0, first));
  return `isn't there: no file ${stem} with the ending .js, .cjs, .mjs, .ts, .cts or .mts`;
}
