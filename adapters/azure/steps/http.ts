import type { StepOf } from '../../../src/adapter';
import { delegated, literal, map } from '../code';
import { lowerDuration, lowerExpression, lowerMap } from '../expressions';
import { type Frame, help, type Sink, timed } from '../frame';
import type { Statement } from '../model';
import { attempt } from '../tasks';

export function lowerHttp(step: StepOf<'http'>, frame: Frame, sink: Sink): readonly Statement[] {
  frame.build.http = true;
  const { method, url, headers, query, body, timeout } = step;
  const request = map({
    method: literal(method),
    url: lowerExpression(url, frame),
    ...(headers ? { headers: lowerMap(headers, frame) } : {}),
    ...(query ? { query: lowerMap(query, frame) } : {}),
    ...(body ? { body: lowerExpression(body, frame) } : {}),
  });
  const call = help(frame, 'httpCall', ...timed(frame), request, lowerDuration(timeout, 1, frame));
  return attempt(step, frame, sink, delegated(call));
}
