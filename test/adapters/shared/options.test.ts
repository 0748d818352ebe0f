import assert from 'node:assert/strict';
import {
  boolean,
  checkOptionsIn,
  described,
  matching,
  oneOf,
  option,
  schemaOf,
  type OptionTable,
} from '../../../adapters/shared/options';
import { define, type Context, type Diagnostic } from '../../../src/adapter';
import { isMap } from '../../../src/language/json';

const found = {
  unknownOption: define('x/unknown-option', 'error', 'Unknown.', (name: string, known: readonly string[]) => ({
    message: `${name} is none of ${known.join(', ')}`,
  })),
  badOption: define('x/bad-option', 'error', 'Bad.', (name: string, expected: string) => ({
    message: `${name} must be ${expected}`,
  })),
};
const table: OptionTable = {
  level: oneOf(['low', 'high']),
  on: boolean,
  id: matching(/^[a-z]+$/, 'lower case letters'),
  logs: {
    ...option({ type: ['object', 'string'] }, 'a map or a text', v => isMap(v) || typeof v === 'string'),
    fields: { deep: boolean },
  },
};

const check = (options: unknown): readonly string[] => {
  const diagnostics: Diagnostic[] = [];
  const context = { report: (diagnostic: Diagnostic) => void diagnostics.push(diagnostic) } as Context;
  checkOptionsIn(options, ['orchestration', 'x'], table, found, context);
  return diagnostics.map(({ message, place }) => `${place.path.join('.')}: ${message}`);
};

describe("a target's options", () => {
  it('are taken where they fit, and where there are none', () => {
    for (const options of [undefined, null, {}, { level: 'low', on: false, id: 'a', logs: { deep: true } }, { logs: 'all' }]) {
      assert.deepEqual(check(options), []);
    }
  });

  it('are reported at their places, those in maps too', () => {
    assert.deepEqual(check({ level: 'mid', on: 'yes', id: 'A1', logs: { deep: 1, deeper: 2 }, constructor: 1 }), [
      'orchestration.x.level: level must be one of low, high',
      'orchestration.x.on: on must be true or false',
      'orchestration.x.id: id must be lower case letters',
      'orchestration.x.logs.deep: deep must be true or false',
      'orchestration.x.logs.deeper: deeper is none of deep',
      'orchestration.x.constructor: constructor is none of level, on, id, logs',
    ]);
    assert.deepEqual(check('all'), ['orchestration.x: x must be a map']);
  });

  it('have a JSON Schema', () => {
    assert.deepEqual(schemaOf({ on: described('Whether it is on.', boolean), id: table['id']! }), {
      type: 'object',
      properties: { on: { type: 'boolean', description: 'Whether it is on.' }, id: { type: 'string', pattern: '^[a-z]+$' } },
      additionalProperties: false,
    });
  });
});
