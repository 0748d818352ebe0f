import type { StepOf } from '../../../src/adapter';
import { construct, literal, name, raise } from '../code';
import { lowerExpression, lowerText } from '../expressions';
import { type Frame, help } from '../frame';
import type { Statement } from '../model';

export function lowerRaise({ error }: StepOf<'raise'>, frame: Frame): readonly Statement[] {
  if (error.kind === 'dynamic') return [raise(help(frame, 'raised', lowerExpression(error.value, frame)))];
  frame.build.helpers.add('WorkflowError');
  const message = error.message ? lowerText(error.message, frame) : literal('');
  const details = error.details ? [lowerExpression(error.details, frame)] : [];
  return [raise(construct(name('WorkflowError'), literal(error.name), message, ...details))];
}
