import type { StepKind, StepOf } from '../../../src/adapter';
import type { At } from '../frame';
import { lowerCall } from './call';
import { lowerDo } from './do';
import { lowerFor } from './for';
import { lowerHttp } from './http';
import { lowerLoop } from './loop';
import type { Lowered } from './lowered';
import { lowerParallel } from './parallel';
import { lowerRaise } from './raise';
import { lowerReturn } from './return';
import { lowerRun } from './run';
import { lowerSet } from './set';
import { lowerSwitch } from './switch';
import { lowerWait } from './wait';

export const stepLowerings: { readonly [K in StepKind]: (step: StepOf<K>, at: At) => Lowered } = {
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
