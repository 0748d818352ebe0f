import type { Adapter, Deployment, Engine } from '../src/adapter';
import { aws } from '../adapters/aws/index';
import { compile } from '../src/compiler/compile';
import { hasErrors } from '../src/diagnostics/diagnostic';
import { runOnTarget } from '../src/runner/cases/run';
import { readShapes, type Shape } from './shapes';
import { speeds } from './simulation';
import type { Row } from './table';

/** The machines that are written by hand: `aws.asl.json` is the first workflow's, `aws.<workflow>.asl.json` another's. */
function byHand({ program, file }: Shape): Deployment {
  const files = program.workflows.map(({ name }, i) => ({
    path: `${name}.asl.json`,
    content: file(i === 0 ? 'aws.asl.json' : `aws.${name}.asl.json`),
    workflow: name,
  }));
  return { files };
}

function compiled(shape: Shape): Deployment {
  const { deployment, diagnostics } = compile(shape.program, shape.project, aws as Adapter, undefined);
  if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
  return deployment;
}

/** The state transitions that all of a shape's cases are billed for. */
async function transitions(shape: Shape, deployment: Deployment): Promise<readonly number[]> {
  const engine = (await aws.simulate?.(deployment, shape.context)) as Engine;
  const billed: number[] = [];
  for (const given of shape.cases) {
    const { differences, execution } = await runOnTarget(given, engine, undefined);
    if (differences.length > 0) throw new Error(`${shape.name}, ${given.name}: ${JSON.stringify(differences)}`);
    billed.push(execution?.billed['transitions'] ?? 0);
  }
  return billed;
}

/** By shape and case: what is compiled next to what is written by hand. */
export async function comparison(): Promise<readonly { shape: string; ours: readonly number[]; hand: readonly number[] }[]> {
  const shapes = [];
  for (const shape of readShapes()) {
    const ours = await transitions(shape, compiled(shape));
    shapes.push({ shape: shape.name, ours, hand: await transitions(shape, byHand(shape)) });
  }
  return shapes;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

export async function rows(): Promise<Row[]> {
  const shapes = (await comparison()).map(({ shape, ours, hand }): Row => ({
    what: `aws, billed transitions, ${shape}: compiled (${sum(ours)}) : by hand (${sum(hand)})`,
    value: sum(ours) / sum(hand),
    unit: '',
    bound: 1,
    is: '<=',
  }));
  return [...shapes, ...(await speeds())];
}
