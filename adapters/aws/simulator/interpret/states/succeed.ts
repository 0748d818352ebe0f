import type { SucceedState } from '../../definition';
import { leave } from '../evaluation';
import type { Exit, Visit } from '../visit';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html */
export function runSucceed(visit: Visit, state: SucceedState): Promise<Exit> {
  return leave(visit, state, visit.input, {});
}
