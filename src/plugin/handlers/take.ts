import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Deployment, ServiceFunction } from '../../adapter';
import { handlerNotCompiled } from '../../diagnostics/catalogue';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Service } from '../service';
import { collectHandlerFiles, resolveImport } from './files';
import { renameImports } from './imports';
import { findTranspiler, type ModuleFormat, type Transpile } from './typescript';

/** A file to write; `path` is relative to the target's folder, with forward slashes. */
export interface TakenFile {
  readonly path: string;
  readonly content: string | Buffer;
}

export interface Taken {
  readonly files: readonly TakenFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What a deployment takes along of the service: each function's handler with the files it imports, at the paths they have
 * in the service. TypeScript becomes JavaScript beside it, since the clouds load nothing else.
 */
export function takeHandlers({ handlers = [] }: Deployment, { project, frameworkFolder }: Service): Taken {
  const service = project.folder;
  let transpile: Transpile | undefined;
  const transpiler = (): Transpile | undefined =>
    (transpile ??= findTranspiler([service, ...(frameworkFolder === undefined ? [] : [frameworkFolder])], service));
  const files = new Map<string, TakenFile & { readonly from?: string }>();
  const diagnostics: Diagnostic[] = [];

  const take = (owner: ServiceFunction, file: string, folder: string): void => {
    const target = path.posix.join(folder, javascriptName(file));
    const other = files.get(target);
    if (other) {
      if (other.from !== file) diagnostics.push(notCompiled(owner, `${other.from} and ${file} would both become ${target}`));
      return;
    }
    try {
      files.set(target, { path: target, from: file, content: readModule(service, file, transpiler) });
    } catch (error) {
      diagnostics.push(notCompiled(owner, (error as Error).message, error instanceof MissingCompiler));
      return;
    }
    const described = moduleType(service, path.posix.dirname(file));
    if (described?.type === undefined) return;
    const description = path.posix.join(folder, described.folder, 'package.json');
    files.set(description, { path: description, content: `${JSON.stringify({ type: described.type }, null, 2)}\n` });
  };

  for (const { function: key, folder } of handlers) {
    const owner = project.functions.find(candidate => candidate.key === key);
    if (owner?.handler === undefined) continue;
    for (const file of collectHandlerFiles(service, owner.handler)) take(owner, file.split(path.sep).join('/'), folder);
  }
  return { files: [...files.values()].map(({ path, content }) => ({ path, content })), diagnostics };
}

class MissingCompiler extends Error {}

function notCompiled({ key }: ServiceFunction, why: string, missing = false): Diagnostic {
  return handlerNotCompiled({ path: ['functions', key, 'handler'] }, key, why, missing);
}

const typescript = /(?<!\.d)\.([cm]?)ts$/;
const javascriptName = (file: string): string => file.replace(typescript, '.$1js');

/** @throws an Error that says why a file can't be made JavaScript */
function readModule(service: string, file: string, transpiler: () => Transpile | undefined): string | Buffer {
  const content = readFileSync(path.join(service, file));
  if (typescript.test(file)) {
    const transpile = transpiler();
    if (!transpile) throw new MissingCompiler(`${file} is TypeScript, and esbuild isn't there to compile it`);
    return renameImports(transpile(content.toString('utf8'), file, formatOf(service, file)), renamer(service, file));
  }
  return /\.[cm]?js$/.test(file) ? renameImports(content.toString('utf8'), renamer(service, file)) : content;
}

/** Specifiers as they must be beside the JavaScript: with the ending that the file has there, wherever TypeScript is involved. */
function renamer(service: string, file: string): (specifier: string) => string | undefined {
  return specifier => {
    if (!/^\.{1,2}\//.test(specifier)) return undefined;
    const from = path.join(service, path.dirname(file));
    const target = resolveImport(path.resolve(from, specifier));
    if (target === undefined || !(typescript.test(file) || typescript.test(target))) return undefined;
    const relative = path.relative(from, javascriptName(target)).split(path.sep).join('/');
    return relative.startsWith('.') ? relative : `./${relative}`;
  };
}

/** As Node reads the file that TypeScript becomes: by its ending, else by the nearest package.json. */
function formatOf(service: string, file: string): ModuleFormat {
  if (file.endsWith('.mts')) return 'esm';
  if (file.endsWith('.cts')) return 'cjs';
  return moduleType(service, path.posix.dirname(file))?.type === 'module' ? 'esm' : 'cjs';
}

/** What the nearest package.json of the service says a `.js` file is; undefined when there is none. */
function moduleType(service: string, folder: string): { readonly folder: string; readonly type?: string } | undefined {
  const file = path.join(service, folder, 'package.json');
  if (existsSync(file)) {
    const { type } = JSON.parse(readFileSync(file, 'utf8')) as { type?: string };
    return { folder, ...(type === undefined ? {} : { type }) };
  }
  return folder === '.' ? undefined : moduleType(service, path.posix.dirname(folder));
}
