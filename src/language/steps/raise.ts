import * as found from '../../diagnostics/catalogue';
import { errorNameProblem } from '../errors';
import { printTemplate } from '../expressions/print';
import type { Expression, MapLiteral } from '../expressions/ast';
import { template } from '../fields';
import type { DynamicError, NamedError } from '../ir';
import { defined, type Field, isUnquoted, optional, readRecord, required } from '../reader';
import { defineStep } from '../syntax';

const errorFields = {
  name: required(template, "The error's name."),
  message: optional(template, 'A text; "" when absent.'),
  details: optional(template, 'Any value; null when absent.'),
};

const raised: Field<NamedError | DynamicError> = {
  schema: { type: ['string', 'object'] },
  read(value, at, reader) {
    if (isUnquoted(value)) {
      reader.report(found.unquotedBraces({ path: at }));
      return undefined;
    }
    if (typeof value === 'string') {
      const whole = template.read(value, at, reader);
      return whole && (whole.kind === 'literal' ? named(String(whole.value), at) : { kind: 'dynamic', value: whole });
    }
    const values = readRecord(value, at, '"raise"', errorFields, reader);
    if (!values) return undefined;
    const { name, message, details } = values;
    if (name.kind === 'literal' && typeof name.value === 'string') return named(name.value, [...at, 'name'], message, details);
    return { kind: 'dynamic', value: errorMap(name, message, details) };

    function named(word: string, place: typeof at, message?: Expression, details?: Expression): NamedError | undefined {
      const problem = errorNameProblem(word);
      if (problem) reader.report(found.badErrorName({ path: place }, word, problem));
      return problem ? undefined : { kind: 'named', name: word, ...defined({ message, details }) };
    }
  },
};

/** A name known at run time only: the same as raising the map. */
function errorMap(name: Expression, message: Expression | undefined, details: Expression | undefined): MapLiteral {
  const literal = (value: '' | null): Expression => ({ kind: 'literal', value, place: name.place });
  return {
    kind: 'map',
    entries: [
      { key: 'name', value: name },
      { key: 'message', value: message ?? literal('') },
      { key: 'details', value: details ?? literal(null) },
    ],
    place: name.place,
  };
}

export const raise = defineStep({
  kind: 'raise',
  verbs: ['raise'],
  doc: 'Fails with an error: a name, `{ name, message, details }`, or a template that gives such a map.',
  value: 'never',
  canFail: false,
  fields: { raise: required(raised, 'The error.') },
  build: (values, base) => ({ ...base, kind: 'raise', error: values.raise }),
  print({ error }) {
    if (error.kind === 'dynamic') return { raise: printTemplate(error.value) };
    if (!error.message && !error.details) return { raise: error.name };
    return {
      raise: {
        name: error.name,
        ...(error.message ? { message: printTemplate(error.message) } : {}),
        ...(error.details ? { details: printTemplate(error.details) } : {}),
      },
    };
  },
});
