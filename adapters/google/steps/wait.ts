import type { WaitStep } from '../../../src/adapter';
import { entriesOf, ownStep } from '../build';
import type { At } from '../frame';
import type { Call, Step } from '../model';
import { lowerDuration } from './duration';
import type { Lowered } from './lowered';
import { lowerString } from '../expressions/demanded';

/** https://cloud.google.com/workflows/docs/reference/stdlib/sys/sleep and .../sleep_until, which goes on at once for a time in the past. */
export function lowerWait(userStep: WaitStep, at: At): Lowered {
  const before: Step[] = [];
  const wait = userStep.for;
  const call: Call =
    wait.kind === 'seconds'
      ? { kind: 'call', function: 'sys.sleep', args: entriesOf({ seconds: lowerDuration(wait.value, 0, at, before) }) }
      : { kind: 'call', function: 'sys.sleep_until', args: entriesOf({ time: lowerString(wait.value, at, before) }) };
  return { before, attempt: [ownStep(userStep.name, call)] };
}
