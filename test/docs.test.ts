import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds, pageOf, readmeWithMatrix } from '../scripts/docs';

const root = join(__dirname, '..');

describe('what is printed from the tables', () => {
  it("the README's support matrix", () => {
    assert.equal(readFileSync(join(root, 'README.md'), 'utf8'), readmeWithMatrix(), 'run npm run docs');
  });

  for (const kind of kinds) {
    it(`docs/steps/${kind}.md`, () => {
      assert.equal(readFileSync(join(root, `docs/steps/${kind}.md`), 'utf8'), pageOf(kind), 'run npm run docs');
    });
  }
});
