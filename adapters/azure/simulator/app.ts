import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Artefact } from '../../../src/adapter';
import { isMap } from '../../../src/language/json';
import { SimulationError } from './error';
import { findSdk } from './sdk';

/** An app on the disk, in a folder of its own. */
export interface AppFolder {
  /** Absolute, with links resolved. */
  readonly folder: string;
  /** The files that register functions; absolute. */
  readonly entries: readonly string[];
  readonly host: HostSettings;
  remove(): void;
}

/** What the simulator heeds of host.json. */
export interface HostSettings {
  readonly version: string;
  /** Milliseconds. */
  readonly functionTimeout: number;
}

/** Writes the app's files into a temporary folder, from which the SDK resolves. */
export function writeApp(files: readonly Artefact[], serviceFolder: string | undefined): AppFolder {
  const sdk = findSdk([...(serviceFolder === undefined ? [] : [path.join(serviceFolder, 'package.json')]), __filename]);
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'orchestration-azure-')));
  const remove = (): void => fs.rmSync(folder, { recursive: true, force: true });
  try {
    for (const file of files) write(folder, file);
    for (const [name, target] of Object.entries(sdk)) link(path.join(folder, 'node_modules', name), target);
    return { folder, entries: findEntries(folder, files), host: readHost(files), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function write(folder: string, file: Artefact): void {
  const target = path.resolve(folder, file.path);
  if (!target.startsWith(folder + path.sep)) throw new SimulationError(`The app has a file outside its folder: ${file.path}`);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, file.content);
}

function link(from: string, to: string): void {
  fs.mkdirSync(path.dirname(from), { recursive: true });
  fs.symlinkSync(to, from, 'junction');
}

/** The Node worker requires the files that `main` of package.json names: one, or a pattern. */
function findEntries(folder: string, files: readonly Artefact[]): string[] {
  const main = readJson(files, 'package.json').main;
  if (typeof main !== 'string') throw new SimulationError("The app's package.json has no main");
  const pattern = globPattern(main.replace(/^\.\//, ''));
  const entries = files.map(file => file.path).filter(name => pattern.test(name));
  if (entries.length === 0) throw new SimulationError(`No file of the app matches main of its package.json: ${main}`);
  return entries.sort().map(name => path.join(folder, name));
}

function globPattern(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*|\?|\{[^{}]*\}|[^\w/]/g, part => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.startsWith('{') && part.length > 1) return `(?:${part.slice(1, -1).split(',').map(escape).join('|')})`;
    return escape(part);
  });
  return new RegExp(`^${source}$`);
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** https://learn.microsoft.com/azure/azure-functions/functions-host-json#functiontimeout (30 minutes on Flex Consumption) */
function readHost(files: readonly Artefact[]): HostSettings {
  const host = readJson(files, 'host.json');
  const extensions = isMap(host.extensions) ? host.extensions : {};
  const durable = isMap(extensions.durableTask) ? extensions.durableTask : {};
  return {
    version: typeof durable.defaultVersion === 'string' ? durable.defaultVersion : '',
    functionTimeout: readTimeSpan(host.functionTimeout ?? '00:30:00'),
  };
}

function readTimeSpan(value: unknown): number {
  if (value === '-1') return Infinity;
  const match = /^(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)$/.exec(String(value));
  if (!match) throw new SimulationError(`host.json: functionTimeout isn't a time span: ${String(value)}`);
  const [days, hours, minutes, seconds] = match.slice(1).map(part => Number(part ?? 0)) as [number, number, number, number];
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

function readJson(files: readonly Artefact[], name: string): Record<string, unknown> {
  const file = files.find(({ path: filePath }) => filePath === name);
  if (!file) throw new SimulationError(`The app has no ${name}`);
  try {
    const value: unknown = JSON.parse(file.content);
    if (isMap(value)) return value;
  } catch {
    // Said below.
  }
  throw new SimulationError(`The app's ${name} isn't a JSON object`);
}
