import type { Block, Expression, Step, Workflow } from '../../src/adapter';

type Replace = (expression: Expression) => Expression;

/** A workflow with every expression replaced; blocks of the steps that `drops` names lose their output. */
export function mapExpressions(workflow: Workflow, replace: Replace, drops: (step: string) => boolean): Workflow {
  return { ...workflow, body: mapBlock(workflow.body, replace, drops) };
}

function mapBlock({ output, ...rest }: Block, replace: Replace, drops: (step: string) => boolean, dropped = false): Block {
  return {
    ...rest,
    steps: rest.steps.map(step => mapStep(step, replace, drops)),
    ...(output && !dropped ? { output: replace(output) } : {}),
  };
}

function mapStep(step: Step, replace: Replace, drops: (step: string) => boolean): Step {
  const block = (one: Block): Block => mapBlock(one, replace, drops, drops(step.name));
  const caught = step.catch.map(entry => ({ ...entry, body: mapBlock(entry.body, replace, drops) }));
  const shared = { ...(step.if ? { if: replace(step.if) } : {}), catch: caught };
  switch (step.kind) {
    case 'call':
    case 'run':
      return { ...step, ...shared, with: replace(step.with), ...(step.timeout ? { timeout: replace(step.timeout) } : {}) };
    case 'http':
      return {
        ...step,
        ...shared,
        url: replace(step.url),
        ...(step.headers ? { headers: replace(step.headers) } : {}),
        ...(step.query ? { query: replace(step.query) } : {}),
        ...(step.body ? { body: replace(step.body) } : {}),
        timeout: replace(step.timeout),
      };
    case 'set':
      return { ...step, ...shared, assignments: step.assignments.map(one => ({ ...one, value: replace(one.value) })) };
    case 'do':
      return { ...step, ...shared, body: block(step.body) };
    case 'switch':
      return {
        ...step,
        ...shared,
        cases: step.cases.map(one => ({ ...one, when: replace(one.when), body: block(one.body) })),
        ...(step.otherwise ? { otherwise: block(step.otherwise) } : {}),
      };
    case 'for':
      return {
        ...step,
        ...shared,
        in: replace(step.in),
        ...(step.where ? { where: replace(step.where) } : {}),
        ...(step.until ? { until: replace(step.until) } : {}),
        body: block(step.body),
      };
    case 'loop':
      return {
        ...step,
        ...shared,
        condition: replace(step.condition),
        ...(step.every ? { every: replace(step.every) } : {}),
        body: block(step.body),
      };
    case 'parallel':
      return {
        ...step,
        ...shared,
        branches: step.branches.map(branch => ({ ...branch, body: mapBlock(branch.body, replace, drops) })),
      };
    case 'raise':
      return { ...step, ...shared, error: mapError(step.error, replace) };
    case 'wait':
      return { ...step, ...shared, for: { ...step.for, value: replace(step.for.value) } };
    case 'return':
      return { ...step, ...shared, value: replace(step.value) };
  }
}

function mapError(error: Extract<Step, { kind: 'raise' }>['error'], replace: Replace): Extract<Step, { kind: 'raise' }>['error'] {
  if (error.kind === 'dynamic') return { ...error, value: replace(error.value) };
  return {
    ...error,
    ...(error.message ? { message: replace(error.message) } : {}),
    ...(error.details ? { details: replace(error.details) } : {}),
  };
}
