import type { LoopStep } from '../../../src/adapter';
import { isLong } from '../analysis';
import { declareVariable, literal, name } from '../code';
import { type Frame, fresh, into, nowhere, type Sink } from '../frame';
import type { Code, Statement } from '../model';
import { lowerRounds } from '../repetition';
import { goOnElsewhere } from '../rounds';
import { deliver, deliverNull } from '../sinks';
import { isUnseen } from '../variables';

export function lowerLoop(step: LoopStep, frame: Frame, sink: Sink): readonly Statement[] {
  if (sink.kind === 'none' || !step.body.output) {
    return [...lowerInPlace(step, frame, nowhere, undefined), ...deliverNull(sink, frame)];
  }
  // Each round may assign the step's variable when nobody can see it before the loop's end.
  if (sink.kind === 'assign' && isUnseen(step, frame))
    return [...deliverNull(sink, frame), ...lowerInPlace(step, frame, sink, sink.target)];
  const value = fresh(frame, `${step.name}Value`);
  return [
    declareVariable(value, literal(null)),
    ...lowerInPlace(step, frame, into(name(value)), name(value)),
    ...deliver(sink, name(value)),
  ];
}

function lowerInPlace(step: LoopStep, frame: Frame, sink: Sink, value: Code | undefined): readonly Statement[] {
  const counter = isLong(step) || step.max !== undefined || step.every ? fresh(frame, 'round') : undefined;
  const last =
    counter !== undefined && isLong(step) ? goOnElsewhere(step, frame, { position: counter, ...(value ? { value } : {}) }) : [];
  return [lowerRounds(step, { ...frame, repeats: true }, sink, counter, literal(step.mode === 'while' ? 0 : 1), last)];
}
