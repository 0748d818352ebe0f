import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic';
import { summary } from '../../diagnostics/formats/frame';
import { readAllCases } from '../cases';
import { textOption, type Invocation } from '../invocation';
import { readFormat, report, withoutRepeats } from '../report';
import { compileFor, openWorkspace, targetsFor } from '../workspace';

/** `sls orchestration validate`: every diagnostic for the target, with its place; those of the cases files too. */
export async function validate({ serverless, options, output, adapters }: Invocation): Promise<void> {
  const format = readFormat(options['format']);
  const workspace = await openWorkspace(serverless, options, adapters);
  const { targets, diagnostics: missing } = targetsFor(workspace, textOption(options, 'target'));
  const diagnostics: Diagnostic[] = [...missing, ...workspace.diagnostics];
  if (!hasErrors(workspace.checked.diagnostics)) {
    diagnostics.push(...targets.flatMap(target => compileFor(target, workspace).diagnostics));
    diagnostics.push(...readAllCases(workspace).diagnostics);
  }
  const shown = withoutRepeats(diagnostics);
  report(shown, { sources: workspace.sources, folder: workspace.service.project.folder, output, format });
  if (format === 'frame' && !hasErrors(shown)) {
    const count = workspace.checked.program.workflows.length;
    const named = targets.map(({ title }) => title).join(', ');
    const found = shown.length === 0 ? '' : `, ${summary(shown)}`;
    output.human(output.paint.ok(`${count} workflow${count === 1 ? '' : 's'} valid for ${named}${found}`));
  }
}
