import type { Adapter } from '../../src/adapter';
import { capabilities } from './capabilities';
import { check } from './check';
import { lower } from './lower';
import type { Machine } from './model';
import { optionSchemas } from './options';
import { inOurWords } from './outcome';
import { makePackage } from './package';
import { prices } from './prices';
import { print } from './print';
import { functionsOf, machinesOf } from './simulate';
import { createSimulator } from './simulator/index';

/** AWS Step Functions. */
export const aws: Adapter<Machine> = {
  name: 'aws',
  title: 'AWS Step Functions',
  provider: 'aws',
  capabilities,
  prices,
  options: optionSchemas,
  check,
  lower,
  print,
  package: makePackage,
  simulate(deployment, context) {
    const simulator = createSimulator(machinesOf(deployment, context), { functions: functionsOf(context) });
    return { ...simulator, run: async (request, world) => inOurWords(await simulator.run(request, world)) };
  },
};
