import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export type ModuleFormat = 'cjs' | 'esm';

/** TypeScript as JavaScript. @throws an Error that says what is wrong with the text, and where */
export type Transpile = (source: string, file: string, format: ModuleFormat) => string;

interface Esbuild {
  transformSync(source: string, options: Readonly<Record<string, unknown>>): { readonly code: string };
}

/** The transpiler of esbuild, when one of `folders` has it or has `tsx`, which brings it along; undefined when none has. */
export function findTranspiler(folders: readonly string[], service: string): Transpile | undefined {
  const esbuild = findEsbuild(folders);
  if (!esbuild) return undefined;
  const tsconfigRaw = readCompilerOptions(service);
  return (source, file, format) => {
    try {
      const options = {
        loader: 'ts',
        format,
        platform: 'node',
        target: 'node20',
        sourcefile: file,
        logLevel: 'silent',
        tsconfigRaw,
      };
      return esbuild.transformSync(source, options).code;
    } catch (error) {
      throw new Error(problemIn(error), { cause: error });
    }
  };
}

function findEsbuild(folders: readonly string[]): Esbuild | undefined {
  for (const folder of folders) {
    const own = createRequire(path.join(folder, 'noop.js'));
    const found = load(own, 'esbuild') ?? load(requireOf(own, 'tsx/package.json'), 'esbuild');
    if (found) return found as Esbuild;
  }
  return undefined;
}

function load(require: NodeJS.Require | undefined, name: string): unknown {
  try {
    require?.resolve(name);
  } catch {
    return undefined;
  }
  return require?.(name);
}

function requireOf(require: NodeJS.Require, file: string): NodeJS.Require | undefined {
  try {
    return createRequire(require.resolve(file));
  } catch {
    return undefined;
  }
}

/** The service's own options, for decorators and the like; esbuild reads the comments in it, and doesn't follow `extends`. */
function readCompilerOptions(service: string): string {
  try {
    return readFileSync(path.join(service, 'tsconfig.json'), 'utf8');
  } catch {
    return '{}';
  }
}

interface Problem {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number; readonly column: number } | null;
}

/** `src/orders.ts:3:5: Expected ";" but found "}"` */
function problemIn(error: unknown): string {
  const first = (error as { errors?: readonly Problem[] }).errors?.[0];
  if (!first) return error instanceof Error ? error.message : String(error);
  const { location, text } = first;
  return location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text;
}
