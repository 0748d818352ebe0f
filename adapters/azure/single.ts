import type { Block, CallStep, Expression, RunStep } from '../../src/adapter';
import type { Frame } from './frame';
import type { Code } from './model';
import { callActivity } from './steps/call';
import { callWorkflow } from './steps/run';

/** A block that is one call, and perhaps an expression of its value. */
export interface SingleCall {
  readonly call: CallStep | RunStep;
  /** Absent: the block's value is null. */
  readonly output?: Expression;
  /** The output is the call's value. */
  readonly plain: boolean;
}

/** Such a block needs no orchestration of its own where it runs beside others: its task does. */
export function singleCall({ steps, output }: Block): SingleCall | undefined {
  const [call, ...others] = steps;
  if (!call || others.length > 0 || (call.kind !== 'call' && call.kind !== 'run')) return undefined;
  if (call.if || call.timeout || call.retry.length > 0 || call.catch.length > 0) return undefined;
  const plain = output?.kind === 'variable' && output.name === call.name;
  return { call, ...(output ? { output } : {}), plain };
}

export function startCall(call: CallStep | RunStep, frame: Frame): Code {
  return call.kind === 'call' ? callActivity(call, frame) : callWorkflow(call, frame);
}
