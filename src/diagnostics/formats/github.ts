import type { Diagnostic, Severity } from '../diagnostic';
import type { SourceMap } from '../sourcemap';
import { locateAll, pathText, type Located } from './located';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands of GitHub Actions, one line each, which it shows at the changed lines of a pull request.
 *
 * @param repositoryFile makes a file's path relative to the repository, when the service lies in a folder of it
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function formatGithub(
  diagnostics: readonly Diagnostic[],
  sources: SourceMap,
  repositoryFile: (file: string) => string = file => file,
): string {
  return locateAll(diagnostics, sources)
    .map(located => formatLine(located, repositoryFile(located.file)))
    .join('\n');
}

function formatLine({ diagnostic, location }: Located, file: string): string {
  const properties = {
    file,
    ...(location && { line: location.line, col: location.column, endColumn: location.endColumn }),
    title: diagnostic.code,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const where = location || diagnostic.place.path.length === 0 ? '' : `\n${pathText(diagnostic.place.path)}`;
  const hint = diagnostic.hint === undefined ? '' : `\n${diagnostic.hint}`;
  return `::${commands[diagnostic.severity]} ${list.join(',')}::${escapeData(diagnostic.message + where + hint)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
