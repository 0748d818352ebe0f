import assert from 'node:assert/strict';
// @ts-expect-error it has no types of its own
import aslValidator from 'asl-validator';
import { aws } from '../../../adapters/aws/index';
import type { Adapter } from '../../../src/adapter';
import { compileFixture, readFixtures } from '../../support/fixtures';

/**
 * What asl-validator 4.0.0 refuses and AWS takes, by name. Each is taken out of a copy before it is asked.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
const falseRejects = {
  /** `Output` and `Assign` take any JSON; the schema wants maps and texts. */
  'a scalar, null or a list in Output': (state: Fields) =>
    'Output' in state && !isFields(state['Output']) ? { ...state, Output: '{% $states.input %}' } : state,
  'scalars in the lists of Assign': (state: Fields) =>
    isFields(state['Assign'])
      ? { ...state, Assign: Object.fromEntries(Object.keys(state['Assign']).map(name => [name, '{% $states.input %}'])) }
      : state,
  /** Deep inside Output and Arguments too. */
  'scalars in the lists of Output and Arguments': (state: Fields) => {
    const copy = { ...state };
    for (const field of ['Output', 'Arguments']) if (isFields(copy[field])) copy[field] = withoutLists(copy[field]);
    return copy;
  },
  'a text that is empty or has other line ends than \n': (state: Fields) => ({
    ...state,
    ...withoutOddTexts({ ...state, States: undefined }),
  }),
  'a list of Items written out': (state: Fields) => (Array.isArray(state['Items']) ? { ...state, Items: '{% [] %}' } : state),
} as const;

type Validate = (definition: Fields, options: { checkArn: boolean }) => { isValid: boolean; errorsText(): string };
const validate = aslValidator as Validate;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function withoutLists(value: unknown): unknown {
  if (Array.isArray(value)) return '{% [] %}';
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutLists(item)]));
}

function withoutOddTexts(state: Fields): Fields {
  const fields = ['Output', 'Arguments'].filter(field => field in state);
  return Object.fromEntries(fields.map(field => [field, plainTexts(state[field])]));
}

function plainTexts(value: unknown): unknown {
  if (typeof value === 'string') return /^.+$/.test(value) ? value : 'text';
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainTexts(item)]));
}

/** A definition without what is refused falsely, in every machine inside it too; its states' names begin with `prefix`. */
function forgiven(machine: Fields, prefix: string): Fields {
  const renamed = (state: Fields): Fields =>
    Object.fromEntries(
      Object.entries(state).map(([key, value]) => [
        key,
        key === 'Next' || key === 'Default' ? `${prefix}${String(value)}` : value,
      ]),
    );
  const states = Object.entries(machine['States'] as Record<string, Fields>).map(([name, state]) => {
    let copy: Fields = renamed(state);
    for (const forgive of Object.values(falseRejects)) copy = forgive(copy);
    if (isFields(copy['ItemProcessor'])) copy = { ...copy, ItemProcessor: forgiven(copy['ItemProcessor'], prefix) };
    if (Array.isArray(copy['Branches']))
      copy = { ...copy, Branches: (copy['Branches'] as Fields[]).map(branch => forgiven(branch, prefix)) };
    for (const field of ['Catch', 'Choices']) {
      if (Array.isArray(copy[field])) {
        copy = { ...copy, [field]: (copy[field] as Fields[]).map(renamed).map(falseRejects['scalars in the lists of Assign']) };
      }
    }
    return [`${prefix}${name}`, copy] as const;
  });
  return { ...machine, StartAt: `${prefix}${String(machine['StartAt'])}`, States: Object.fromEntries(states) };
}

/** The machines of a fixture as branches of one: the validator takes its time to start. */
function together(machines: readonly Fields[]): Fields {
  const branches = machines.map((machine, i) => {
    const { StartAt, States } = forgiven(machine, `${i} `);
    return { StartAt, States };
  });
  return { QueryLanguage: 'JSONata', StartAt: 'all', States: { all: { Type: 'Parallel', Branches: branches, End: true } } };
}

describe('aws: asl-validator takes what is emitted', () => {
  for (const fixture of readFixtures()) {
    it(fixture.name, () => {
      const { deployment } = compileFixture(fixture, aws as Adapter);
      const machines = deployment.files
        .filter(({ workflow }) => workflow !== undefined)
        .map(({ content }) => JSON.parse(content) as Fields);
      const { isValid, errorsText } = validate(together(machines), { checkArn: false });
      assert.ok(machines.length === 0 || isValid, errorsText());
    });
  }

  it('refuses what is wrong', () => {
    const machine = { QueryLanguage: 'JSONata', StartAt: 'a', States: { a: { Type: 'Pass', Next: 'b' } } };
    assert.equal(validate(machine, { checkArn: false }).isValid, false);
    assert.equal(validate(together([machine]), { checkArn: false }).isValid, false);
  });
});
