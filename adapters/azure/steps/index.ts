import type { Step, StepKind, StepOf } from '../../../src/adapter';
import type { Frame, Sink } from '../frame';
import type { Statement } from '../model';
import { lowerCall } from './call';
import { lowerDo } from './do';
import { lowerFor } from './for';
import { lowerHttp } from './http';
import { lowerLoop } from './loop';
import { lowerParallel } from './parallel';
import { lowerRaise } from './raise';
import { lowerReturn } from './return';
import { lowerRun } from './run';
import { lowerSet } from './set';
import { lowerSwitch } from './switch';
import { lowerWait } from './wait';

type Lowering<K extends StepKind> = (step: StepOf<K>, frame: Frame, sink: Sink) => readonly Statement[];

const kinds: { readonly [K in StepKind]: Lowering<K> } = {
  call: lowerCall,
  http: lowerHttp,
  run: lowerRun,
  set: lowerSet,
  do: lowerDo,
  switch: lowerSwitch,
  for: lowerFor,
  loop: lowerLoop,
  parallel: lowerParallel,
  raise: lowerRaise,
  wait: lowerWait,
  return: lowerReturn,
};

/** What the step does, without its `if`, `retry` and `catch`. */
export function lowerKind(step: Step, frame: Frame, sink: Sink): readonly Statement[] {
  return (kinds[step.kind] as Lowering<StepKind>)(step, frame, sink);
}
