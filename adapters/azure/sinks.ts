import type { Expression } from '../../src/adapter';
import { assign, call, expression as statement, giveBack, literal, member } from './code';
import { lowerExpression, mayFail } from './expressions';
import type { Frame, Sink } from './frame';
import type { Code, Statement } from './model';

/** Puts a value where it belongs. With nobody to read it, it is still evaluated: it may be a task. */
export function deliver(sink: Sink, value: Code): readonly Statement[] {
  switch (sink.kind) {
    case 'none':
      return [statement(value)];
    case 'assign':
      return [assign(sink.target, value)];
    case 'push':
      return [statement(call(member(sink.list, 'push'), value))];
    case 'return':
      return [giveBack(value)];
  }
}

/** A value that awaits nothing: with nobody to read it, it is evaluated only if that may be a mistake. */
export function deliverExpression(sink: Sink, value: Expression, frame: Frame): readonly Statement[] {
  return sink.kind === 'none' && !mayFail(value) ? [] : deliver(sink, lowerExpression(value, frame));
}

/** Null is what a variable is before it is assigned, unless the flow was here before; and what a function gives back by itself. */
export function deliverNull(sink: Sink, frame: Frame): readonly Statement[] {
  if (sink.kind === 'none' || sink.kind === 'return' || (sink.kind === 'assign' && !frame.repeats)) return [];
  return deliver(sink, literal(null));
}
