import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { google } from '../../../adapters/google/index';
import { describeOnTarget } from '../../support/conformance';
import { readFixture, readFixtures } from '../../support/fixtures';

const examples = join(__dirname, '../../../examples');

describe('every case on Google Cloud Workflows', () => {
  for (const fixture of readFixtures()) describeOnTarget(fixture, google);
  for (const name of readdirSync(examples)) {
    if (existsSync(join(examples, name, 'serverless.yml'))) describeOnTarget(readFixture(join(examples, name)), google);
  }
});
