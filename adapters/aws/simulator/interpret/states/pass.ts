import type { PassState } from '../../definition';
import { leave } from '../evaluation';
import type { Exit, Visit } from '../visit';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html */
export function runPass(visit: Visit, state: PassState): Promise<Exit> {
  return leave(visit, state, visit.input, {}, state.next);
}
