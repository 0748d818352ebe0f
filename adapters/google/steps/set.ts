import type { Assignment as UserAssignment, SetStep } from '../../../src/adapter';
import { assign, name, stepNameOf } from '../build';
import { lowerInto, lowerValue } from '../expressions/lower';
import { isTotal } from '../expressions/total';
import { type At, bindTo, type Out, reads, stepName, temporary, variableOf } from '../frame';
import type { Assignment, Step } from '../model';
import type { Lowered } from './lowered';

/**
 * All right sides come before all assignments, while Google runs entries one by one: they are put into an order in which none
 * reads what an earlier one has changed; where there is none, an old value is kept in a variable.
 */
export function lowerSet(userStep: SetStep, at: At): Lowered {
  const steps: Step[] = [];
  const [only] = userStep.assignments;
  if (only && userStep.assignments.length === 1 && isChoice(only)) {
    lowerInto(variableOf(at, only.name), only.value, at, steps);
    return { before: [], attempt: withName(steps, stepNameOf(userStep.name)) };
  }
  const entries = inOrder(userStep.assignments, at, steps).map(({ assignment, at: seen }): Assignment => {
    return { variable: variableOf(at, assignment.name), value: lowerValue(assignment.value, seen, steps) };
  });
  const chunks = Array.from({ length: Math.ceil(entries.length / longestAssign) }, (_, i) =>
    entries.slice(i * longestAssign, (i + 1) * longestAssign),
  );
  const assigns = chunks.map((chunk, i) => assign(i === 0 ? stepNameOf(userStep.name) : stepName(at, 'more'), ...chunk));
  return { before: [], attempt: [...steps, ...assigns.map(one => ({ ...one, own: true as const }))] };
}

/** https://cloud.google.com/workflows/quotas: assignments of a step. */
export const longestAssign = 50;

function isChoice({ value }: UserAssignment): boolean {
  return (value.kind === 'logical' || value.kind === 'conditional') && !isTotal(value);
}

function withName(steps: readonly Step[], named: string): readonly Step[] {
  return steps.map((step, i) => (i === steps.length - 1 ? { ...step, name: named, own: true as const } : step));
}

interface Ordered {
  readonly assignment: UserAssignment;
  /** Where its right side stands: an old value may go by another name there. */
  readonly at: At;
}

function inOrder(assignments: readonly UserAssignment[], at: At, out: Out): readonly Ordered[] {
  const ordered: Ordered[] = [];
  let rest = [...assignments];
  let seen = at;
  while (rest.length > 0) {
    const free = rest.find(
      one => !rest.some(other => other !== one && reads(other.value, one.name) && !seen.bound.has(one.name)),
    );
    const next = free ?? rest[0]!;
    if (!free) {
      const kept = temporary(at, `old_${next.name}`);
      out.push(assign(stepName(at, 'old'), { variable: kept, value: name(variableOf(at, next.name)) }));
      seen = bindTo(seen, next.name, kept, false);
    }
    ordered.push({ assignment: next, at: seen });
    rest = rest.filter(one => one !== next);
  }
  return ordered;
}
