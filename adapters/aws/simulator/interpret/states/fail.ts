import type { Json } from '../../../../../src/language/json';
import type { FailState } from '../../definition';
import { StateError } from '../../errors';
import type { Template } from '../../template';
import { evaluateAs } from '../evaluation';
import type { Exit, Visit } from '../visit';

/** Always fails its lane. https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
export async function runFail(visit: Visit, state: FailState): Promise<Exit> {
  const error = await text(visit, state.error);
  const cause = await text(visit, state.failCause);
  throw new StateError(error, cause);
}

async function text(visit: Visit, template: Template | undefined): Promise<string | null> {
  if (!template) return null;
  return evaluateAs(visit, template, 'string', (value: Json) => (typeof value === 'string' ? value : undefined));
}
