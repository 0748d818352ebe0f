import type { StepKind } from '../ir';
import type { StepSyntax } from '../syntax';
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

/** Every step kind. The order is that of the reference. */
export const stepSyntax: { readonly [K in StepKind]: StepSyntax<K> } = {
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
