import type { Json } from '../../../../src/language/json';
import { Cancelled } from '../errors';
import { abort, closeLane, openLane, recordAborted, suspend, type Lane } from './lane';

/** How a Parallel or a Map state sees its lanes. */
export interface LaneGroup {
  readonly count: number;
  /** How many lanes may be open at once. */
  readonly limit: number;
  /** Runs one lane to its output. */
  body(lane: Lane, index: number): Promise<Json>;
  started?(index: number): void;
  succeeded?(index: number): void;
  failed?(index: number): void;
  aborted?(index: number): void;
}

/**
 * Runs all lanes and gives their outputs in order. The first that fails cuts the others short, keeps those that wait
 * for their turn from starting, and its failure is the group's.
 */
export function runLanes(parent: Lane, group: LaneGroup): Promise<Json[]> {
  const outputs: Json[] = new Array<Json>(group.count).fill(null);
  if (group.count === 0) return Promise.resolve(outputs);
  const lanes: Lane[] = [];
  let waiting = 0;
  let running = group.count;

  const work = new Promise<Json[]>((resolve, reject) => {
    const open = (): (() => void) => {
      const index = waiting++;
      const { aborted } = group;
      const lane = openLane(parent.execution, parent, aborted && (() => aborted(index)));
      lanes.push(lane);
      group.started?.(index);
      return () => run(lane, index);
    };
    const run = (lane: Lane, index: number): void => {
      group
        .body(lane, index)
        .then(output => succeed(lane, index, output))
        .catch((error: unknown) => fail(lane, index, error));
    };
    const succeed = (lane: Lane, index: number, output: Json): void => {
      if (lane.over) return;
      outputs[index] = output;
      group.succeeded?.(index);
      closeLane(lane);
      if (--running === 0) resolve(outputs);
      else if (waiting < group.count) open()();
    };
    const fail = (lane: Lane, index: number, error: unknown): void => {
      if (error instanceof Cancelled || lane.over) return;
      try {
        group.failed?.(index);
        for (const each of lanes) {
          if (each === lane) {
            recordAborted(lane);
            closeLane(lane);
          } else abort(each);
        }
        reject(error);
      } catch (recording) {
        // The history is full: the execution ends with that.
        for (const each of lanes) abort(each, true);
        reject(recording);
      }
    };

    // The service opens as many lanes as it may before the first state of any of them is entered.
    const starts: (() => void)[] = [];
    try {
      while (waiting < Math.min(group.limit, group.count)) starts.push(open());
    } catch (error) {
      reject(error);
      return;
    }
    for (const start of starts) start();
  });
  return suspend(parent, work);
}
