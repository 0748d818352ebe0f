import type { ForStep } from '../../src/adapter';
import { boundBy, variablesIn } from '../../src/language/visit';
import { arrow, call, declare, member, name } from './code';
import { lowerCondition, lowerExpression, lowerList } from './expressions';
import { type Frame, fresh, type Sink, withBound, withIteration } from './frame';
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

/** In `for (const x of ...)` an outer `x` can't be read, and what is left of a long loop needs the list's name. */
export function namedItems(step: ForStep, frame: Frame, long = false): { declared: readonly Statement[]; items: Code } {
  const code = itemsOf(step, frame);
  const hidden = boundBy(step).some(bound => variablesIn(step.in).has(bound));
  if (!hidden && !long) return { declared: [], items: code };
  const items = fresh(frame, `${step.name}Items`);
  return { declared: [declare(items, code)], items: name(items) };
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
