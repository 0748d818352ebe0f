import type { Json } from '../../../../src/language/json';
import type { State, StateGraph } from '../definition';
import { ExecutionTimedOut, StateError } from '../errors';
import { fits, limits, sizeOf } from '../limits';
import { where } from './evaluation';
import type { Exit, Visit } from './visit';
import { record, type Lane } from './lane';
import { runChoice } from './states/choice';
import { runFail } from './states/fail';
import { runMap } from './states/map';
import { runParallel } from './states/parallel';
import { runPass } from './states/pass';
import { runSucceed } from './states/succeed';
import { runTask } from './states/task';
import { runWait } from './states/wait';

/** Runs the states of a graph from its first to one that ends it, and gives the last one's output. */
export async function runGraph(lane: Lane, graph: StateGraph, input: Json): Promise<Json> {
  let name = graph.startAt;
  let data = input;
  for (;;) {
    const state = graph.states.get(name) as State;
    const visit = enter(lane, state, data);
    const exit = await runState(visit);
    record(lane, `${state.type}StateExited`, { step: state.name, kind: state.type, value: exit.output });
    delete lane.open;
    assign(visit, exit);
    if (exit.next === undefined) return exit.output;
    name = exit.next;
    data = exit.output;
  }
}

/**
 * A state that is entered is a transition: "Step Functions counts a state transition each time a step of your workflow
 * is executed. You are charged for the total number of state transitions across all your state machines, including
 * retries." (https://aws.amazon.com/step-functions/pricing/) EXPRESS executions are billed by number and duration.
 */
function enter(lane: Lane, state: State, input: Json): Visit {
  const { execution } = lane;
  const { run, machine } = execution;
  const now = run.world.clock.now();
  if (now - execution.startTime > limits.standardDuration * 1000) throw new ExecutionTimedOut();
  const enteredId = record(lane, `${state.type}StateEntered`, { step: state.name, kind: state.type, value: input });
  if (machine.type === 'STANDARD') run.billed.transitions++;
  lane.open = state;
  return { lane, state, input, enteredId, enteredTime: now, retryCount: 0 };
}

function runState(visit: Visit): Promise<Exit> {
  const { state } = visit;
  switch (state.type) {
    case 'Task':
      return runTask(visit, state);
    case 'Parallel':
      return runParallel(visit, state, runGraph);
    case 'Map':
      return runMap(visit, state, runGraph);
    case 'Choice':
      return runChoice(visit, state);
    case 'Wait':
      return runWait(visit, state);
    case 'Pass':
      return runPass(visit, state);
    case 'Succeed':
      return runSucceed(visit, state);
    case 'Fail':
      return runFail(visit, state);
  }
}

/** Variables take their new values when the state has been left. */
function assign(visit: Visit, exit: Exit): void {
  const { lane } = visit;
  for (const name of Object.keys(exit.assigned)) {
    const value = exit.assigned[name] as Json;
    lane.variables.set(name, value);
    // Small values don't add up to ten megabytes before there are tens of thousands: only large ones are counted.
    if (fits(value, smallest)) lane.largeVariables.delete(name);
    else lane.largeVariables.set(name, sizeOf(value));
  }
  if (lane.largeVariables.size > 0 && variablesSize(lane) > limits.variables) {
    throw new StateError(
      'States.DataLimitExceeded',
      `${where(visit)} The total size of the variables exceeds the service limit.`,
    );
  }
}

/** Bytes of a variable that is too small to be counted. */
const smallest = 256;

function variablesSize(lane: Lane): number {
  let size = 0;
  for (let at: Lane | undefined = lane; at; at = at.parent) for (const bytes of at.largeVariables.values()) size += bytes;
  return size;
}
