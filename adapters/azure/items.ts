import type { ForStep } from '../../src/adapter';
import { arrow, call, member } from './code';
import { lowerCondition, lowerExpression, lowerList } from './expressions';
import { type Frame, type Sink, withBound, withIteration } from './frame';
import { identifier } from './identifiers';
import type { Code, Statement } from './model';
import { deliver, deliverNull } from './sinks';
import { freeNames } from './variables';

/** The items that are left when `where` has been asked. */
export function itemsOf(step: ForStep, frame: Frame): Code {
  const items = lowerList(step.in, frame);
  if (!step.where) return items;
  return call(member(items, 'filter'), arrow([identifier(step.each)], lowerCondition(step.where, withBound(frame, [step.each]))));
}

/** Without steps it is a projection: `list.map(item => ...)`. */
export function lowerProjection(step: ForStep, frame: Frame, sink: Sink): readonly Statement[] {
  const { output } = step.body;
  if (!output) return deliverNull(sink, frame);
  const reads = freeNames(step.body);
  const parameters = [identifier(step.each), ...(step.at !== undefined && reads.has(step.at) ? [identifier(step.at)] : [])];
  return deliver(
    sink,
    call(member(itemsOf(step, frame), 'map'), arrow(parameters, lowerExpression(output, withIteration(frame, step)))),
  );
}
