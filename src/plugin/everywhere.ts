import type { Execution } from '../engine';
import type { Case } from '../runner/cases/case';
import type { Outside } from '../runner/cases/world';
import type { Output } from './output';
import { formatBilling } from './reporters/billing';
import { formatTable } from './reporters/table';
import { allPassed, runTests, type TestPlan } from './testing';
import type { Engines, Workspace } from './workspace';

/**
 * Runs one execution on several engines, on virtual time, and shows where another one differs from the local runner.
 * Answers the local execution; undefined when it came to no end.
 */
export async function runEverywhere(
  given: Case,
  engines: Engines,
  outside: Outside,
  workspace: Workspace,
  output: Output,
): Promise<{ readonly execution: Execution | undefined; readonly same: boolean }> {
  const plan: TestPlan = {
    ...engines,
    local: true,
    files: [{ file: 'here and now', workflow: given.workflow, cases: [given] }],
    required: new Set(),
    asLocally: true,
    options: { real: outside },
  };
  const tested = await runTests(plan, workspace);
  const tables = [formatTable(tested, output.paint), formatBilling(tested, engines.targets, output.paint)];
  output.human(tables.filter(Boolean).join('\n\n'));
  const local = tested[0]?.results.find(({ engine }) => engine === 'local');
  return { execution: local?.execution, same: allPassed(tested) };
}
