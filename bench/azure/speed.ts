import { azure } from '../../adapters/azure/index';
import type { Adapter, Context, Engine, Json, Project } from '../../src/adapter';
import { check, compile } from '../../src/compiler/compile';
import { createWorld } from '../../src/runner/cases/world';
import { VirtualClock } from '../../src/runner/clock';
import { median, type Row } from '../table';
import { loadOrchestrator, runBare } from './host';

const calls = 150;
const config = {
  workflows: {
    plain: {
      do: [{ each: { for: { each: 'n', in: `range(${calls})` }, do: [{ work: { call: 'f', with: { n: '{{ n }}' } } }] } }],
    },
    long: {
      do: [{ each: { for: { each: 'n', in: 'range(input.rounds)' }, do: [{ work: { call: 'f', with: { n: '{{ n }}' } } }] } }],
    },
  },
};

const project: Project = {
  service: 'speed',
  stage: 'dev',
  provider: 'azure',
  providerOptions: {},
  folder: __dirname,
  functions: [{ key: 'f', name: 'f', handler: 'handler.f', environment: {}, options: {} }],
};

/** The function answers what it is given, in a later turn of the event loop's microtasks. */
const answer = async (input: Json): Promise<Json> => JSON.parse(JSON.stringify(input)) as Json;
const world = (): ReturnType<typeof createWorld> =>
  createWorld({
    clock: new VirtualClock(0),
    outside: {
      call: async ({ input }) => ({ ok: true, value: await answer(input) }),
      http: async () => ({ ok: false, message: '' }),
    },
  });

async function run(engine: Engine, workflow: string, input: Json): Promise<number> {
  const { status, billed } = await engine.run({ workflow, input, executionId: 'e' }, world());
  if (status !== 'succeeded') throw new Error(`${workflow} ${status}`);
  return billed['historyEvents'] ?? 0;
}

/** In milliseconds. */
async function timeOf(work: () => Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** How fast the simulator is, and that a long loop of the generated code takes time that grows with its rounds. */
export async function speed(): Promise<Row[]> {
  const { program } = check(config, ['f'], ['azure']);
  const { deployment } = compile(program, project, azure as Adapter, undefined);
  const context: Context = { program, project, options: undefined, report: () => undefined };
  const engine = (await azure.simulate?.(deployment, context)) as Engine;
  try {
    const orchestrator = loadOrchestrator(deployment.files, 'plain');
    const bare = (): Promise<number> => runBare(orchestrator, {}, input => answer(input as Json));
    const [events, bareEvents] = [await run(engine, 'plain', {}), await bare()];
    const perEvent = (await median(9, () => run(engine, 'plain', {}))) / events;
    const perBareEvent = (await median(9, bare)) / bareEvents;
    const rounds = async (times: number, each: number): Promise<void> => {
      for (let i = 0; i < times; i++) await run(engine, 'long', { rounds: each });
    };
    // By turns, and the best of each: what else the machine does comes and goes within the minute that this takes.
    const short = [await timeOf(() => rounds(10, 1_000))];
    const long = [await timeOf(() => rounds(1, 10_000))];
    short.push(await timeOf(() => rounds(10, 1_000)));
    long.push(await timeOf(() => rounds(1, 10_000)));
    return [
      {
        what: 'azure, simulator, history events per second : a bare loop over the same orchestrator in the SDK',
        value: perBareEvent / perEvent,
        unit: '',
        // Both spend most of their time in the SDK, which runs the orchestrator again in each episode. The simulator adds the
        // way to another process and back for each episode and each call, the host's own replay of the actions, and the
        // comparison of its task ids with the SDK's: it may cost as much again, and a half of that where two cores are busy.
        bound: 0.4,
        is: '>=',
      },
      {
        what: 'azure, a long loop, time per round: 10,000 rounds : 1,000 rounds',
        value: Math.min(...long) / Math.min(...short),
        unit: '',
        bound: 1.2,
        is: '<=',
      },
    ];
  } finally {
    await engine.close?.();
  }
}
