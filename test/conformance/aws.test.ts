import { aws } from '../../adapters/aws/index';
import type { Adapter } from '../../src/adapter';
import { describeOnTarget } from '../support/conformance';
import { readEverything } from '../support/fixtures';

describe('every case on AWS Step Functions', () => {
  for (const fixture of readEverything()) describeOnTarget(fixture, aws as Adapter);
});
