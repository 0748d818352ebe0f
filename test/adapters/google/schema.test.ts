import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { google } from '../../../adapters/google/index';
import { compileFixture, type Fixture, readFixture, readFixtures } from '../../support/fixtures';
import { make } from './support';

const root = join(__dirname, '../../..');
const examples = readdirSync(join(root, 'examples'))
  .map(name => join(root, 'examples', name))
  .filter(folder => existsSync(join(folder, 'serverless.yml')));

describe("Google's JSON Schema takes every source", () => {
  const validate = compileSchema();
  for (const fixture of [...readFixtures(), ...examples.map(readFixture)]) {
    it(fixture.name, () => {
      for (const { path, content } of sourcesOf(fixture)) {
        validate(parse(content));
        assert.deepEqual(validate.errors ?? [], [], path);
      }
    });
  }

  it('takes every subworkflow of the prelude', () => {
    const { sources } = make({ all: { output: everyBuiltin() } });
    validate(parse(sources['all']!));
    assert.deepEqual(validate.errors ?? [], []);
  });

  it('refuses what is wrong', () => {
    assert.equal(validate({ main: { steps: [] } }), false);
    assert.equal(validate({ main: { steps: [{ a: { assign: [{ x: 1 }], result: 'y' } }] } }), false);
  });
});

function sourcesOf(fixture: Fixture): readonly { readonly path: string; readonly content: string }[] {
  return compileFixture(fixture, google).deployment.files.filter(({ path }) => path.endsWith('.workflows.yaml'));
}

function everyBuiltin(): readonly string[] {
  const calls = [
    'number(input.s), min(1, input.n), abs(input.n), floor(input.n), ceil(input.n), sum(input.l)',
    'lower(input.s), upper(input.s), trim(input.s), startsWith(input.s, input.p), endsWith(input.s, input.p), toJson(input)',
    'concat(input.l, input.k), flatten(input.l), slice(input.l, 1), sort(input.l), range(input.n), join(input.l, input.s), contains(input.l, input.x)',
    'keys(input), has(input, input.k), put(input, input.k, 1), input.l[input.n], addSeconds(input.t, 1), secondsBetween(input.t, input.u)',
  ];
  return calls.map(list => `{{ [${list}] }}`);
}

/** The schema with what the documentation contradicts relaxed: delays and timeouts may be fractions and expressions. */
function compileSchema(): ValidateFunction {
  const schema = JSON.parse(readFileSync(join(__dirname, 'schema/workflows.json'), 'utf8')) as unknown;
  const relaxed = JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    ['initial_delay', 'max_delay', 'multiplier', 'timeout'].includes(key) ? relax(value) : value,
  ) as object;
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { uri: (text: string) => URL.canParse(text) } });
  return ajv.compile(relaxed);
}

function relax(property: unknown): unknown {
  const { type, ...rest } = property as { readonly type?: string };
  const isNumber = type === 'integer' || type === 'number';
  return isNumber ? { ...rest, anyOf: [{ type: 'number' }, { type: 'string', pattern: '^\\$\\{.+\\}$' }] } : property;
}
