import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** In the order in which they are tried when a name comes without one. */
const extensions = ['.js', '.cjs', '.mjs', '.ts', '.cts', '.mts'];

/** The file that a name without extension means; undefined when there is none. */
export function findModule(base: string): string | undefined {
  return extensions.map(extension => base + extension).find(file => existsSync(file));
}

/**
 * Loads a file as a module: CommonJS, an ES module or TypeScript.
 *
 * TypeScript goes through `tsx` when one of `folders` has it (the service, or the framework, which loads `serverless.ts`
 * in the same way), else through Node's own type stripping.
 * @throws what the module throws, or an Error that says what is missing
 */
export async function loadModule(file: string, folders: readonly string[]): Promise<unknown> {
  if (!/\.[cm]?ts$/.test(file)) return import(pathToFileURL(file).href);
  const strips = Boolean((process.features as { typescript?: string | false }).typescript);
  const tsx = findTsx(folders);
  if (!tsx && !strips) throw new Error('TypeScript needs the package tsx (npm install --save-dev tsx), or Node 22.18 or newer');
  if (!tsx) return import(pathToFileURL(file).href);
  try {
    return tsx.require(file, file);
  } catch (error) {
    // tsx makes CommonJS of it, which can't await at its top; Node itself can.
    if (strips && error instanceof Error && /top-level await/i.test(error.message)) return import(pathToFileURL(file).href);
    throw error;
  }
}

interface Tsx {
  require(file: string, from: string): unknown;
}

function findTsx(folders: readonly string[]): Tsx | undefined {
  for (const folder of folders) {
    const require = createRequire(path.join(folder, 'noop.js'));
    try {
      require.resolve('tsx/cjs/api');
    } catch {
      continue;
    }
    return require('tsx/cjs/api') as Tsx;
  }
  return undefined;
}

/** What a module exports under a name; a CommonJS module that was loaded as an ES module has its exports under `default`. */
export function exported(module: unknown, name: string): unknown {
  return member(module, name) ?? member(member(module, 'default'), name);
}

function member(value: unknown, name: string): unknown {
  return (typeof value === 'object' || typeof value === 'function') && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
