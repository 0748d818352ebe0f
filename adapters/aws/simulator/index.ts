import type { Engine, Execution, RunRequest, World } from '../../../src/engine';
import { readDefinition } from './definition';
import { platformFailures, withoutQualifier } from './integrations/lambda';
import type { HttpFailureCause, Machine, Run } from './interpret/execution';
import { startRunning } from './interpret/run';
import { fits, limits } from './limits';
import { decodeError } from './outcome';
import { validate, type Problem } from './validate/validate';
import { unsimulated } from './validate/unsimulated';

/** A state machine of the deployment. */
export interface DeployedMachine {
  /** The workflow's key. */
  readonly workflow: string;
  readonly name: string;
  readonly arn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** The definition's text after all substitutions. */
  readonly definition: string;
}

export interface SimulatorOptions {
  /** The service's function keys by function ARN or function name, without a version. */
  readonly functions: Readonly<Record<string, string>>;
  /**
   * Refuses also what the service takes at creation and then fails on in every run (an unknown function, a variable
   * that nothing assigns). The default; without it only what the service refuses is refused.
   */
  readonly strict?: boolean;
  /** What the Cause of a refused HTTP request holds; `statusText` when absent. */
  readonly httpFailureCause?: HttpFailureCause;
}

/**
 * An engine that executes Amazon States Language as the service does, for machines in JSONata mode. It refuses
 * (the promise of `run` rejects) a machine that the service would refuse, and resources that it doesn't simulate.
 */
export function createSimulator(machines: readonly DeployedMachine[], options: SimulatorOptions): Engine {
  const ready = new Map<string, Machine>();
  const refused = new Map<string, readonly Problem[]>();
  for (const machine of machines) {
    const problems = problemsOf(machine, options.strict ?? true);
    if (problems.length > 0) refused.set(machine.workflow, problems);
    else ready.set(machine.workflow, { ...machine, definition: readDefinition(machine.definition) });
  }
  const byArn = new Map([...ready.values()].map(machine => [machine.arn, machine]));

  return {
    name: 'aws',
    run(request, world) {
      const problems = refused.get(request.workflow);
      if (problems) return Promise.reject(new Error(refusalText(request.workflow, problems)));
      const machine = ready.get(request.workflow);
      if (!machine) return Promise.reject(new Error(`There is no state machine for the workflow "${request.workflow}".`));
      return runOnce(createRun(world, byArn, options), machine, request);
    },
  };
}

function problemsOf(machine: DeployedMachine, strict: boolean): readonly Problem[] {
  const problems = validate(machine.definition, { type: machine.type, name: machine.name }).filter(
    problem => strict || problem.severity === 'ERROR',
  );
  return problems.length > 0 ? problems : unsimulated(machine.definition);
}

function refusalText(workflow: string, problems: readonly Problem[]): string {
  const lines = problems.map(problem => `  ${problem.code}: ${problem.message} at ${problem.location}`);
  return [`The state machine of the workflow "${workflow}" is refused:`, ...lines].join('\n');
}

function createRun(world: World, machines: ReadonlyMap<string, Machine>, options: SimulatorOptions): Run {
  let failures = 0;
  const run: Run = {
    world,
    machines,
    functionKey(nameOrArn) {
      const name = withoutQualifier(nameOrArn);
      return Object.hasOwn(options.functions, name) ? options.functions[name] : undefined;
    },
    platformFailure: () => platformFailures[failures++ % platformFailures.length] as (typeof platformFailures)[number],
    httpFailureCause: options.httpFailureCause ?? 'statusText',
    billed: { transitions: 0, expressRequests: 0, expressDuration: 0 },
    started: new Set(),
    background: new Set(),
    start: (machine, start) => startRunning(run, machine, start),
  };
  return run;
}

async function runOnce(run: Run, machine: Machine, request: RunRequest): Promise<Execution> {
  if (request.executionId.length > limits.name || !/^[^\s?*<>{}[\]"#%\\^|~`$&,;:/\p{Cc}]+$/u.test(request.executionId)) {
    throw new Error(`"${request.executionId}" can't be the name of an execution.`);
  }
  if (!fits(request.input, limits.payload))
    throw new Error('The input is larger than 256 KiB: the execution would not be started.');
  const outcome = await run.start(machine, { name: request.executionId, input: request.input, prefix: '' }).outcome;
  // Executions that nothing waits for still call functions: the run is over when they are.
  while (run.background.size > 0) {
    const [next] = run.background as Set<Promise<unknown>>;
    run.background.delete(next as Promise<unknown>);
    await next;
  }
  const billed = Object.fromEntries(Object.entries(run.billed).filter(([unit, amount]) => amount > 0 || unit === 'transitions'));
  return outcome.status === 'SUCCEEDED'
    ? { status: 'succeeded', output: outcome.output, billed }
    : { status: 'failed', error: decodeError(outcome), billed };
}
