import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Artefact, Deployment, Project } from '../adapter';
import { collectHandlerFiles } from './handlers/files';

/** The only hand that writes: what it leaves is whole, or as it was before. */

/** Where a target's files go when the user names no other place. */
export function targetFolder(project: Project, target: string): string {
  return path.join(project.folder, '.serverless', 'orchestration', target);
}

/**
 * Writes a target's files and the handlers they take along into a folder, which becomes exactly that when it is the
 * plugin's own (`replace`); a folder of the user's keeps what else lies in it.
 *
 * @returns the written files, relative to `folder`
 * @throws an Error when two artefacts share a path or one leads out of the folder; nothing is written then
 */
export function writeDeployment(
  deployment: Deployment,
  project: Project,
  folder: string,
  { replace }: { readonly replace: boolean },
): readonly string[] {
  checkPaths(deployment.files);
  mkdirSync(path.dirname(folder), { recursive: true });
  const staging = mkdtempSync(`${folder}.writing-`);
  try {
    for (const { path: file, content } of deployment.files) {
      const full = path.join(staging, file);
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, content);
    }
    copyHandlers(deployment, project, staging);
    const written = listFiles(staging);
    if (replace) replaceFolder(staging, folder);
    else moveFiles(staging, folder, written);
    return written;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function checkPaths(files: readonly Artefact[]): void {
  const seen = new Set<string>();
  for (const { path: file } of files) {
    const normal = path.posix.normalize(file.replaceAll('\\', '/'));
    if (normal.startsWith('..') || path.posix.isAbsolute(normal) || path.win32.isAbsolute(normal) || normal.endsWith('/')) {
      throw new Error(`An artefact's path leads out of its folder: ${file}`);
    }
    const key = normal.toLowerCase();
    if (seen.has(key)) throw new Error(`Two artefacts have the path ${file}`);
    seen.add(key);
  }
}

/** Each function's handler with the files it imports, at the paths they have in the service. */
function copyHandlers({ handlers = [] }: Deployment, project: Project, staging: string): void {
  for (const { function: key, folder } of handlers) {
    const handler = project.functions.find(candidate => candidate.key === key)?.handler;
    if (handler === undefined) continue;
    for (const file of collectHandlerFiles(project.folder, handler)) {
      const target = path.join(staging, folder, file);
      if (existsSync(target)) continue;
      mkdirSync(path.dirname(target), { recursive: true });
      copyFileSync(path.join(project.folder, file), target);
      copyModuleType(project.folder, path.dirname(file), path.join(staging, folder));
    }
  }
}

/** What a `.js` file is, CommonJS or an ES module, stands in the nearest package.json: that line goes along. */
function copyModuleType(service: string, folder: string, destination: string): void {
  const file = path.join(service, folder, 'package.json');
  if (!existsSync(file)) {
    if (folder !== '.') copyModuleType(service, path.dirname(folder), destination);
    return;
  }
  const { type } = JSON.parse(readFileSync(file, 'utf8')) as { type?: string };
  const target = path.join(destination, folder, 'package.json');
  if (type === undefined || existsSync(target)) return;
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${JSON.stringify({ type }, null, 2)}\n`);
}

function replaceFolder(staging: string, folder: string): void {
  if (!existsSync(folder)) return renameSync(staging, folder);
  const old = mkdtempSync(`${folder}.old-`);
  renameSync(folder, path.join(old, 'folder'));
  try {
    renameSync(staging, folder);
  } catch (error) {
    renameSync(path.join(old, 'folder'), folder);
    throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

function moveFiles(staging: string, folder: string, files: readonly string[]): void {
  for (const file of files) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    renameSync(path.join(staging, file), target);
  }
}

/** All files below a folder, relative to it, with forward slashes, by name. */
function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => statSync(path.join(folder, file)).isFile())
    .map(file => file.split(path.sep).join('/'))
    .sort();
}
