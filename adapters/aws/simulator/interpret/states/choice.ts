import type { ChoiceState } from '../../definition';
import { StateError } from '../../errors';
import { evaluateAs, leave, where } from '../evaluation';
import type { Exit, Visit } from '../visit';

/**
 * Goes where the first rule leads whose condition is true. The rule's `Assign` and `Output` count then; the state's own
 * count when no rule holds. https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export async function runChoice(visit: Visit, state: ChoiceState): Promise<Exit> {
  for (const rule of state.rules) {
    const holds = await evaluateAs(visit, rule.condition, 'boolean', value => (typeof value === 'boolean' ? value : undefined));
    if (holds) return await leave(visit, rule, visit.input, {}, rule.next);
  }
  if (state.default === undefined) {
    // The documentation names it States.NoChoiceMatched; the service was measured to say this, several times over.
    throw new StateError(
      'States.Runtime',
      `${where(visit)} Failed to transition out of the state. The state does not point to a next state.`,
    );
  }
  return await leave(visit, state, visit.input, {}, state.default);
}
