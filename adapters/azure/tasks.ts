import type { Duration, RetryPolicy, Step } from '../../src/adapter';
import { arrow, context, delegated, execution, generator, giveBack, list, literal, map, yielded } from './code';
import { lowerDuration } from './expressions';
import { type Frame, help, type Sink } from './frame';
import type { Code, Statement } from './model';
import { deliver } from './sinks';

/** Waits for an activity or an orchestration: the value in its answer. */
export function awaited(task: Code, timeout: Duration | undefined, frame: Frame): Code {
  if (!timeout) return help(frame, 'resultOf', yielded(task));
  const seconds = lowerDuration(timeout, 1, frame);
  return help(frame, 'resultOf', delegated(help(frame, 'within', context, seconds, arrow([], task))));
}

/** A step that is one task, as often as its retry policies say. */
export function attempt(step: Step, frame: Frame, sink: Sink, value: Code): readonly Statement[] {
  if (step.retry.length === 0) return deliver(sink, value);
  const run = generator([], [giveBack(value)]);
  return deliver(sink, delegated(help(frame, 'retrying', context, execution, policies(step.retry), run)));
}

/** Retry policies as the helpers take them. */
export function policies(retry: readonly RetryPolicy[]): Code {
  return list(
    retry.map(({ errors, maxRetries, delay, backoff, maxDelay }) =>
      map({
        ...(errors ? { errors: list(errors.map(literal)) } : {}),
        maxRetries: literal(maxRetries),
        delay: literal(delay),
        backoff: literal(backoff),
        ...(maxDelay === undefined ? {} : { maxDelay: literal(maxDelay) }),
      }),
    ),
  );
}
