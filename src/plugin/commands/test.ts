import type { Adapter } from '../../adapter';
import { hasErrors } from '../../diagnostics/diagnostic';
import { textOption, type Invocation } from '../invocation';
import { readAllCases } from '../cases';
import { openOutside } from '../outside';
import { report } from '../report';
import { formatBilling } from '../reporters/billing';
import { formatJsonResults } from '../reporters/json';
import { formatJunit } from '../reporters/junit';
import { formatTable } from '../reporters/table';
import { allPassed, grep, runTests, type TestedCase, type TestPlan } from '../testing';
import { UsageError } from '../usage';
import { isAdapter, openWorkspace, selectEngines, type Workspace } from '../workspace';

const reporters: Readonly<Record<string, (tested: readonly TestedCase[]) => string | undefined>> = {
  table: () => undefined,
  junit: formatJunit,
  json: formatJsonResults,
};

/** `sls orchestration test`: every case on the local runner and on every target. */
export async function test({ serverless, options, output, adapters }: Invocation): Promise<void> {
  const reporter = textOption(options, 'reporter') ?? 'table';
  const format = Object.hasOwn(reporters, reporter) ? reporters[reporter] : undefined;
  if (!format) throw new UsageError(`There is no reporter "${reporter}". There are: ${Object.keys(reporters).join(', ')}.`);
  const workspace = await openWorkspace(serverless, options, adapters);
  const { folder } = workspace.service.project;
  const found = hasErrors(workspace.checked.diagnostics) ? { files: [], diagnostics: [] } : readAllCases(workspace);
  const diagnostics = [...workspace.diagnostics, ...found.diagnostics];
  report(diagnostics, { sources: workspace.sources, folder, output });
  if (hasErrors(workspace.diagnostics)) return;

  const text = textOption(options, 'grep');
  const files = text === undefined ? found.files : grep(found.files, text);
  if (files.every(({ cases }) => cases.length === 0)) {
    if (!hasErrors(diagnostics)) output.human(nothingFound(workspace, text));
    output.fail();
  }
  const outside = openOutside(workspace.service, printed => output.human(printed.trimEnd()));
  try {
    const selected = selectEngines(textOption(options, 'target') ?? 'all', workspace);
    const required = requiredTargets(selected.targets, workspace, options['strict'] === true);
    const plan: TestPlan = { files, ...selected, required, options: { real: outside } };
    const tested = await runTests(plan, workspace);
    if (tested.length > 0)
      output.human(
        [formatTable(tested, output.paint), formatBilling(tested, selected.targets, output.paint)].filter(Boolean).join('\n\n'),
      );
    const formatted = format(tested);
    if (formatted !== undefined) output.machine(formatted);
    if (!allPassed(tested)) output.fail();
  } finally {
    await outside.close();
  }
}

function requiredTargets(targets: readonly Adapter[], { target }: Workspace, strict: boolean): ReadonlySet<string> {
  return new Set(targets.filter(({ name }) => strict || (isAdapter(target) && name === target.name)).map(({ name }) => name));
}

function nothingFound({ checked }: Workspace, text: string | undefined): string {
  if (text !== undefined) return `No case has "${text}" in its workflow and name.`;
  return `There are no cases: no file matches ${(checked.settings.tests ?? ['**/*.cases.yml']).join(', ')}.`;
}
