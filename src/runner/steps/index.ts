import type { StepKind } from '../../language/ir';
import type { StepRunner } from '../execution';
import { call } from './call';
import { doStep } from './do';
import { forStep } from './for';
import { http } from './http';
import { loop } from './loop';
import { parallel } from './parallel';
import { raise } from './raise';
import { returnStep } from './return';
import { run } from './run';
import { set } from './set';
import { switchStep } from './switch';
import { wait } from './wait';

export const stepRunners: { readonly [K in StepKind]: StepRunner<K> } = {
  call,
  http,
  run,
  set,
  do: doStep,
  switch: switchStep,
  for: forStep,
  loop,
  parallel,
  raise,
  wait,
  return: returnStep,
};
