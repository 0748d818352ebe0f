import type { Json, JsonMap } from '../../../../src/language/json';
import type { State } from '../definition';
import type { Lane } from './lane';

/** A state on its way from being entered to being left. */
export interface Visit {
  readonly lane: Lane;
  readonly state: State;
  readonly input: Json;
  /** The id of the event that entered it. */
  readonly enteredId: number;
  readonly enteredTime: number;
  /** Retries made so far. */
  retryCount: number;
}

/** What `$states` has beyond input and context, and the item of a Map state. */
export interface Extra {
  readonly result?: Json;
  readonly errorOutput?: Json;
  readonly item?: { readonly index: number; readonly value: Json };
}

/** How a state is left. */
export interface Exit {
  readonly output: Json;
  readonly assigned: JsonMap;
  /** Undefined at the end of the graph. */
  readonly next: string | undefined;
}
