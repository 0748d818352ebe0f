import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adapters } from '../../adapters/index';
import { compileFixture, readEverything, refusedCodes } from '../support/fixtures';

const file = join(__dirname, 'refused.txt');

/** What a target refuses isn't compared there, so a refusal more is a change that somebody has to mean. */
describe('what targets refuse of the fixtures and examples', () => {
  it('is what it was (UPDATE=1 writes it)', () => {
    const lines = readEverything().flatMap(fixture =>
      adapters.flatMap(adapter => {
        const compilation = compileFixture(fixture, adapter);
        return fixture.checked.program.workflows.flatMap(({ name }) => {
          const codes = refusedCodes(compilation, name);
          return codes ? [`${fixture.name}/${name} on ${adapter.name}: ${codes.join(', ')}`] : [];
        });
      }),
    );
    const text = `${lines.join('\n')}\n`;
    if (process.env['UPDATE']) writeFileSync(file, text);
    assert.equal(text, readFileSync(file, 'utf8'));
  });
});
