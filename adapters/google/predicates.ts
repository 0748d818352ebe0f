import { assign, invoke, name, step } from './build';
import { matches } from './errors';
import type { At } from './frame';
import type { Step } from './model';
import type { PreludeName } from './prelude/index';

/**
 * A subworkflow that tells whether an error is to be retried: https://cloud.google.com/workflows/docs/reference/syntax/retrying.
 * Policies that ask the same share one.
 */
export function usePredicate(at: At, errors: readonly string[] | undefined, normal: PreludeName): string {
  const { unit } = at.frame;
  const key = JSON.stringify([errors ?? null, normal]);
  const known = unit.predicates.get(key);
  if (known) return known.name;
  unit.prelude.add(normal);
  const called = unit.names.fresh(nameOf(errors));
  const error = name('error');
  const steps: readonly Step[] = [
    assign('read', { variable: 'error', value: invoke(normal, name('e')) }),
    step('match', { kind: 'return', value: matches(errors, error, at) }),
  ];
  unit.predicates.set(key, {
    name: called,
    params: ['e'],
    steps,
    comment: `Whether to try again: ${errors?.join(', ') ?? 'any error'}.`,
  });
  return called;
}

function nameOf(errors: readonly string[] | undefined): string {
  if (!errors) return 'retryAny';
  const words = errors.slice(0, 3).map(word => word.replace(/[^A-Za-z0-9]+/g, '_'));
  return `retry${words.map(word => word[0]!.toUpperCase() + word.slice(1)).join('Or')}${errors.length > 3 ? 'OrOther' : ''}`;
}
