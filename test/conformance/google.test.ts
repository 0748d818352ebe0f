import { google } from '../../adapters/google/index';
import { describeOnTarget } from '../support/conformance';
import { readEverything } from '../support/fixtures';

describe('every case on Google Cloud Workflows', () => {
  for (const fixture of readEverything()) describeOnTarget(fixture, google);
});
