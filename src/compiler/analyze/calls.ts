import * as found from '../../diagnostics/catalogue';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import { typesOf } from '../../language/expressions/types';
import { types } from '../../language/expressions/typeset';
import type { Program, RunStep } from '../../language/ir';
import { stepsIn } from '../../language/visit';

type Report = (diagnostic: Diagnostic) => void;

/** What a workflow may call. */
export interface Callable {
  readonly functions: readonly string[];
  readonly workflows: readonly string[];
}

/** Reports calls of functions and workflows that aren't there, and workflows that run each other in a circle. */
export function checkCalls(program: Program, { functions, workflows }: Callable, report: Report): void {
  const runs = new Map<string, RunStep[]>();
  for (const workflow of program.workflows) {
    const own: RunStep[] = [];
    for (const step of stepsIn(workflow.body)) {
      if (step.kind === 'call' && !functions.includes(step.function))
        report(found.unknownFunction({ path: [...step.origin, 'call'] }, step.function, functions));
      if (step.kind !== 'run') continue;
      if (typesOf(step.with) === types.null)
        report(found.notDefined(step.with.place, "null as a workflow's input", 'Leave `with` out: the workflow then gets {}.'));
      if (workflows.includes(step.workflow)) own.push(step);
      else report(found.unknownWorkflow({ path: [...step.origin, 'run'] }, step.workflow, workflows));
    }
    runs.set(workflow.name, own);
  }
  checkCircles(runs, report);
}

/** A depth-first search; each circle is reported once, at the `run` that closes it. */
function checkCircles(runs: ReadonlyMap<string, readonly RunStep[]>, report: Report): void {
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    if (done.has(name)) return;
    for (const step of runs.get(name) ?? []) {
      const start = [...way, name].indexOf(step.workflow);
      if (start >= 0)
        report(found.recursiveWorkflows({ path: [...step.origin, 'run'] }, [...[...way, name].slice(start), step.workflow]));
      else visit(step.workflow, [...way, name]);
    }
    done.add(name);
  };
  for (const name of runs.keys()) visit(name, []);
}
