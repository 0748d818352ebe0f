import assert from 'node:assert/strict';
import { findFiles } from '../../src/plugin/files';
import { createService, removeServices } from './support/frameworks';

describe('files', () => {
  after(removeServices);

  it('finds by patterns, outside node_modules', () => {
    const { folder } = createService(
      {
        'a.cases.yml': '',
        'flows/b.cases.yml': '',
        'flows/deep/c.cases.yaml': '',
        'flows/deep/d+(1).yml': '',
        '.serverless/e.cases.yml': '',
        'node_modules/f/f.cases.yml': '',
      },
      'sources',
    );
    const find = (...patterns: string[]): readonly string[] => findFiles(folder, patterns);
    assert.deepEqual(find('**/*.cases.yml'), ['a.cases.yml', 'flows/b.cases.yml']);
    assert.deepEqual(find('./flows/**/*.cases.{yml,yaml}'), ['flows/b.cases.yml', 'flows/deep/c.cases.yaml']);
    assert.deepEqual(find('*.cases.yml'), ['a.cases.yml']);
    assert.deepEqual(find('flows/?.cases.yml', 'a.cases.yml'), ['a.cases.yml', 'flows/b.cases.yml']);
    assert.deepEqual(find('flows/deep/d+(1).yml'), ['flows/deep/d+(1).yml']);
    assert.deepEqual(find('flows/deep'), []);
    assert.deepEqual(find('flows/deep/**'), ['flows/deep/c.cases.yaml', 'flows/deep/d+(1).yml']);
    assert.deepEqual(find('[', '{'), []);
  });
});
