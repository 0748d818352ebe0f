import { describeLocally } from '../support/conformance';
import { readFixtures } from '../support/fixtures';

describe('every case on the local runner', () => {
  for (const fixture of readFixtures()) describeLocally(fixture);
});
