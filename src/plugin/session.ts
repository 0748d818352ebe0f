import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Project } from '../adapter';
import type { TakenFile } from './handlers/take';

/** The only hand that writes: what it leaves is whole, or as it was before. */

/** Where a target's files go when the user names no other place. */
export function targetFolder(project: Project, target: string): string {
  return path.join(project.folder, '.serverless', 'orchestration', target);
}

/**
 * Writes a target's files, and those of the service that it takes along, into a folder, which becomes exactly that when it is the
 * plugin's own (`replace`); a folder of the user's keeps what else lies in it.
 *
 * @returns the written files, relative to `folder`
 * @throws an Error when two files share a path or one leads out of the folder; nothing is written then
 */
export function writeFiles(
  files: readonly TakenFile[],
  folder: string,
  { replace }: { readonly replace: boolean },
): readonly string[] {
  checkPaths(files);
  mkdirSync(path.dirname(folder), { recursive: true });
  const staging = mkdtempSync(`${folder}.writing-`);
  try {
    for (const { path: file, content } of files) {
      const full = path.join(staging, file);
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, content);
    }
    const written = listFiles(staging);
    if (replace) replaceFolder(staging, folder);
    else moveFiles(staging, folder, written);
    return written;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function checkPaths(files: readonly TakenFile[]): void {
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
