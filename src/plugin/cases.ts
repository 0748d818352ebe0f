import path from 'node:path';
import { parseDocument } from 'yaml';
import { unreadableFile } from '../diagnostics/catalogue';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic';
import type { CasesFile } from '../runner/cases/case';
import { readCases } from '../runner/cases/read';
import { findFiles } from './files';
import { readText, type Workspace } from './workspace';

/** The service's cases as `orchestration.tests` finds them, and what is wrong with them; a file with errors isn't among them. */
export function readAllCases(workspace: Workspace): {
  readonly files: readonly CasesFile[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const patterns = workspace.checked.settings.tests ?? ['**/*.cases.yml'];
  const read = findFiles(workspace.service.project.folder, patterns).map(file => readCasesFile(file, workspace));
  return {
    files: read.flatMap(({ file, diagnostics }) => (file && !hasErrors(diagnostics) ? file : [])),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** One file of cases; `file` is relative to the service's folder. */
export function readCasesFile(
  file: string,
  { service, checked }: Workspace,
): { readonly file?: CasesFile; readonly diagnostics: readonly Diagnostic[] } {
  const { folder, functions } = service.project;
  const shown = path.relative(folder, path.resolve(folder, file)).split(path.sep).join('/');
  const text = readText(folder, file);
  if (text === undefined) return { diagnostics: [unreadableFile({ file: shown, path: [] }, shown, 'there is no such file')] };
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error) {
    return { diagnostics: [unreadableFile({ file: shown, path: [] }, shown, error.message.split('\n')[0]!.replace(/:$/, ''))] };
  }
  return readCases(document.toJS(), shown, {
    workflows: checked.program.workflows.map(({ name }) => name),
    functions: functions.map(({ key }) => key),
  });
}
