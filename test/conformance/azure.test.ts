import { azure } from '../../adapters/azure/index';
import { simulationOf } from '../../adapters/azure/simulate';
import { createSimulator } from '../../adapters/azure/simulator/index';
import type { Adapter } from '../../src/adapter';
import { describeOnTarget } from '../support/conformance';
import { readEverything } from '../support/fixtures';

/** As it is used, but every history is replayed from every prefix, and must do the same. */
const replaying: Adapter = {
  ...(azure as Adapter),
  simulate(deployment, context) {
    const { app, options } = simulationOf(deployment, context);
    return createSimulator(app, { ...options, replay: 'everyPrefix' });
  },
};

describe('every case on Azure Durable Functions', () => {
  for (const fixture of readEverything()) describeOnTarget(fixture, replaying);
});
