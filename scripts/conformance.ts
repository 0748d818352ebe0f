import { adapters } from '../adapters/index';
import type { Adapter } from '../src/adapter';
import { runLocally, runOnTarget } from '../src/runner/cases/run';
import { createRunner } from '../src/runner/run';
import { realOutside } from '../test/support/conformance';
import { compileFixture, contextOf, type Fixture, readEverything, refusedCodes } from '../test/support/fixtures';

/**
 * Runs every case of every fixture and example on every engine and prints the table: how many gave what the local runner
 * gives, and the codes with which workflows are refused. Exit code 1 when one differs.
 */
async function main(): Promise<void> {
  const engines = ['local', ...adapters.map(({ name }) => name)];
  const width = 30;
  console.log(`${''.padEnd(width)}${engines.map(engine => engine.padEnd(width)).join('')}`.trimEnd());
  const total = { workflows: 0, cases: 0, passed: 0, refused: 0, failed: 0 };
  for (const fixture of readEverything()) {
    const cells = [await locally(fixture)];
    for (const adapter of adapters) cells.push(await onTarget(fixture, adapter));
    console.log(`${fixture.name.padEnd(width)}${cells.map(cell => cellText(cell).padEnd(width)).join('')}`.trimEnd());
    total.workflows += fixture.checked.program.workflows.length;
    total.cases += fixture.cases.reduce((sum, { cases }) => sum + cases.length, 0);
    for (const { passed, failed, refused } of cells) {
      total.passed += passed;
      total.failed += failed;
      total.refused += refused;
    }
  }
  const { workflows, cases, passed, refused, failed } = total;
  console.log(
    `\n${workflows} workflows, ${cases} cases on ${engines.length} engines: ${passed} passed, ${refused} refused, ${failed} failed`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
}

interface Cell {
  passed: number;
  failed: number;
  refused: number;
  readonly codes: Set<string>;
}

const emptyCell = (): Cell => ({ passed: 0, failed: 0, refused: 0, codes: new Set() });

function cellText({ passed, failed, refused, codes }: Cell): string {
  return [
    ...(passed > 0 || refused + failed === 0 ? [`${passed} ok`] : []),
    ...(failed > 0 ? [`${failed} FAILED`] : []),
    ...(refused > 0 ? [`${refused} ${[...codes].join(' ')}`] : []),
  ].join(', ');
}

async function locally(fixture: Fixture): Promise<Cell> {
  const cell = emptyCell();
  const runner = createRunner(fixture.checked.program);
  const real = realOutside(fixture);
  for (const { cases } of fixture.cases)
    for (const given of cases) {
      const { differences } = await runLocally(given, runner, { real });
      cell[differences.length === 0 ? 'passed' : 'failed']++;
    }
  await real.close();
  return cell;
}

async function onTarget(fixture: Fixture, adapter: Adapter): Promise<Cell> {
  const cell = emptyCell();
  const compilation = compileFixture(fixture, adapter);
  const engine = await adapter.simulate?.(compilation.deployment, contextOf(fixture, adapter));
  if (!engine) throw new Error(`${adapter.title} has no simulator`);
  const runner = createRunner(fixture.checked.program);
  const real = realOutside(fixture);
  for (const { workflow, cases } of fixture.cases) {
    const codes = refusedCodes(compilation, workflow);
    if (codes) {
      cell.refused += cases.length;
      for (const code of codes) cell.codes.add(code);
      continue;
    }
    for (const given of cases) {
      const { execution } = await runLocally(given, runner, { real });
      const { differences } = await runOnTarget(given, engine, execution, { real });
      cell[differences.length === 0 ? 'passed' : 'failed']++;
    }
  }
  await engine.close?.();
  await real.close();
  return cell;
}

void main();
