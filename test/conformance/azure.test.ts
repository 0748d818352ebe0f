import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { azure } from '../../adapters/azure/index';
import { simulationOf } from '../../adapters/azure/simulate';
import { createSimulator } from '../../adapters/azure/simulator/index';
import type { Adapter } from '../../src/adapter';
import { describeOnTarget } from '../support/conformance';
import { readFixture, readFixtures } from '../support/fixtures';

const examples = join(__dirname, '../../examples');

/** As it is used, but every history is replayed from every prefix, and must do the same. */
const replaying: Adapter = {
  ...(azure as Adapter),
  simulate(deployment, context) {
    const { app, options } = simulationOf(deployment, context);
    return createSimulator(app, { ...options, replay: 'everyPrefix' });
  },
};

describe('every case on Azure Durable Functions', () => {
  for (const fixture of readFixtures()) describeOnTarget(fixture, replaying);
  for (const name of readdirSync(examples)) {
    if (existsSync(join(examples, name, 'serverless.yml'))) describeOnTarget(readFixture(join(examples, name)), replaying);
  }
});
