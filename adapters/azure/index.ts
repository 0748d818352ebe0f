import type { Adapter } from '../../src/adapter';
import { capabilities } from './capabilities';
import { check } from './check';
import { lower } from './lower';
import type { Model } from './model';
import { optionSchemas } from './options';
import { makePackage } from './package';
import { prices } from './prices';
import { print } from './print';
import { simulationOf } from './simulate';
import { createSimulator } from './simulator/index';

/** Azure Durable Functions: orchestrators in JavaScript, in a function app of their own. */
export const azure: Adapter<Model> = {
  name: 'azure',
  title: 'Azure Durable Functions',
  provider: 'azure',
  capabilities,
  prices,
  options: optionSchemas,
  check,
  lower,
  print,
  package: makePackage,
  simulate(deployment, context) {
    const { app, options } = simulationOf(deployment, context);
    return createSimulator(app, options);
  },
};
