import type { Program, Step } from '../../src/language/ir';
import { expressionsIn, stepsIn, walkExpression } from '../../src/language/visit';

/** How often something occurs, by name. */
export type Counts = Record<string, number>;

export interface Coverage {
  readonly steps: Counts;
  readonly fields: Counts;
  readonly builtins: Counts;
  readonly expressions: Counts;
}

export const emptyCoverage = (): Coverage => ({ steps: {}, fields: {}, builtins: {}, expressions: {} });

export function count(counts: Counts, key: string, by = 1): void {
  counts[key] = (Object.hasOwn(counts, key) ? (counts[key] as number) : 0) + by;
}

/** Counts what a program is made of. */
export function cover(program: Program, coverage: Coverage): void {
  for (const workflow of program.workflows) {
    if (workflow.timeout !== undefined) count(coverage.fields, 'workflow.timeout');
    for (const step of stepsIn(workflow.body)) {
      count(coverage.steps, step.kind);
      for (const field of fieldsOf(step)) count(coverage.fields, field);
    }
    for (const expression of expressionsIn(workflow.body)) {
      for (const node of walkExpression(expression)) {
        count(coverage.expressions, node.kind);
        if (node.kind === 'call') count(coverage.builtins, node.builtin);
      }
    }
  }
}

function fieldsOf(step: Step): string[] {
  const own = Object.entries(step).filter(
    ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  const shared = ['name', 'kind', 'origin'];
  return own.flatMap(([key]) =>
    shared.includes(key) ? [] : [['if', 'retry', 'catch', 'description'].includes(key) ? key : `${step.kind}.${key}`],
  );
}

export function addCoverage(total: Coverage, part: Coverage): void {
  for (const group of ['steps', 'fields', 'builtins', 'expressions'] as const) {
    for (const [key, value] of Object.entries(part[group])) count(total[group], key, value);
  }
}
