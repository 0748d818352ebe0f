import path from 'node:path';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic';
import { takeHandlers } from '../handlers/take';
import { textOption, type Invocation } from '../invocation';
import { report, withoutRepeats } from '../report';
import { targetFolder, writeFiles } from '../session';
import { compileFor, openWorkspace, targetsFor } from '../workspace';

/** `sls orchestration compile`: writes each target's files, all of a target's or, with an error, none. */
export async function compile({ serverless, options, output, adapters }: Invocation): Promise<void> {
  const workspace = await openWorkspace(serverless, options, adapters);
  const { project } = workspace.service;
  const { targets, diagnostics: missing } = targetsFor(workspace, textOption(options, 'target'));
  const diagnostics: Diagnostic[] = [...missing, ...workspace.diagnostics];
  const lines: string[] = [];
  if (!hasErrors(workspace.checked.diagnostics)) {
    for (const target of targets) {
      const compiled = compileFor(target, workspace);
      const taken = takeHandlers(compiled.deployment, workspace.service);
      const found = [...compiled.diagnostics, ...taken.diagnostics];
      diagnostics.push(...found);
      if (hasErrors(found)) continue;
      const out = textOption(options, 'out');
      const folder = out === undefined ? targetFolder(project, target.name) : path.resolve(project.folder, out, target.name);
      const written = writeFiles([...compiled.deployment.files, ...taken.files], folder, { replace: out === undefined });
      lines.push(`${target.title}:`, ...written.map(file => `  ${path.relative(project.folder, path.join(folder, file))}`));
    }
  }
  report(withoutRepeats(diagnostics), { sources: workspace.sources, folder: project.folder, output });
  if (lines.length > 0) output.human(lines.join('\n'));
}
