import { azure } from '../../../adapters/azure/index';
import type { Adapter } from '../../../src/adapter';
import { describeOnTarget } from '../../support/conformance';
import { readFixtures } from '../../support/fixtures';

for (const fixture of readFixtures()) describeOnTarget(fixture, azure as Adapter);
