import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { google } from '../adapters/google/index';
import { environmentName } from '../adapters/google/functions';
import { createSimulator } from '../adapters/google/simulator/index';
import type { Engine } from '../src/engine';
import { createRunner } from '../src/runner/run';
import { runLocally, runOnTarget } from '../src/runner/cases/run';
import { compileFixture, contextOf, type Fixture, readFixture } from '../test/support/fixtures';
import type { Row } from './table';

const shapes = join(__dirname, 'shapes');

/** Billed steps of the compiled workflow : of Google YAML written by hand for the same shape, over the same cases. */
export async function rows(): Promise<Row[]> {
  const found: Row[] = [];
  for (const shape of readdirSync(shapes).sort()) {
    const fixture = readFixture(join(shapes, shape));
    const compiled = await google.simulate!(compileFixture(fixture, google).deployment, contextOf(fixture, google));
    const ours = await billed(fixture, compiled);
    const byHand = await billed(fixture, writtenByHand(fixture));
    found.push({
      what: `google, billed steps of ${shape}, ${ours} : ${byHand} by hand`,
      value: ours / byHand,
      unit: '',
      bound: 1,
      is: '<=',
    });
  }
  return found;
}

function writtenByHand(fixture: Fixture): Engine {
  const source = readFileSync(join(fixture.folder, 'google.workflows.yaml'), 'utf8');
  const url = (key: string): string => `https://us-central1-project.cloudfunctions.net/${key}`;
  const keys = fixture.project.functions.map(({ key }) => key);
  const env = Object.fromEntries(keys.map(key => [environmentName(key, fixture.project), url(key)]));
  return createSimulator([{ workflow: 'main', id: 'main', source, env }], {
    functions: Object.fromEntries(keys.map(key => [url(key), key])),
  });
}

/** The steps of all cases together. What doesn't give the cases' answers isn't the same shape. */
async function billed(fixture: Fixture, engine: Engine): Promise<number> {
  const runner = createRunner(fixture.checked.program);
  let steps = 0;
  for (const given of fixture.cases.flatMap(file => file.cases)) {
    const local = await runLocally(given, runner);
    const { execution, differences } = await runOnTarget(given, engine, local.execution);
    if (!execution || differences.length > 0)
      throw new Error(`${fixture.name}, ${given.name}: ${differences.map(({ message }) => message).join('; ')}`);
    steps += Object.values(execution.billed).reduce((sum, count) => sum + count, 0);
  }
  return steps;
}
