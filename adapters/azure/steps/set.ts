import type { Assignment, StepOf } from '../../../src/adapter';
import { variablesIn } from '../../../src/language/visit';
import { assign, list, name } from '../code';
import { lowerExpression } from '../expressions';
import { type Frame, into, nowhere, type Sink } from '../frame';
import { identifier } from '../identifiers';
import type { Statement } from '../model';
import { deliverExpression, deliverNull } from '../sinks';

export function lowerSet(step: StepOf<'set'>, frame: Frame, sink: Sink): readonly Statement[] {
  const isRead = ({ name }: Assignment): boolean => frame.build.read.has(name);
  const unread = step.assignments.filter(assignment => !isRead(assignment));
  return [
    ...unread.flatMap(({ value }) => deliverExpression(nowhere, value, frame)),
    ...assignAll(step.assignments.filter(isRead), frame),
    ...deliverNull(sink, frame),
  ];
}

/** One after the other where no value depends on a name assigned before it, else all at once. */
function assignAll(assignments: readonly Assignment[], frame: Frame): readonly Statement[] {
  const dependent = assignments.some(({ value }, i) => {
    const reads = variablesIn(value);
    return assignments.slice(0, i).some(before => reads.has(before.name));
  });
  if (!dependent)
    return assignments.flatMap(({ name: target, value }) => deliverExpression(into(name(identifier(target))), value, frame));
  return [
    assign(
      list(assignments.map(assignment => name(identifier(assignment.name)))),
      list(assignments.map(({ value }) => lowerExpression(value, frame))),
    ),
  ];
}
