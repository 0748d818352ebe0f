import * as found from '../../diagnostics/catalogue';
import { printTemplate } from '../expressions/print';
import { checkName } from '../fields';
import type { Assignment } from '../ir';
import { isMap } from '../json';
import { describe, type Field, isUnquoted, required } from '../reader';
import { defineStep } from '../syntax';
import { readTemplate } from '../template';

const assignments: Field<readonly Assignment[]> = {
  schema: { type: 'object', minProperties: 1 },
  read(value, at, reader) {
    const place = { path: at };
    if (!isMap(value) || isUnquoted(value)) {
      reader.report(
        isUnquoted(value) ? found.unquotedBraces(place) : found.wrongType(place, '"set"', 'a map of variables', describe(value)),
      );
      return undefined;
    }
    const entries = Object.entries(value);
    if (entries.length === 0) {
      reader.report(found.emptyList(place, '"set"'));
      return undefined;
    }
    const read = entries.map(([name, entry]) => {
      const origin = [...at, name];
      const named = checkName(name, 'variable', { path: origin, key: true }, reader);
      const template = readTemplate(entry, origin, reader);
      return named && template ? { name, value: template, origin } : undefined;
    });
    return read.some(entry => entry === undefined) ? undefined : (read as Assignment[]);
  },
};

export const set = defineStep({
  kind: 'set',
  verbs: ['set'],
  doc: 'Assigns whole variables. All right-hand sides are evaluated before any is assigned.',
  value: 'null',
  canFail: false,
  fields: { set: required(assignments, 'A map of variables and their values.') },
  build: (values, base) => ({ ...base, kind: 'set', assignments: values.set }),
  print: step => ({ set: Object.fromEntries(step.assignments.map(({ name, value }) => [name, printTemplate(value)])) }),
});
