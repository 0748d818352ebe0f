import type { Adapter, Engine } from '../src/adapter';
import { azure } from '../adapters/azure/index';
import { createSimulator } from '../adapters/azure/simulator/index';
import { compile } from '../src/compiler/compile';
import { hasErrors } from '../src/diagnostics/diagnostic';
import { runOnTarget } from '../src/runner/cases/run';
import { speed } from './azure/speed';
import { readShapes, type Shape } from './shapes';
import type { Row } from './table';

const parameters = [
  { path: 'package.json', content: '{ "main": "src/functions/azure.js" }' },
  { path: 'host.json', content: '{ "version": "2.0" }' },
];

/** The app that is written by hand, around the same handlers. */
function byHand(shape: Shape): Promise<Engine> {
  const files = [...parameters, { path: 'src/functions/azure.js', content: shape.file('azure.js') }];
  const functions = shape.project.functions.map(
    ({ key }) => [key, { file: 'src/functions/handler', export: key, activity: key }] as const,
  );
  const names = shape.program.workflows.map(({ name }) => [name, name] as const);
  return createSimulator(
    { files },
    { orchestrators: Object.fromEntries(names), handlers: Object.fromEntries(functions), serviceFolder: shape.project.folder },
  );
}

async function compiled(shape: Shape): Promise<Engine> {
  const { deployment, diagnostics } = compile(shape.program, shape.project, azure as Adapter, undefined);
  if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
  return azure.simulate!(deployment, shape.context);
}

/** The events in the histories of all of a shape's cases. */
async function historyEvents(shape: Shape, engine: Engine): Promise<number> {
  let events = 0;
  try {
    for (const given of shape.cases) {
      const { differences, execution } = await runOnTarget(given, engine, undefined);
      if (differences.length > 0) throw new Error(`${shape.name}, ${given.name}: ${JSON.stringify(differences)}`);
      events += execution?.billed['historyEvents'] ?? 0;
    }
  } finally {
    await engine.close?.();
  }
  return events;
}

export async function rows(): Promise<Row[]> {
  const found: Row[] = [...(await speed())];
  for (const shape of readShapes()) {
    const ours = await historyEvents(shape, await compiled(shape));
    const hand = await historyEvents(shape, await byHand(shape));
    const what = `azure, history events, ${shape.name}: compiled (${ours}) : by hand (${hand})`;
    found.push({ what, value: ours / hand, unit: '', bound: 1, is: '<=' });
  }
  return found;
}
