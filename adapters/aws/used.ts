import type { HttpStep, Workflow } from '../../src/adapter';
import { stepsIn } from '../../src/language/visit';

/** What a workflow calls: each once, in the order of the source. */
export interface Used {
  readonly functions: readonly string[];
  readonly workflows: readonly string[];
  readonly requests: readonly HttpStep[];
}

export function usedBy(workflow: Workflow): Used {
  const steps = [...stepsIn(workflow.body)];
  return {
    functions: [...new Set(steps.flatMap(step => (step.kind === 'call' ? [step.function] : [])))],
    workflows: [...new Set(steps.flatMap(step => (step.kind === 'run' ? [step.workflow] : [])))],
    requests: steps.filter(step => step.kind === 'http'),
  };
}
