import assert from 'node:assert/strict';
import { parseTemplateString } from '../../../src/language/expressions/parse';
import { printTemplate } from '../../../src/language/expressions/print';

const report = (): void => undefined;

describe('a printed template', () => {
  for (const text of ['a {{ x }} b', 'a {{ "{" }}{{ x }}', '{{ "{{" }} {{ x }}', '{ {{ x }}', 'a{b {{ x }}}'])
    it(`reads back: ${text}`, () => {
      const template = parseTemplateString(text, { path: [], report });
      assert.ok(template);
      const again = parseTemplateString(String(printTemplate(template)), { path: [], report });
      const bare = (value: unknown): unknown =>
        JSON.parse(JSON.stringify(value, (key, entry: unknown) => (key === 'place' ? undefined : entry)));
      assert.deepEqual(bare(again), bare(template));
    });
});
