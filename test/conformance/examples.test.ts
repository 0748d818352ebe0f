import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeLocally } from '../support/conformance';
import { readFixture } from '../support/fixtures';

const examples = join(__dirname, '../../examples');

describe('every example on the local runner', () => {
  for (const name of readdirSync(examples)) {
    if (existsSync(join(examples, name, 'serverless.yml'))) describeLocally(readFixture(join(examples, name)));
  }
});
