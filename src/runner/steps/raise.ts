import { errorNameProblem } from '../../language/errors';
import { ExpressionError } from '../../language/expressions/error';
import { evaluate } from '../../language/expressions/evaluate';
import type { RaiseStep } from '../../language/ir';
import { isMap, type Json, type JsonMap, own, typeOf } from '../../language/json';
import type { StepRunner } from '../execution';
import { type Failure, fail } from '../failure';
import type { Frame } from '../frame';

export const raise: StepRunner<'raise'> =
  (step, { frame }) =>
  async () => {
    throw raised(step.error, frame);
  };

function raised(error: RaiseStep['error'], frame: Frame): Failure {
  if (error.kind === 'dynamic') return fromMap(evaluate(error.value, frame));
  const message = error.message ? evaluate(error.message, frame) : '';
  if (typeof message !== 'string') throw new ExpressionError(`the message of an error is a string, not a ${typeOf(message)}`);
  return fail(error.name, message, error.details ? evaluate(error.details, frame) : null);
}

function fromMap(value: Json): Failure {
  const map: JsonMap = isMap(value) ? (value as JsonMap) : {};
  const name = own(map, 'name');
  const message = own(map, 'message');
  if (typeof name !== 'string' || typeof message !== 'string')
    throw new ExpressionError('what is raised must be a map with a string `name` and `message`');
  const problem = errorNameProblem(name);
  if (problem) throw new ExpressionError(`"${name}" can't be raised: ${problem}`);
  return fail(name, message, own(map, 'details'));
}
