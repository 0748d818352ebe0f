import { environmentName } from '../adapters/google/functions';
import { google } from '../adapters/google/index';
import { createSimulator } from '../adapters/google/simulator/index';
import type { Adapter, Engine } from '../src/adapter';
import { compile } from '../src/compiler/compile';
import { hasErrors } from '../src/diagnostics/diagnostic';
import { runOnTarget } from '../src/runner/cases/run';
import { readShapes, type Shape } from './shapes';
import type { Row } from './table';

/** The source that is written by hand, with the functions' addresses in the same variables. */
function byHand({ program, project, file }: Shape): Engine {
  const addresses = project.functions.map(({ key }) => [key, `https://us-central1-project.cloudfunctions.net/${key}`] as const);
  const env = Object.fromEntries(addresses.map(([key, url]) => [environmentName(key, project), url]));
  const workflow = program.workflows[0]!.name;
  const source = file('google.workflows.yaml');
  return createSimulator([{ workflow, id: 'by-hand', source, env }], {
    functions: Object.fromEntries(addresses.map(([key, url]) => [url, key])),
  });
}

async function compiled(shape: Shape): Promise<Engine> {
  const { deployment, diagnostics } = compile(shape.program, shape.project, google as Adapter, undefined);
  if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
  return google.simulate!(deployment, shape.context);
}

/** The steps billed for all of a shape's cases, internal and external ones. */
async function billedSteps(shape: Shape, engine: Engine): Promise<number> {
  let steps = 0;
  for (const given of shape.cases) {
    const { differences, execution } = await runOnTarget(given, engine, undefined);
    if (differences.length > 0) throw new Error(`${shape.name}, ${given.name}: ${JSON.stringify(differences)}`);
    steps += Object.values(execution?.billed ?? {}).reduce((sum, count) => sum + count, 0);
  }
  return steps;
}

export async function rows(): Promise<Row[]> {
  const found: Row[] = [];
  for (const shape of readShapes()) {
    const ours = await billedSteps(shape, await compiled(shape));
    const hand = await billedSteps(shape, byHand(shape));
    const what = `google, billed steps, ${shape.name}: compiled (${ours}) : by hand (${hand})`;
    found.push({ what, value: ours / hand, unit: '', bound: 1, is: '<=' });
  }
  return found;
}
