import type { Body, Step } from './model';

/** Whether the flow never goes on behind the steps. */
export function leaves(steps: readonly Step[]): boolean {
  const last = steps.at(-1);
  return last !== undefined && leavesBody(last.body);
}

function leavesBody(body: Body): boolean {
  switch (body.kind) {
    case 'raise':
    case 'return':
      return true;
    case 'steps':
      return leaves(body.steps);
    case 'switch': {
      const last = body.arms.at(-1);
      const isExhaustive = last?.condition.kind === 'literal' && last.condition.value === true;
      return isExhaustive && body.arms.every(arm => arm.next === undefined && arm.body !== undefined && leavesBody(arm.body));
    }
    case 'try':
      return body.body.kind === 'steps' && leaves(body.body.steps) && (!body.except || leaves(body.except.steps));
    default:
      return false;
  }
}
