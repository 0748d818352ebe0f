import type { LoopStep } from '../../src/adapter';
import { binary, construct, leave, literal, name, raise, when } from './code';
import { lowerCondition } from './expressions';
import type { Frame, Sink } from './frame';
import type { Code, Statement } from './model';
import { pause } from './pause';
import { roundBody } from './scope';

/**
 * The rounds of `while` or `until`. `counter` is the number of rounds that are done when `while` asks, and the number
 * of the round that runs in `until`; `last` stands at the end of a round that isn't the last.
 */
export function lowerRounds(
  step: LoopStep,
  frame: Frame,
  sink: Sink,
  counter: string | undefined,
  from: Code,
  last: readonly Statement[],
): Statement {
  const condition = lowerCondition(step.condition, frame);
  const always = goesOnAlways(step);
  const body = frame.build.block(step.body, sink, frame);
  const bounded = step.max === undefined || counter === undefined ? [] : [tooMany(step.max, counter, frame)];
  const waits = step.every ? pause(step.every, 1, frame) : [];
  if (step.mode === 'until') {
    const asked = always ? [] : [when(condition, [leave])];
    const rounds = roundBody(step, [...body, ...asked, ...bounded, ...waits, ...last], frame);
    return counter === undefined ? repeat(literal(true), rounds) : count(counter, from, null, rounds);
  }
  if (counter === undefined) return repeat(condition, roundBody(step, [...body, ...last], frame));
  const waiting = waits.length > 0 ? [when(binary(name(counter), '>', literal(0)), waits)] : [];
  const rounds = roundBody(step, [...bounded, ...waiting, ...body, ...last], frame);
  return count(counter, from, always ? null : condition, rounds);
}

/** Whether its condition never ends it. */
export function goesOnAlways({ condition, mode }: LoopStep): boolean {
  return condition.kind === 'literal' && condition.value === (mode === 'while');
}

function tooMany(max: number, counter: string, frame: Frame): Statement {
  frame.build.helpers.add('WorkflowError');
  const error = construct(name('WorkflowError'), literal('Timeout'), literal(`More than ${max} rounds are needed.`));
  return when(binary(name(counter), '===', literal(max)), [raise(error)]);
}

function repeat(test: Code, body: readonly Statement[]): Statement {
  return { kind: 'while', test, body };
}

function count(counter: string, from: Code, test: Code | null, body: readonly Statement[]): Statement {
  return { kind: 'count', counter, from, test, body };
}
