import { describeLocally } from '../support/conformance';
import { readEverything } from '../support/fixtures';

describe('every case on the local runner', () => {
  for (const fixture of readEverything()) describeLocally(fixture);
});
