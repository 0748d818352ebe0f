import { randomUUID } from 'node:crypto';
import { parse as parseYaml } from 'yaml';
import type { Engine, Execution } from '../../engine';
import { hasErrors } from '../../diagnostics/diagnostic';
import { printable } from '../../diagnostics/formats/printable';
import { didYouMean } from '../../diagnostics/suggest';
import type { Json } from '../../language/json';
import type { Case } from '../../runner/cases/case';
import { caseWorld, createWorld } from '../../runner/cases/world';
import { RealClock } from '../../runner/clock';
import { createRunner } from '../../runner/run';
import { readCasesFile } from '../cases';
import { runEverywhere } from '../everywhere';
import { textOption, type Invocation } from '../invocation';
import { openOutside } from '../outside';
import type { Output } from '../output';
import { createProgress } from '../progress';
import { report } from '../report';
import { UsageError } from '../usage';
import {
  compileFor,
  openWorkspace,
  readText,
  selectAdapters,
  selectEngines,
  simulationContext,
  type Workspace,
} from '../workspace';

/** `sls orchestration run`: runs a workflow here and now, shows each step, and prints the output as JSON. */
export async function run(invocation: Invocation): Promise<void> {
  const { serverless, options, output, adapters } = invocation;
  const workspace = await openWorkspace(serverless, options, adapters);
  if (hasErrors(workspace.checked.diagnostics)) return show(workspace, workspace.diagnostics, output);
  const workflow = workflowName(options['name'], workspace);
  const given = await readCase(invocation, workspace, workflow);
  if (given === undefined && textOption(options, 'cases') !== undefined) return;
  const input = readInput(invocation, workspace) ?? given?.input ?? {};
  const target = textOption(options, 'target') ?? 'local';
  if (target === 'all' || target.includes(',')) {
    await everywhere({ given, workflow, input, target }, workspace, output);
    return;
  }
  const engine = await openEngine(target, workflow, workspace, output);
  if (!engine) return;
  const outside = openOutside(workspace.service, text => output.human(text.trimEnd()));
  try {
    const observe = createProgress(line => output.human(line), output.paint);
    const world = given ? caseWorld(given, outside, observe) : createWorld({ clock: new RealClock(), outside, observe });
    const request = { workflow, input, executionId: given?.executionId ?? randomUUID() };
    const execution = await (engine.name === 'local'
      ? engine.run(request, world)
      : simulated(engine.name, () => engine.run(request, world)));
    finish(execution, output, world.problems);
  } finally {
    await Promise.all([outside.close(), engine.close?.()]);
  }
}

interface Asked {
  readonly given: Case | undefined;
  readonly workflow: string;
  readonly input: Json;
  readonly target: string;
}

/** On every engine, each with the same answers or with the service's own handlers. */
async function everywhere({ given, workflow, input, target }: Asked, workspace: Workspace, output: Output): Promise<void> {
  const outside = openOutside(workspace.service, text => output.human(text.trimEnd()));
  try {
    const fresh = { executionId: randomUUID(), now: Date.now(), functions: {}, http: {}, handlers: true, expect: {} };
    const asked: Case = { ...fresh, name: `from ${new Date(fresh.now).toISOString()} on`, ...given, workflow, input };
    const { execution, same } = await runEverywhere(asked, selectEngines(target, workspace), outside, workspace, output);
    if (execution) finish(execution, output);
    if (!same) output.fail();
  } finally {
    await outside.close();
  }
}

function finish(execution: Execution, output: Output, problems: readonly string[] = []): void {
  for (const problem of problems) output.human(output.paint.error(printable(problem)));
  if (execution.status === 'succeeded') {
    output.machine(JSON.stringify(execution.output, null, 2));
  } else {
    const { name, message, details } = execution.error;
    const text = printable(message === '' ? name : `${name}: ${message}`);
    output.human(`${output.paint.error('error')} ${text}${details === null ? '' : ` ${printable(JSON.stringify(details))}`}`);
  }
  if (execution.status === 'failed' || problems.length > 0) output.fail();
}

