import type { Problems } from '../problem';
import type { Branch, Expression, Handler, Loop, RetryPolicy, Step, StepList, Template } from '../parse/ast';

/** Calls `visit` for each step of the list itself, with the problems' place set to it. */
export function each(list: StepList, problems: Problems, visit: (step: Step) => void): void {
  for (const step of list.steps) {
    const outer = problems.step;
    problems.step = step.name;
    visit(step);
    problems.step = outer;
  }
}

/** A list of steps inside a step; `owner` when its variables are its own. */
export interface Nested {
  readonly list: StepList;
  readonly owner: Loop | Handler | Branch | undefined;
}

export function nestedLists(step: Step): Nested[] {
  switch (step.kind) {
    case 'steps':
      return [{ list: step.body, owner: undefined }];
    case 'switch':
      return step.arms.flatMap(arm => (arm.body ? [{ list: { steps: [arm.body], indexes: new Map() }, owner: undefined }] : []));
    case 'for':
      return [{ list: step.loop.body, owner: step.loop }];
    case 'try': {
      const handler = step.handler && { list: step.handler.body, owner: step.handler };
      return [{ list: step.body, owner: undefined }, ...(handler ? [handler] : [])];
    }
    case 'parallel':
      return step.work.kind === 'for'
        ? [{ list: step.work.loop.body, owner: step.work.loop }]
        : step.work.branches.map(branch => ({ list: branch.body, owner: branch }));
    default:
      return [];
  }
}

/** The templates that a step evaluates itself, in the scope in which it stands. */
export function templatesOf(step: Step): Template[] {
  switch (step.kind) {
    case 'assign':
      return step.assignments.flatMap(({ target, value }) => [...target.path, value]);
    case 'call':
      return step.arguments.map(({ value }) => value);
    case 'switch':
      return step.arms.map(arm => arm.condition);
    case 'for':
      return [step.loop.items.template];
    case 'parallel':
      return [...(step.limit ? [step.limit] : []), ...(step.work.kind === 'for' ? [step.work.loop.items.template] : [])];
    case 'try':
      return step.retry ? retryTemplates(step.retry) : [];
    case 'raise':
    case 'return':
      return [step.value];
    default:
      return [];
  }
}

function retryTemplates(retry: RetryPolicy): Template[] {
  return retry.kind === 'policy' ? [retry.policy] : [retry.predicate, retry.maxRetries, retry.backoff];
}

/** Every expression of a template, keys of maps included. */
export function expressionsOf(template: Template): Expression[] {
  switch (template.kind) {
    case 'constant':
      return [];
    case 'expression':
      return [template.expression];
    case 'list':
      return template.items.flatMap(expressionsOf);
    case 'map':
      return template.entries.flatMap(({ key, value }) => [...expressionsOf(key), ...expressionsOf(value)]);
  }
}
