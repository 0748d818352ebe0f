import type { SucceedState } from '../../definition';
import { leave, type Exit, type Visit } from '../evaluation';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html */
export function runSucceed(visit: Visit, state: SucceedState): Promise<Exit> {
  return leave(visit, state, visit.input, {});
}
