import type { LoopStep } from '../../../src/adapter';
import { variablesIn } from '../../../src/language/visit';
import { isLong } from '../analysis';
import { declareVariable, literal, name } from '../code';
import { type Frame, fresh, into, nowhere, type Sink } from '../frame';
import type { Code, Statement } from '../model';
import { lowerRounds } from '../repetition';
import { goOnElsewhere } from '../rounds';
import { deliver, deliverNull } from '../sinks';
import { freeNames } from '../variables';

export function lowerLoop(step: LoopStep, frame: Frame, sink: Sink): readonly Statement[] {
  if (sink.kind === 'none' || !step.body.output) {
    return [...lowerInPlace(step, frame, nowhere, undefined), ...deliverNull(sink, frame)];
  }
  if (sink.kind === 'assign' && canAssign(step, frame)) return lowerInPlace(step, frame, sink, sink.target);
  const value = fresh(frame, `${step.name}Value`);
  return [
    declareVariable(value, literal(null)),
    ...lowerInPlace(step, frame, into(name(value)), name(value)),
    ...deliver(sink, name(value)),
  ];
}

/** Each round may assign the step's variable when nobody can see it before the loop's end. */
function canAssign(step: LoopStep, frame: Frame): boolean {
  const seen = freeNames(step.body).has(step.name) || variablesIn(step.condition).has(step.name);
  return !frame.repeats && !frame.guarded && !seen;
}

function lowerInPlace(step: LoopStep, frame: Frame, sink: Sink, value: Code | undefined): readonly Statement[] {
  const counter = isLong(step) || step.max !== undefined || step.every ? fresh(frame, 'round') : undefined;
  const last =
    counter !== undefined && isLong(step) ? goOnElsewhere(step, frame, { position: counter, ...(value ? { value } : {}) }) : [];
  return [lowerRounds(step, { ...frame, repeats: true }, sink, counter, literal(step.mode === 'while' ? 0 : 1), last)];
}
