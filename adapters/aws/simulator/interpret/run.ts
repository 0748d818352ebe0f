import { ExecutionTimedOut, StateError, Cancelled } from '../errors';
import { createHistory } from '../history';
import { limits } from '../limits';
import type { Outcome } from '../outcome';
import { seededRandom } from '../random';
import { executionContext } from './context';
import { executionArn, type Execution, type Machine, type Run, type RunningExecution, type StartedExecution } from './execution';
import { runGraph } from './graph';
import { abort, closeLane, openLane, suspend, type Lane } from './lane';

/** Starts an execution of a machine. Its outcome never rejects, but for a bug. */
export function startRunning(run: Run, machine: Machine, start: StartedExecution): RunningExecution {
  const arn = executionArn(machine, start.name);
  const startTime = run.world.clock.now();
  run.started.add(arn);
  const execution: Execution = {
    ...start,
    run,
    machine,
    arn,
    startTime,
    context: executionContext(machine, { ...start, arn, startTime }),
    history: createHistory(run.world, machine.type === 'EXPRESS', start.prefix),
    uuid: () => run.world.uuid(),
    random: seededRandom(arn),
  };
  const lane = openLane(execution);
  return {
    arn,
    startTime: execution.startTime,
    outcome: toTheEnd(execution, lane),
    abort: () => {
      if (!lane.over) abort(lane, true);
    },
  };
}

async function toTheEnd(execution: Execution, lane: Lane): Promise<Outcome> {
  const { history, run, machine } = execution;
  history.add('ExecutionStarted', { target: machine.workflow, value: execution.input });
  const outcome = await outcomeOf(execution, lane);
  if (machine.type === 'EXPRESS') {
    run.billed.expressRequests++;
    // The duration is billed in steps of 100 ms.
    run.billed.expressDuration += Math.ceil((run.world.clock.now() - execution.startTime) / 100) * 100;
  }
  switch (outcome.status) {
    case 'SUCCEEDED':
      history.end('ExecutionSucceeded', { target: machine.workflow, value: outcome.output });
      break;
    case 'FAILED':
      history.end('ExecutionFailed', { target: machine.workflow, error: new StateError(outcome.error, outcome.cause) });
      break;
    case 'TIMED_OUT':
      history.end('ExecutionTimedOut', { target: machine.workflow, error: new StateError('States.Timeout', null) });
      break;
    case 'ABORTED':
      history.end('ExecutionAborted', { target: machine.workflow });
  }
  return outcome;
}

async function outcomeOf(execution: Execution, lane: Lane): Promise<Outcome> {
  const { machine } = execution;
  const seconds = Math.min(
    machine.definition.timeout ?? Infinity,
    machine.type === 'EXPRESS' ? limits.expressDuration : Infinity,
  );
  // A STANDARD machine without a timeout of its own ends after a year: that is looked at when a state is entered.
  const timer = seconds === Infinity ? undefined : execution.run.world.clock.timer(seconds * 1000);
  const work = runGraph(lane, machine.definition, execution.input);
  const late = timer?.promise.then(() => {
    throw new ExecutionTimedOut();
  });
  try {
    const output = await suspend(lane, late ? Promise.race([work, late]) : work);
    closeLane(lane);
    return { status: 'SUCCEEDED', output };
  } catch (error) {
    if (error instanceof Cancelled) return { status: 'ABORTED' };
    abort(lane, true);
    if (error instanceof ExecutionTimedOut) return { status: 'TIMED_OUT' };
    if (error instanceof StateError) return { status: 'FAILED', error: error.error, cause: error.cause };
    throw error;
  } finally {
    timer?.cancel();
  }
}
