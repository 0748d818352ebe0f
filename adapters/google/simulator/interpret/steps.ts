import { fail, Raised } from '../errors';
import { evaluateTemplate, evaluateTemplateWaiting } from '../evaluate';
import { observeFailure, observeStep } from '../history';
import type { Step, StepList, SwitchStep, Template } from '../parse/ast';
import { typeName, type Value } from '../values';
import { assign } from './assign';
import { callRoutine, runCall } from './call';
import type { Frame } from './frame';
import { runLoop } from './loop';
import type { Outcome } from './outcomes';
import { runParallel } from './parallel';
import { runTry } from './try';

/** Runs a list of steps, following jumps to its own steps and passing others on. */
export async function runList(list: StepList, frame: Frame): Promise<Outcome> {
  let index = 0;
  while (index < list.steps.length) {
    let outcome = runStep(list.steps[index] as Step, frame);
    if (outcome instanceof Promise) outcome = await outcome;
    if (!outcome) index++;
    else {
      const target = outcome.kind === 'next' ? list.indexes.get(outcome.step) : undefined;
      if (target === undefined) return outcome;
      index = target;
    }
  }
  return undefined;
}

/** Runs one step; without a promise when nothing in it waits. */
function runStep(step: Step, frame: Frame): Outcome | Promise<Outcome> {
  try {
    observeStep('stepEntered', step, frame.activation);
    if (isBilledHere(step)) frame.activation.execution.billing.count('internal');
    const outcome = perform(step, frame);
    if (!(outcome instanceof Promise)) return succeed(step, frame, outcome);
    return outcome.then(
      result => succeed(step, frame, result),
      (error: unknown) => passOn(error, step, frame),
    );
  } catch (error) {
    return passOn(error, step, frame);
  }
}

/** A call counts when it knows whether it is internal or external; `steps` and `try` only hold steps. */
function isBilledHere(step: Step): boolean {
  return step.kind !== 'call' && step.kind !== 'steps' && step.kind !== 'try';
}

function succeed(step: Step, frame: Frame, outcome: Outcome): Outcome {
  observeStep('stepSucceeded', step, frame.activation);
  return outcome ?? step.next;
}

function passOn(error: unknown, step: Step, frame: Frame): never {
  if (error instanceof Raised) {
    if (error.activation !== frame.activation) {
      error.activation = frame.activation;
      error.trace.push({ step: step.name, routine: frame.activation.routine.name, line: step.place.line });
    }
    observeFailure(step, frame.activation, error);
  }
  throw error;
}

function perform(step: Step, frame: Frame): Outcome | Promise<Outcome> {
  switch (step.kind) {
    case 'assign':
      return assign(step.assignments, frame, caller);
    case 'call':
      return runCall(step, frame, runList);
    case 'switch':
      return chooseArm(step, 0, frame);
    case 'for':
      return runLoop(step.loop, frame, caller, runList);
    case 'parallel':
      return runParallel(step, frame, caller, runList);
    case 'try':
      return runTry(step, frame, caller, runList);
    case 'steps':
      return runList(step.body, frame);
    case 'jump':
      return undefined;
    case 'return':
      return withValue(step.value, frame, value => ({ kind: 'return', value }));
    case 'raise':
      return withValue(step.value, frame, raise);
  }
}

/** "The exception is a string or a map" (raising-errors page); anything else is a TypeError. */
function raise(value: Value): never {
  if (typeof value === 'string' || value instanceof Map) throw new Raised(value);
  return fail('TypeError', `'raise' takes a string or a map; got: ${typeName(value)}`);
}

function withValue(template: Template, frame: Frame, then: (value: Value) => Outcome): Outcome | Promise<Outcome> {
  if (!template.waits) return then(evaluateTemplate(template, frame));
  return evaluateTemplateWaiting(template, frame, caller).then(then);
}

/** "Conditions are tried in order up to the first that is true"; the rest isn't evaluated. */
function chooseArm(step: SwitchStep, from: number, frame: Frame): Outcome | Promise<Outcome> {
  for (let index = from; index < step.arms.length; index++) {
    const { condition } = step.arms[index] as SwitchStep['arms'][number];
    if (condition.waits) {
      return evaluateTemplateWaiting(condition, frame, caller).then(value =>
        isTrue(value) ? runArm(step, index, frame) : chooseArm(step, index + 1, frame),
      );
    }
    if (isTrue(evaluateTemplate(condition, frame))) return runArm(step, index, frame);
  }
  return undefined;
}

/** A condition that is no boolean isn't documented: TypeError. */
function isTrue(value: Value): boolean {
  return typeof value === 'boolean' ? value : fail('TypeError', `a condition must be a boolean; got: ${typeName(value)}`);
}

function runArm(step: SwitchStep, index: number, frame: Frame): Outcome | Promise<Outcome> {
  const { body, next } = step.arms[index] as SwitchStep['arms'][number];
  if (!body) return next;
  const outcome = runStep(body, frame);
  return outcome instanceof Promise ? outcome.then(result => result ?? next) : (outcome ?? next);
}

/** How expressions call subworkflows. */
function caller(name: string, args: readonly Value[], frame: Frame): Promise<Value> {
  return callRoutine(name, args, frame.activation, runList);
}
