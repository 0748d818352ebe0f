import assert from 'node:assert/strict';
import { google } from '../../../adapters/google/index';
import type { Diagnostic, FunctionAnswer, Json, Project, ServiceFunction } from '../../../src/adapter';
import { check, compile } from '../../../src/compiler/compile';
import { hasErrors } from '../../../src/diagnostics/diagnostic';
import type { Execution, World } from '../../../src/engine';
import { VirtualClock } from '../../../src/runner/clock';
import { createRunner } from '../../../src/runner/run';
import { projectOf } from '../../support/fixtures';

export interface Made {
  readonly diagnostics: readonly Diagnostic[];
  /** The source of each workflow. */
  readonly sources: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  run(workflow: string, input: Json, answer?: Answer): Promise<Execution>;
  /** The same on the local runner. */
  runLocally(workflow: string, input: Json, answer?: Answer): Promise<Execution>;
}

type Answer = (name: string, input: Json) => FunctionAnswer;

type Workflows = Readonly<Record<string, unknown>>;

/** Compiles workflows for Google. `service` is what stands beside `orchestration` in serverless.yml. */
export function make(workflows: Workflows, service: Record<string, unknown> = {}, options?: unknown): Made {
  const read = projectOf({ service: 'shop', functions: functionsOf('work other'), ...service }, '/service');
  const project: Project = { ...read, functions: read.functions.map(withTimeout) };
  const orchestration = { workflows, ...(options === undefined ? {} : { google: options }) };
  const checked = check(
    orchestration,
    project.functions.map(({ key }) => key),
    ['aws', 'google', 'azure'],
  );
  if (hasErrors(checked.diagnostics))
    assert.fail(checked.diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  const { deployment, diagnostics } = compile(checked.program, project, google, checked.settings.options['google']);
  const files = Object.fromEntries(deployment.files.map(({ path, content }) => [path, content]));
  const sources = Object.fromEntries(
    deployment.files.flatMap(({ workflow, content }) => (workflow === undefined ? [] : [[workflow, content]])),
  );
  const context = { program: checked.program, project, options, report: () => undefined };
  return {
    diagnostics,
    sources,
    files,
    runLocally: (workflow, input, answer = nothing) =>
      createRunner(checked.program).run({ workflow, input, executionId: 'x1' }, worldOf(answer)),
    async run(workflow, input, answer = nothing) {
      assert.ok(google.simulate);
      const engine = await google.simulate(deployment, context);
      return engine.run({ workflow, input, executionId: 'x1' }, worldOf(answer));
    },
  };
}

function withTimeout(found: ServiceFunction): ServiceFunction {
  const { timeout } = found.options;
  return typeof timeout === 'number' ? { ...found, timeout } : found;
}

export function functionsOf(names: string): Record<string, unknown> {
  return Object.fromEntries(names.split(' ').map(name => [name, { handler: `handler.${name}`, runtime: 'nodejs22.x' }]));
}

const nothing: Answer = () => ({ ok: true, value: null });

function worldOf(answer: Answer): World {
  return {
    clock: new VirtualClock(Date.UTC(2026, 10, 20, 9)),
    call: async ({ function: name, input }) => answer(name, input),
    http: async () => ({ ok: false, message: 'there is no web' }),
    uuid: () => '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    observe: () => undefined,
  };
}
