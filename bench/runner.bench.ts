import { check } from '../src/compiler/compile';
import { createWorld } from '../src/runner/cases/world';
import { VirtualClock } from '../src/runner/clock';
import { createRunner } from '../src/runner/run';
import { median, type Row } from './table';

const rounds = 20_000;
const config = {
  workflows: {
    main: {
      do: [{ each: { for: { each: 'n', in: `range(${rounds})` }, do: [{ work: { call: 'f', with: { n: '{{ n }}' } } }] } }],
    },
  },
};

/** The calls reach a function as they do in a test: recorded, and answered in a later turn of the event loop's microtasks. */
const world = (): ReturnType<typeof createWorld> =>
  createWorld({
    clock: new VirtualClock(0),
    outside: {
      call: async ({ input }) => ({ ok: true, value: JSON.parse(JSON.stringify(input)) }),
      http: async () => ({ ok: false, message: '' }),
    },
  });

export async function rows(): Promise<Row[]> {
  const runner = createRunner(check(config, ['f'], []).program);
  const ours = await median(5, () => runner.run({ workflow: 'main', input: {}, executionId: 'e' }, world()));
  const bare = await median(5, async () => {
    const outside = world();
    for (let n = 0; n < rounds; n++) await outside.call({ function: 'f', input: { n }, executionId: 'e' });
  });
  return [
    {
      what: 'runner, steps per second : a bare loop over the same awaited calls',
      value: bare / ours,
      unit: '',
      bound: 0.3,
      is: '>=',
    },
  ];
}
