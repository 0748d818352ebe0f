import path from 'node:path';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic';
import { textOption, type Invocation } from '../invocation';
import { report, withoutRepeats } from '../report';
import { targetFolder, writeDeployment } from '../session';
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
      diagnostics.push(...compiled.diagnostics);
      if (hasErrors(compiled.diagnostics)) continue;
      const out = textOption(options, 'out');
      const folder = out === undefined ? targetFolder(project, target.name) : path.resolve(project.folder, out, target.name);
      const written = writeDeployment(compiled.deployment, project, folder, { replace: out === undefined });
      lines.push(`${target.title}:`, ...written.map(file => `  ${path.relative(project.folder, path.join(folder, file))}`));
    }
  }
  report(withoutRepeats(diagnostics), { sources: workspace.sources, folder: project.folder, output });
  if (lines.length > 0) output.human(lines.join('\n'));
}
