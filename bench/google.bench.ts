import { parse } from 'yaml';
import { environmentName } from '../adapters/google/functions';
import { google } from '../adapters/google/index';
import { createSimulator } from '../adapters/google/simulator/index';
import type { Adapter, Context, Engine, Project } from '../src/adapter';
import { check, compile } from '../src/compiler/compile';
import { hasErrors } from '../src/diagnostics/diagnostic';
import { runOnTarget } from '../src/runner/cases/run';
import { createWorld } from '../src/runner/cases/world';
import { VirtualClock } from '../src/runner/clock';
import { createRunner } from '../src/runner/run';
import { readShapes, type Shape } from './shapes';
import { median, type Row } from './table';

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

/** A loop of the usual steps that makes a list: 4.5 billed steps a round, so that 20,000 rounds stay below Google's 100,000. */
const loop: unknown = parse(`
workflows:
  main:
    do:
      - start: { set: { total: 0, even: 0 } }
      - each:
          for: { each: n, in: range(input.rounds) }
          do:
            - work: { call: f, with: { n: "{{ n }}" } }
            - pick:
                switch:
                  - when: work.n % 2 == 0
                    do:
                      - count: { set: { even: "{{ even + 1 }}" } }
            - sum: { set: { total: "{{ total + work.n }}" } }
          output: "{{ work.n }}"
    output: { total: "{{ total }}", even: "{{ even }}", rounds: "{{ length(each) }}" }
`);

const project: Project = {
  service: 'bench',
  stage: 'dev',
  provider: 'aws',
  providerOptions: {},
  folder: '/',
  functions: [{ key: 'f', name: 'f', runtime: 'nodejs22.x', handler: 'handler.f', environment: {}, options: {} }],
};

/** How long so many rounds take, in milliseconds. The function answers what it is given. */
function timeOf(engine: Engine, rounds: number): Promise<number> {
  return median(1, async () => {
    const world = createWorld({
      clock: new VirtualClock(0),
      outside: {
        call: async ({ input }) => ({ ok: true, value: JSON.parse(JSON.stringify(input)) }),
        http: async () => ({ ok: false, message: '' }),
      },
    });
    const execution = await engine.run({ workflow: 'main', input: { rounds }, executionId: 'e' }, world);
    if (execution.status === 'failed') throw new Error(JSON.stringify(execution.error));
  });
}

/**
 * The simulator next to the local runner. It can't be as fast: of a round it executes five steps where the runner has three, and of each
 * call it makes a request (its URL, the audience of its token, JSON both ways, a timeout). It has been a sixth to a third of the runner's
 * speed; the bound is missed when a step begins to cost twice what it does.
 */
async function speed(): Promise<Row[]> {
  const { program } = check(loop, ['f'], ['google']);
  const { deployment, diagnostics } = compile(program, project, google as Adapter, undefined);
  if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
  const context: Context = { program, project, options: undefined, report: () => undefined };
  const simulator = await google.simulate!(deployment, context);
  const runner = createRunner(program);
  const besideLocal: number[] = [];
  const perStep: number[] = [];
  // What is compared is measured in turn, so that a machine that is busy for a while slows both.
  for (let i = 0; i < 7; i++) {
    const large = await timeOf(simulator, 20_000);
    besideLocal.push((await timeOf(runner, 20_000)) / large);
    perStep.push(large / 10 / (await timeOf(simulator, 2000)));
  }
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[3] as number;
  const what = 'google, steps per second : the local runner, the same loop';
  return [
    { what, value: middle(besideLocal), unit: '', bound: 0.125, is: '>=' },
    { what: 'google, time per step, 20,000 rounds : 2,000', value: middle(perStep), unit: '', bound: 1.2, is: '<=' },
  ];
}

export async function rows(): Promise<Row[]> {
  const found: Row[] = [];
  for (const shape of readShapes()) {
    const ours = await billedSteps(shape, await compiled(shape));
    const hand = await billedSteps(shape, byHand(shape));
    const what = `google, billed steps, ${shape.name}: compiled (${ours}) : by hand (${hand})`;
    found.push({ what, value: ours / hand, unit: '', bound: 1, is: '<=' });
  }
  return [...found, ...(await speed())];
}
