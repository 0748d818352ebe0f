import type { Duration, RetryPolicy, Step } from '../../src/adapter';
import { arrow, delegated, generator, giveBack, list, literal, map, name, yielded } from './code';
import { lowerDuration } from './expressions';
import { type Frame, help, parameter, type Sink, timed } from './frame';
import type { Code, Statement } from './model';
import { deliver } from './sinks';

/** Waits for an activity or an orchestration: the value in its answer. With a timeout the task is told the seconds that it has. */
export function awaited(task: (seconds?: Code) => Code, timeout: Duration | undefined, frame: Frame): Code {
  if (!timeout) return help(frame, 'resultOf', yielded(task()));
  const seconds = parameter(frame, 'seconds');
  const start = arrow([seconds], task(name(seconds)));
  return help(frame, 'resultOf', delegated(help(frame, 'within', ...timed(frame), lowerDuration(timeout, 1, frame), start)));
}

/** A step that is one task, as often as its retry policies say. */
export function attempt(step: Step, frame: Frame, sink: Sink, value: Code): readonly Statement[] {
  if (step.retry.length === 0) return deliver(sink, value);
  const run = value.kind === 'yield' && value.delegate ? arrow([], value.value) : generator([], [giveBack(value)]);
  return deliver(sink, delegated(help(frame, 'retrying', ...timed(frame), policies(step.retry), run)));
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
