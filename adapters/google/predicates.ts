import { statusOf } from '../../src/language/errors';
import { assign, binary, get, literal, name, step } from './build';
import { among, matches } from './errors';
import { type At, usePrelude } from './frame';
import type { Step } from './model';
import type { PreludeName } from './prelude/index';

/**
 * A subworkflow that tells whether an error is to be retried: https://cloud.google.com/workflows/docs/reference/syntax/retrying.
 * Policies that ask the same share one.
 */
export function usePredicate(at: At, errors: readonly string[] | undefined, normal: PreludeName): string {
  const { unit } = at.frame;
  if (!errors && normal === 'asError') {
    unit.prelude.add('isFailure');
    return 'isFailure';
  }
  const key = JSON.stringify([errors ?? null, normal]);
  const known = unit.predicates.get(key);
  if (known) return known.name;
  const called = unit.names.fresh(nameOf(errors));
  const steps = stepsOf(errors, normal, at);
  unit.predicates.set(key, {
    name: called,
    params: ['e'],
    steps,
    comment: `Whether to try again: ${errors?.join(', ') ?? 'any error'}.`,
  });
  return called;
}

function stepsOf(errors: readonly string[] | undefined, normal: PreludeName, at: At): readonly Step[] {
  const raised = name('e');
  if (!errors)
    return [
      step('match', {
        kind: 'return',
        value: binary('!=', get(usePrelude(at, normal, raised), ['name']), literal('ExpressionError')),
      }),
    ];
  if (!errors.some(statusOf)) {
    const called = get(usePrelude(at, normal, raised), ['name']);
    return [step('match', { kind: 'return', value: among(called, errors) })];
  }
  return [
    assign('read', { variable: 'error', value: usePrelude(at, normal, raised) }),
    step('match', { kind: 'return', value: matches(errors, name('error'), at) }),
  ];
}

function nameOf(errors: readonly string[] | undefined): string {
  if (!errors) return 'retryAny';
  const words = errors.slice(0, 3).map(word => word.replace(/[^A-Za-z0-9]+/g, '_'));
  return `retry${words.map(word => word[0]!.toUpperCase() + word.slice(1)).join('Or')}${errors.length > 3 ? 'OrOther' : ''}`;
}
