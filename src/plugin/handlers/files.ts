import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { findModule } from '../modules';
import { locateHandler } from './load';

/**
 * The file of a handler and the files of the service that it imports by relative paths, directly or through others;
 * relative to the service's folder. Packages aren't followed: a deployment installs them. An import whose path is
 * computed can't be seen.
 */
export function collectHandlerFiles(folder: string, handler: string): readonly string[] {
  const found = locateHandler(folder, handler);
  if (typeof found === 'string') return [];
  const files = new Set<string>();
  const visit = (file: string): void => {
    const inside = path.relative(folder, file);
    if (files.has(inside) || inside.startsWith('..') || path.isAbsolute(inside)) return;
    files.add(inside);
    if (!/\.[cm]?[jt]s$/.test(file)) return;
    for (const specifier of relativeImports(readFileSync(file, 'utf8'))) {
      const target = resolveImport(path.resolve(path.dirname(file), specifier));
      if (target !== undefined) visit(target);
    }
  };
  visit(found.file);
  return [...files].sort();
}

function relativeImports(source: string): readonly string[] {
  const pattern = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(['"])(\.{1,2}\/[^'"\n]*)\1/g;
  return [...source.matchAll(pattern)].map(match => match[2] as string);
}

/** The file that a relative import means: the file itself, with an ending, as the TypeScript that a `.js` stands for, or a folder's index. */
export function resolveImport(base: string): string | undefined {
  if (existsSync(base) && statSync(base).isFile()) return base;
  const typescript = base.replace(/\.([cm]?)js$/, '.$1ts');
  if (existsSync(typescript) && statSync(typescript).isFile()) return typescript;
  const json = `${base}.json`;
  return findModule(base) ?? (existsSync(json) ? json : findModule(path.join(base, 'index')));
}
