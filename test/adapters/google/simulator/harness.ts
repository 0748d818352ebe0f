import type {
  Engine,
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
import { createSimulator, type GoogleSimulator, type SimulatedWorkflow } from '../../../../adapters/google/simulator/index';

/** 2026-11-20T09:00:00.000Z */
export const start = Date.UTC(2026, 10, 20, 9);

/** What the world around a run answers; a function that isn't there answers null. */
export interface Setting {
  readonly input?: Json;
  readonly env?: Readonly<Record<string, string>>;
  /** Base URL to key. */
  readonly functions?: Readonly<Record<string, string>>;
  /** Further workflows by their ids. */
  readonly others?: Readonly<Record<string, string>>;
  readonly call?: (call: FunctionCall, clock: VirtualClock) => FunctionAnswer | Promise<FunctionAnswer>;
  readonly http?: (request: HttpRequest, clock: VirtualClock) => HttpAnswer | Promise<HttpAnswer>;
}

export interface Result {
  readonly execution: Execution;
  readonly calls: readonly FunctionCall[];
  readonly requests: readonly HttpRequest[];
  readonly events: readonly HistoryEvent[];
  /** Seconds of virtual time. */
  readonly elapsed: number;
  readonly simulator: GoogleSimulator;
}

export async function run(source: string, setting: Setting = {}): Promise<Result> {
  const workflows: SimulatedWorkflow[] = [{ workflow: 'tested', id: 'tested', source, env: setting.env ?? {} }];
  for (const [id, other] of Object.entries(setting.others ?? {})) workflows.push({ workflow: id, id, source: other, env: {} });
  const simulator = createSimulator(workflows, { functions: setting.functions ?? {} });
  return runOn(simulator, setting);
}

export async function runOn(simulator: GoogleSimulator, setting: Setting = {}): Promise<Result> {
  const clock = new VirtualClock(start);
  const calls: FunctionCall[] = [];
  const requests: HttpRequest[] = [];
  const events: HistoryEvent[] = [];
  let uuids = 0;
  const world: World = {
    clock,
    async call(call) {
      calls.push(call);
      return (await setting.call?.(call, clock)) ?? { ok: true, value: null };
    },
    async http(request) {
      requests.push(request);
      return (await setting.http?.(request, clock)) ?? json(200, null);
    },
    uuid: () => `00000000-0000-4000-8000-${String(uuids++).padStart(12, '0')}`,
    observe: event => events.push(event),
  };
  const engine: Engine = simulator;
  const execution = await engine.run({ workflow: 'tested', input: setting.input ?? null, executionId: 'e1' }, world);
  return { execution, calls, requests, events, elapsed: (clock.now() - start) / 1000, simulator };
}

export function json(status: number, body: Json): HttpAnswer {
  return { ok: true, status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** The output of a run that must succeed. */
export async function output(source: string, setting?: Setting): Promise<Json> {
  const { execution } = await run(source, setting);
  if (execution.status === 'failed') throw new Error(`the run failed: ${JSON.stringify(execution.error)}`);
  return execution.output;
}

/** A workflow that returns one expression, quoted for YAML. */
export function returning(expression: string): string {
  return `- r:\n    return: ${JSON.stringify('${' + expression + '}')}\n`;
}
