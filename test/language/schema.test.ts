import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { schemaFile, schemaText } from '../../scripts/schema';
import { readFixture, readFixtures } from '../support/fixtures';

const examples = join(__dirname, '../../examples');
const services = [
  ...readFixtures(),
  ...readdirSync(examples)
    .filter(name => existsSync(join(examples, name, 'serverless.yml')) && name !== 'plan-adapter')
    .map(name => readFixture(join(examples, name))),
];

describe('schema.json', () => {
  it('is what the tables of the reader say', () => {
    if (process.env['UPDATE']) writeFileSync(schemaFile, schemaText());
    assert.equal(readFileSync(schemaFile, 'utf8'), schemaText(), 'run UPDATE=1 npx mocha test/language/schema.test.ts');
  });

  const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(schemaText()) as object);

  for (const { name, config } of services) {
    it(`accepts ${name}`, () => {
      assert.ok(validate(config['orchestration']), JSON.stringify(validate.errors?.slice(0, 5)));
    });
  }

  const refused: Readonly<Record<string, unknown>> = {
    'a misspelt key': { workflows: { a: { do: [{ x: { call: 'f', wiht: {} } }] } } },
    'a step without a verb': { workflows: { a: { do: [{ x: {} }] } } },
    'two keys in a step': { workflows: { a: { do: [{ x: { call: 'f' }, y: { call: 'f' } }] } } },
    'a retry on set': { workflows: { a: { do: [{ x: { set: { y: 1 }, retry: {} } }] } } },
    'a number where a function stands': { workflows: { a: { do: [{ x: { call: 3 } }] } } },
    'an empty list of errors': { workflows: { a: { do: [{ x: { call: 'f', catch: [{ errors: [] }] } }] } } },
    'a schedule with both forms': { workflows: { a: { events: [{ schedule: { cron: '0 9 * * *', rate: '1 day' } }], do: [] } } },
    'a workflow that does nothing': { workflows: { a: {} } },
    'no workflows': { target: 'aws' },
  };
  for (const [what, config] of Object.entries(refused)) {
    it(`refuses ${what}`, () => assert.equal(validate(config), false));
  }
});
