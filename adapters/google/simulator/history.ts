import type { Json } from '../../../src/language/json';
import type { HistoryEvent } from '../../../src/engine';
import type { Raised } from './errors';
import type { Activation, Execution } from './interpret/state';
import { errorOf } from './outcome';
import type { Step } from './parse/ast';
import { isConnector } from './validate/calls';

/** The step types of https://cloud.google.com/workflows/docs/reference/executions/rest/v1/projects.locations.workflows.executions.stepEntries */
function stepType(step: Step, activation: Activation): string {
  switch (step.kind) {
    case 'assign':
      return 'STEP_ASSIGN';
    case 'call':
      if (activation.execution.workflow.routines.has(step.function)) return 'STEP_SUBWORKFLOW_CALL';
      return isConnector(step.function) ? 'STEP_CONNECTOR_CALL' : 'STEP_STD_LIB_CALL';
    case 'switch':
      return 'STEP_SWITCH';
    case 'for':
      return 'STEP_FOR';
    case 'parallel':
      return step.work.kind === 'for' ? 'STEP_PARALLEL_FOR' : 'STEP_PARALLEL_BRANCH';
    case 'try':
      return 'STEP_TRY_RETRY_EXCEPT';
    case 'raise':
      return 'STEP_RAISE';
    case 'return':
      return 'STEP_RETURN';
    case 'jump':
      return 'STEP_GOTO';
    case 'steps':
      return 'STEP_TYPE_UNSPECIFIED';
  }
}

export function observe(execution: Execution, event: Omit<HistoryEvent, 'time'>): void {
  execution.world.observe({ time: execution.world.clock.now(), ...event });
}

/** `step` of an event is `routine/step`. */
export function observeStep(type: 'stepEntered' | 'stepSucceeded', step: Step, activation: Activation): void {
  const { world } = activation.execution;
  world.observe({ time: world.clock.now(), type, step: pathOf(step, activation), kind: stepType(step, activation) });
}

export function observeFailure(step: Step, activation: Activation, error: Raised): void {
  const path = pathOf(step, activation);
  observe(activation.execution, {
    type: 'stepFailed',
    step: path,
    kind: stepType(step, activation),
    error: errorOf(error.payload),
  });
}

export function observeRetry(step: Step, activation: Activation, attempt: number, delay: number): void {
  observe(activation.execution, { type: 'stepRetried', step: pathOf(step, activation), kind: 'STEP_RETRY', attempt, delay });
}

export function observeCall(execution: Execution, type: string, target: string, value?: Json): void {
  observe(execution, value === undefined ? { type, target } : { type, target, value });
}

function pathOf(step: Step, activation: Activation): string {
  return `${activation.routine.name}/${step.name}`;
}
