import type {
  Execution,
  FunctionAnswer,
  FunctionCall,
  HistoryEvent,
  HttpAnswer,
  HttpRequest,
  World,
} from '../../../../src/engine';
import type { Json } from '../../../../src/language/json';
import { VirtualClock } from '../../../../src/runner/clock';
import {
  type AzureRunRequest,
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../../adapters/azure/simulator';

export const start = Date.parse('2026-01-01T00:00:00.000Z');

export interface AppFile {
  readonly path: string;
  readonly content: string;
}

/** An app of one file. `code` sees `df`, and `unwrap` and `wrap` for the texts in which values travel. */
export function appOf(code: string, host: object = {}): AppFile[] {
  const head = [
    "const df = require('durable-functions');",
    'const unwrap = ({ p }) => JSON.parse(p);',
    'const wrap = value => ({ p: JSON.stringify(value ?? null) });',
  ];
  return [
    { path: 'package.json', content: JSON.stringify({ main: 'src/functions/*.js' }) },
    { path: 'host.json', content: JSON.stringify({ version: '2.0', ...host }) },
    { path: 'src/functions/app.js', content: [...head, code].join('\n') },
  ];
}

/**
 * An app with one orchestrator for each body, and an activity `work` that calls the function `work` of the service.
 * A body sees `context`, `input`, `Task`, `call(value)` for the activity, `later(seconds)` for a timer, `child(name, value)`.
 */
export function flows(bodies: Readonly<Record<string, string>>, more = '', host: object = {}): AppFile[] {
  const orchestrators = Object.entries(bodies).map(
    ([name, body]) => `
df.app.orchestration('${name}', function* (context) {
  const input = unwrap(context.df.getInput());
  const { Task } = context.df;
  const call = value => context.df.callActivity('work', value);
  const later = seconds => context.df.createTimer(new Date(+context.df.currentUtcDateTime + seconds * 1000));
  const child = (name, value, id) => context.df.callSubOrchestrator(name, wrap(value), id);
  ${body}
});`,
  );
  const activity = `df.app.activity('work', { handler: input => require('../../handlers/work.js').handler(input) });`;
  return appOf([activity, ...orchestrators, more].join('\n'), host);
}

export interface TestWorld extends World {
  readonly calls: FunctionCall[];
  readonly requests: HttpRequest[];
  readonly events: HistoryEvent[];
  /** Virtual seconds since the start. */
  elapsed(): number;
}

export interface Answers {
  /** What the function does; by default it gives its input back. Calls are counted from 1. */
  work?(input: Json, count: number): Answer;
  http?(request: HttpRequest): HttpAnswer;
}

/** A function's value, or its failure, after some virtual seconds. */
export type Answer =
  | { readonly value: Json; readonly after?: number }
  | { readonly error: { name: string; message: string }; readonly platform?: boolean; readonly after?: number };

export function testWorld(answers: Answers = {}): TestWorld {
  const clock = new VirtualClock(start);
  const calls: FunctionCall[] = [];
  const requests: HttpRequest[] = [];
  const events: HistoryEvent[] = [];
  return {
    clock,
    calls,
    requests,
    events,
    elapsed: () => (clock.now() - start) / 1000,
    async call(call): Promise<FunctionAnswer> {
      calls.push(call);
      const answer = answers.work?.(call.input, calls.length) ?? { value: call.input };
      if (answer.after !== undefined) await clock.timer(answer.after * 1000).promise;
      if ('value' in answer) return { ok: true, value: answer.value };
      return { ok: false, error: answer.error, platform: answer.platform ?? false };
    },
    http(request): Promise<HttpAnswer> {
      requests.push(request);
      return Promise.resolve(answers.http?.(request) ?? { ok: false, message: 'no answer' });
    },
    uuid: () => '00000000-0000-4000-8000-000000000000',
    observe: event => void events.push(event),
  };
}

/** The types of the events of one orchestrator, in order. */
export function eventTypes(world: TestWorld, orchestrator: string): string[] {
  return world.events.filter(event => event.step?.split('#')[0] === orchestrator).map(event => event.type);
}

/** A loaded app of `flows`, for the tests of one `describe`. */
export interface Bench {
  readonly simulator: Simulator;
  /** Runs one of the flows. */
  run(flow: string, world: World, request?: Partial<AzureRunRequest>): Promise<Execution>;
  /** Runs it and gives its output; fails when the execution failed. */
  output(flow: string, world: World, request?: Partial<AzureRunRequest>): Promise<Json>;
}

/** Loads an app before the tests of the `describe` it is called in, and closes it after them. */
export function bench(files: AppFile[], names: readonly string[], more: Partial<SimulatorOptions> = {}): Bench {
  let simulator: Simulator | undefined;
  before(async () => {
    simulator = await createSimulator({ files }, { ...optionsFor(names), ...more });
  });
  after(() => simulator?.close());
  const run: Bench['run'] = (flow, world, request = {}) =>
    (simulator as Simulator).run({ workflow: flow, input: {}, executionId: `run-${flow}`, ...request }, world);
  return {
    get simulator() {
      return simulator as Simulator;
    },
    run,
    async output(flow, world, request) {
      const execution = await run(flow, world, request);
      if (execution.status === 'failed') throw new Error(`failed: ${JSON.stringify(execution.error)}`);
      return execution.output;
    },
  };
}

/** `flows` and `bench` in one. */
export function benchOf(
  bodies: Readonly<Record<string, string>>,
  { code = '', host = {}, ...more }: Partial<SimulatorOptions> & { code?: string; host?: object } = {},
): Bench {
  return bench(flows(bodies, code, host), Object.keys(bodies), more);
}

export function optionsFor(names: readonly string[]): SimulatorOptions {
  return {
    orchestrators: Object.fromEntries(names.map(name => [name, name])),
    handlers: { work: { file: 'handlers/work', export: 'handler' } },
    replay: 'everyPrefix',
  };
}

/** A flow's error; fails when the execution succeeded. */
export function errorOf(execution: Execution): { name: string; message: string; details: Json } {
  if (execution.status === 'succeeded') throw new Error(`succeeded: ${JSON.stringify(execution.output)}`);
  return execution.error;
}
