import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic';
import { portabilityOf } from '../../compiler/portability';
import { summary } from '../../diagnostics/formats/frame';
import { readAllCases } from '../cases';
import { takeHandlers } from '../handlers/take';
import { textOption, type Invocation } from '../invocation';
import { readFormat, report, withoutRepeats } from '../report';
import { formatPortability } from '../reporters/portability';
import { compileFor, openWorkspace, targetsFor } from '../workspace';

/**
 * `sls orchestration validate`: every diagnostic for the target, with its place; those of the cases files too. With
 * `--target`, people are also shown what each target has, builds from other parts or refuses.
 */
export async function validate({ serverless, options, output, adapters }: Invocation): Promise<void> {
  const format = readFormat(options['format']);
  const workspace = await openWorkspace(serverless, options, adapters);
  const { program } = workspace.checked;
  const named = textOption(options, 'target');
  const { targets, diagnostics: missing } = targetsFor(workspace, named);
  const diagnostics: Diagnostic[] = [...missing, ...workspace.diagnostics];
  const sound = !hasErrors(workspace.checked.diagnostics);
  const judged = sound ? targets.map(adapter => ({ adapter, compilation: compileFor(adapter, workspace) })) : [];
  for (const { compilation } of judged) {
    diagnostics.push(...compilation.diagnostics, ...takeHandlers(compilation.deployment, workspace.service).diagnostics);
  }
  if (sound) diagnostics.push(...readAllCases(workspace).diagnostics);
  const shown = withoutRepeats(diagnostics);
  report(shown, { sources: workspace.sources, folder: workspace.service.project.folder, output, format });
  if (format !== 'frame') return;
  if (named !== undefined && judged.length > 0) {
    output.human(`\n${formatPortability(portabilityOf(program, judged), workspace.sources, output.paint)}\n`);
  }
  if (!hasErrors(shown)) {
    const count = program.workflows.length;
    const titles = targets.map(({ title }) => title).join(', ');
    const found = shown.length === 0 ? '' : `, ${summary(shown)}`;
    output.human(output.paint.ok(`${count} workflow${count === 1 ? '' : 's'} valid for ${titles}${found}`));
  }
}
