import { aws } from '../../../adapters/aws/index';
import type { Adapter } from '../../../src/adapter';
import { describeOnTarget } from '../../support/conformance';
import { readFixtures } from '../../support/fixtures';

describe('aws: every case on the simulator as on the local runner', () => {
  for (const fixture of readFixtures()) describeOnTarget(fixture, aws as Adapter);
});
