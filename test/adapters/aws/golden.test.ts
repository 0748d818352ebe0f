import { aws } from '../../../adapters/aws/index';
import type { Adapter, Artefact } from '../../../src/adapter';
import { describeGolden } from '../../support/golden';
import { readFixtures } from '../../support/fixtures';

/** The definitions stand in the template a second time, as one line each. */
function readable({ path, content }: Artefact): string {
  if (path !== 'template.json') return content;
  return content.replace(/("DefinitionString": )"(?:[^"\\]|\\.)*"/g, '$1"(the text of the .asl.json file)"');
}

describe('aws: golden files', () => {
  for (const fixture of readFixtures()) describeGolden(fixture, aws as Adapter, readable);
});
