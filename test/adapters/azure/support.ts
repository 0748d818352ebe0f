import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { azure } from '../../../adapters/azure/index';
import type {
  Adapter,
  Context,
  Deployment,
  Diagnostic,
  Engine,
  Execution,
  FunctionCall,
  Json,
  World,
} from '../../../src/adapter';
import { check, compile } from '../../../src/compiler/compile';
import { VirtualClock } from '../../../src/runner/clock';
import { createRunner } from '../../../src/runner/run';
import { projectOf } from '../../support/fixtures';

/** A service, compiled for Azure. */
export interface Service {
  readonly context: Context;
  readonly deployment: Deployment;
  readonly diagnostics: readonly Diagnostic[];
  /** The text of a file under `app/`. */
  file(path: string): string;
  /** The file, or undefined when there is none. */
  find(path: string): string | undefined;
}

/** Compiles a serverless.yml, given as text or as data. Mistakes in it that aren't Azure's fail the test. */
export function compileService(source: string | Record<string, unknown>): Service {
  const config = typeof source === 'string' ? (parse(source) as Record<string, unknown>) : source;
  const project = projectOf({ provider: { name: 'azure' }, ...config }, '/service');
  const checked = check(
    config['orchestration'],
    project.functions.map(entry => entry.key),
    ['azure'],
  );
  assert.deepEqual(
    checked.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  const options = checked.settings.options['azure'];
  const { deployment, diagnostics } = compile(checked.program, project, azure as Adapter, options);
  const context: Context = { program: checked.program, project, options, report: () => undefined };
  const find = (path: string): string | undefined => deployment.files.find(file => file.path === `app/${path}`)?.content;
  return { context, deployment, diagnostics, find, file: path => find(path) ?? assert.fail(`there is no ${path}`) };
}

export type Answer = (call: FunctionCall, n: number) => Json;

/** A world whose functions answer by a function; what that throws is the function's error. */
export function worldOf(answer: Answer): { readonly world: World; readonly calls: FunctionCall[] } {
  const calls: FunctionCall[] = [];
  const world: World = {
    clock: new VirtualClock(Date.UTC(2026, 10, 20)),
    async call(request) {
      calls.push(request);
      try {
        return { ok: true, value: answer(request, calls.length) };
      } catch (error) {
        const { name, message } = error as Error;
        return { ok: false, error: { name, message }, platform: false };
      }
    },
    http: async () => ({ ok: false, message: 'there is no web here' }),
    uuid: () => '00000000-0000-4000-8000-000000000000',
    observe: () => undefined,
  };
  return { world, calls };
}

export function simulate(service: Service): Promise<Engine> {
  return Promise.resolve(azure.simulate!(service.deployment, service.context));
}

/** Runs a workflow here and on the simulator; asserts that output, error and calls are the same, and gives them. */
export async function runOnBoth(
  service: Service,
  engine: Engine,
  workflow: string,
  input: Json,
  answer: Answer,
): Promise<{ readonly execution: Execution; readonly calls: readonly FunctionCall[] }> {
  const request = { workflow, input, executionId: 'execution-1' };
  const local = worldOf(answer);
  const expected = await createRunner(service.context.program).run(request, local.world);
  const remote = worldOf(answer);
  const execution = await engine.run(request, remote.world);
  assert.deepEqual(resultOf(execution), resultOf(expected));
  assert.deepEqual(sorted(remote.calls), sorted(local.calls));
  return { execution, calls: remote.calls };
}

function resultOf(execution: Execution): unknown {
  if (execution.status === 'succeeded') return execution.output;
  // Messages of the language's own errors aren't defined.
  const { name, message, details } = execution.error;
  return ['Timeout', 'Unavailable', 'ExpressionError'].includes(name) ? { name } : { name, message, details };
}

function sorted(calls: readonly FunctionCall[]): string[] {
  return calls.map(({ function: key, input }) => `${key} ${JSON.stringify(input)}`).sort();
}
