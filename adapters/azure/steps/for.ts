import type { ForStep } from '../../../src/adapter';
import { variablesIn } from '../../../src/language/visit';
import { isLong } from '../analysis';
import { assign, call, declare, leave, list, member, name, when } from '../code';
import { lowerConcurrentFor } from '../concurrent';
import { lowerCondition } from '../expressions';
import { type Frame, fresh, nowhere, type Sink, withIteration } from '../frame';
import { identifier } from '../identifiers';
import { lowerProjection, namedItems } from '../items';
import type { Binding, Statement } from '../model';
import { goOnElsewhere } from '../rounds';
import { roundBody } from '../scope';
import { deliver, deliverNull } from '../sinks';
import { freeNames, isUnseen } from '../variables';

export function lowerFor(step: ForStep, frame: Frame, sink: Sink): readonly Statement[] {
  if (step.concurrency !== undefined) return lowerConcurrentFor(step, frame, sink);
  if (step.body.steps.length === 0 && !step.until) return lowerProjection(step, frame, sink);
  return lowerSequential(step, frame, sink);
}

function lowerSequential(step: ForStep, frame: Frame, sink: Sink): readonly Statement[] {
  const long = isLong(step);
  const wanted = step.body.output !== undefined && sink.kind !== 'none';
  // Unless somebody can see it before the loop's end, the step's variable itself is the list that the rounds fill.
  const own = wanted && sink.kind === 'assign' && isUnseen(step, frame);
  const values = own ? identifier(step.name) : wanted ? fresh(frame, `${step.name}Values`) : undefined;
  const { declared, items } = namedItems(step, frame, long);
  const reads = freeNames(step.body);
  const usesPosition = long || (step.at !== undefined && (reads.has(step.at) || readsIn(step, step.at)));
  const position = step.at !== undefined ? identifier(step.at) : fresh(frame, 'position');
  const binding: Binding = usesPosition ? { list: [position, identifier(step.each)] } : identifier(step.each);
  const inner = withIteration({ ...frame, repeats: true }, step);
  const body = [
    ...frame.build.block(step.body, values === undefined ? nowhere : { kind: 'push', list: name(values) }, inner),
    ...(step.until ? [when(lowerCondition(step.until, inner), [leave])] : []),
    ...(long ? goOnElsewhere(step, frame, { items, position, values }) : []),
  ];
  return [
    ...declared,
    ...(values === undefined ? [] : [own ? assign(name(values), list([])) : declare(values, list([]))]),
    { kind: 'forOf', binding, list: usesPosition ? call(member(items, 'entries')) : items, body: roundBody(step, body, frame) },
    ...(own ? [] : values === undefined ? deliverNull(sink, frame) : deliver(sink, name(values))),
  ];
}

function readsIn(step: ForStep, bound: string): boolean {
  return step.until !== undefined && variablesIn(step.until).has(bound);
}
