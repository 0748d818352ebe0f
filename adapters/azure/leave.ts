import { assign, giveBack, map, member, name } from './code';
import type { Frame } from './frame';
import type { Code, Statement } from './model';

/** Ends the workflow with a value. Where only a long loop's rounds run, the workflow learns it from their answer. */
export function leaveWorkflow(value: Code, frame: Frame): readonly Statement[] {
  if (frame.exit === 'return') return [giveBack(value)];
  return [assign(member(name('loop'), 'returned'), map({ value })), giveBack(null)];
}
