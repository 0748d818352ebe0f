import type { NamedError } from '../../../src/adapter';
import { types } from '../../../src/language/expressions/typeset';
import { checked, literal, mapOf, nothing, raw } from '../expressions/raw';
import { raiseEdge } from '../takers';
import { nameOf, orderOf, read, type Scope, type StepLowering } from '../scope';
import { pass } from '../states';

/** A jump to whoever takes the error, or the end. https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
export const raise: StepLowering<'raise'> = ({ step, scope }) => {
  const edge =
    step.error.kind === 'named'
      ? raiseEdge(step, scope, scope.takers, { name: step.error.name, error: named(step.error, scope) })
      : raiseEdge(step, scope, scope.takers, {
          error: raw(['$_raised(', read(step.error.value, scope), ')'], {
            types: types.map,
            canFail: true,
            takesMissing: true,
            helpers: ['_raised'],
          }),
          isTakeable: true,
        });
  return pass(nameOf(step, 'raise'), orderOf(step, scope, 0), edge);
};

function named({ name, message, details }: NamedError, scope: Scope): ReturnType<typeof mapOf> {
  const text = message ? read(message, scope) : literal('');
  return mapOf({
    name: literal(name),
    message: checked(text, 'string'),
    details: details ? read(details, scope) : nothing,
  });
}