function show(workspace: Workspace, diagnostics: Workspace['diagnostics'], output: Output): void {
  report(diagnostics, { sources: workspace.sources, folder: workspace.service.project.folder, output });
}

function workflowName(option: unknown, { checked }: Workspace): string {
  const names = checked.program.workflows.map(({ name }) => name);
  const name = String(option);
  if (names.includes(name)) return name;
  throw new UsageError(`There is no workflow "${name}" in this service. ${didYouMean(name, names)}`);
}

/** The local runner, or a target's simulator with the target's artefacts; undefined when the target refuses the workflow. */
async function openEngine(name: string, workflow: string, workspace: Workspace, output: Output): Promise<Engine | undefined> {
  if (name === 'local') return createRunner(workspace.checked.program);
  const selected = selectAdapters(name, workspace.adapters, ['local']);
  const [adapter] = selected;
  if (!adapter) throw new UsageError('`run` takes a target.');
  if (!adapter.simulate) throw new UsageError(`${adapter.title} has no simulator; workflows can't be run for it here.`);
  const compiled = compileFor(adapter, workspace);
  if (hasErrors(compiled.diagnostics) && (compiled.refused.has(workflow) || compiled.refused.size === 0)) {
    show(workspace, compiled.diagnostics, output);
    return undefined;
  }
  const simulate = adapter.simulate.bind(adapter);
  return simulated(name, async () => simulate(compiled.deployment, simulationContext(adapter, workspace)));
}

/** A simulator rejects what its target would refuse: that is said as it is. The local runner only rejects for a bug of ours. */
async function simulated<T>(target: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new UsageError(`The simulator of ${target} can't run this: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What `--input` or `--input-file` gives; undefined without either. */
function readInput({ options }: Invocation, { service }: Workspace): Json | undefined {
  const text = textOption(options, 'input');
  const file = textOption(options, 'input-file');
  if (text !== undefined && file !== undefined) throw new UsageError('Give --input or --input-file, not both.');
  if (text !== undefined) {
    try {
      return JSON.parse(text) as Json;
    } catch (error) {
      throw new UsageError(`--input isn't JSON: ${reason(error)}.`);
    }
  }
  if (file === undefined) return undefined;
  const content = readText(service.project.folder, file);
  if (content === undefined) throw new UsageError(`The file ${file} can't be read.`);
  try {
    return JSON.parse(JSON.stringify(parseYaml(content) ?? null)) as Json;
  } catch (error) {
    throw new UsageError(`${file} is neither JSON nor YAML: ${reason(error)}.`);
  }
}

/** The case that `--cases` and `--case` name; its file's mistakes are shown. */
async function readCase({ options, output }: Invocation, workspace: Workspace, workflow: string): Promise<Case | undefined> {
  const file = textOption(options, 'cases');
  const name = textOption(options, 'case');
  if (file === undefined) {
    if (name !== undefined) throw new UsageError('--case needs --cases, the file that holds the case.');
    return undefined;
  }
  const { file: read, diagnostics } = readCasesFile(file, workspace);
  if (hasErrors(diagnostics) || !read) {
    show(workspace, diagnostics, output);
    return undefined;
  }
  if (read.workflow !== workflow) throw new UsageError(`${file} has cases of the workflow "${read.workflow}".`);
  const names = read.cases.map(candidate => candidate.name);
  if (name === undefined) {
    if (read.cases.length === 1) return read.cases[0];
    throw new UsageError(`--case must name one of: ${names.join('; ')}.`);
  }
  const found = read.cases.find(candidate => candidate.name === name);
  if (found) return found;
  throw new UsageError(`${file} has no case "${name}". ${didYouMean(name, names, 'It has no cases.')}`);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]! : String(error);
}
