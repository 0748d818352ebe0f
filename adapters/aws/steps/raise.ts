import type { Expression, NamedError } from '../../../src/adapter';
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
      : raiseEdge(step, scope, scope.takers, { error: computed(step.error.value, scope), isTakeable: true });
  return pass(nameOf(step, 'raise'), orderOf(step, scope, 0), edge);
};

/** A map that is checked; an error that was caught by its name needs no check, another's name may be one that can't be raised. */
function computed(value: Expression, scope: Scope): Expression {
  const entry = value.kind === 'variable' ? scope.caught.get(value.name) : undefined;
  const error = read(value, scope);
  if (entry?.errors?.every(name => raisable.test(name))) return error;
  const helper = entry ? '_again' : '_raised';
  return raw([`$${helper}(`, error, ')'], { types: types.map, canFail: true, takesMissing: true, helpers: [helper] });
}

const raisable = /^[A-Za-z_][A-Za-z0-9_.]*$/;

function named({ name, message, details }: NamedError, scope: Scope): ReturnType<typeof mapOf> {
  const text = message ? read(message, scope) : literal('');
  return mapOf({
    name: literal(name),
    message: checked(text, 'string'),
    details: details ? read(details, scope) : nothing,
  });
}
