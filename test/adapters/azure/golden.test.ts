import { azure } from '../../../adapters/azure/index';
import type { Adapter } from '../../../src/adapter';
import { readFixtures } from '../../support/fixtures';
import { describeGolden } from '../../support/golden';

describe('azure: the files of every fixture', () => {
  for (const fixture of readFixtures()) describeGolden(fixture, azure as Adapter);
});
