import path from 'node:path';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic';
import { formatFrames } from '../diagnostics/formats/frame';
import { formatGithub } from '../diagnostics/formats/github';
import { formatJson } from '../diagnostics/formats/json';
import type { SourceMap } from '../diagnostics/sourcemap';
import type { Output } from './output';
import { UsageError } from './usage';

export const formats = ['frame', 'json', 'github'] as const;
export type Format = (typeof formats)[number];

/** @throws UsageError for anything else */
export function readFormat(option: unknown): Format {
  const format = formats.find(candidate => candidate === (option ?? 'frame'));
  if (!format) throw new UsageError(`There is no format "${String(option)}". There are: ${formats.join(', ')}.`);
  return format;
}

/** Shows diagnostics: frames to people, the other formats to programs. With an error among them the process fails. */
export function report(diagnostics: readonly Diagnostic[], { sources, folder, output, format = 'frame' }: ReportOptions): void {
  if (format === 'json') output.machine(formatJson(diagnostics, sources));
  else if (format === 'github' && diagnostics.length > 0) {
    output.machine(formatGithub(diagnostics, sources, file => repositoryFile(folder, file)));
  } else if (format === 'frame' && diagnostics.length > 0) output.human(formatFrames(diagnostics, sources, output.paint));
  if (hasErrors(diagnostics)) output.fail();
}

interface ReportOptions {
  readonly sources: SourceMap;
  /** The service's folder. */
  readonly folder: string;
  readonly output: Output;
  readonly format?: Format;
}

/** GitHub wants paths from the checkout's top; outside its runners the service's own paths will do. */
function repositoryFile(folder: string, file: string): string {
  const top = process.env['GITHUB_WORKSPACE'];
  const inside = top ? path.relative(top, path.resolve(folder, file)) : file;
  return inside.startsWith('..') ? file : inside.split(path.sep).join('/');
}

/** The same finding made for several targets is shown once. */
export function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(diagnostic => {
    const key = JSON.stringify(diagnostic);
    return seen.has(key) ? false : seen.add(key);
  });
}
