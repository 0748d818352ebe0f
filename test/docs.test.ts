import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds, pageOf } from '../scripts/docs';
import { tables, withTables } from '../scripts/docs-tables';

const root = join(__dirname, '..');

describe('what is printed from the tables', () => {
  for (const page of Object.keys(tables)) {
    it(page, () => {
      assert.equal(readFileSync(join(root, page), 'utf8'), withTables(page), 'run npm run docs');
    });
  }

  for (const kind of kinds) {
    it(`docs/steps/${kind}.md`, () => {
      assert.equal(readFileSync(join(root, `docs/steps/${kind}.md`), 'utf8'), pageOf(kind), 'run npm run docs');
    });
  }
});
