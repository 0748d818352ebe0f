import * as found from '../diagnostics/catalogue';
import type { ConfigPath } from '../diagnostics/diagnostic';
import { printDuration, readDuration } from './duration';
import { errorNameProblem } from './errors';
import type { Expression } from './expressions/ast';
import { parseBareExpression } from './expressions/parse';
import { isMap, type Json, type JsonMap } from './json';
import type { Block, Duration, Step } from './ir';
import { nameProblem } from './names';
import { blockOf, describe, type Field, isUnquoted, optional, type Reader, readRecord } from './reader';
import { readTemplate } from './template';

/** A field that takes one JSON type. */
function scalar<T extends string | number | boolean>(type: 'string' | 'boolean' | 'number', expected: string): Field<T> {
  return {
    schema: { type },
    read(value, at, reader) {
      if (typeof value === type) return value as T;
      const place = { path: at };
      reader.report(
        isUnquoted(value) ? found.unquotedBraces(place) : found.wrongType(place, label(at), expected, describe(value)),
      );
      return undefined;
    },
  };
}

/** The key a path ends in, for a message. */
export function label(at: ConfigPath): string {
  const last = at.at(-1);
  return typeof last === 'number' ? `An entry of "${String(at.at(-2))}"` : `"${String(last)}"`;
}

export const text = scalar<string>('string', 'a text');
export const flag = scalar<boolean>('boolean', 'true or false');

export function wholeNumber(least: number): Field<number> {
  return {
    schema: { type: 'integer', minimum: least },
    read(value, at, reader) {
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
      reader.report(
        found.wrongType({ path: at }, label(at), `a whole number, at least ${least}, and no expression`, describe(value)),
      );
      return undefined;
    },
  };
}

/** Any YAML value, with expressions in its strings. */
export const template: Field<Expression> = {
  schema: {},
  read: (value, at, reader) => readTemplate(value, at, reader),
};

/** Any JSON value, taken as it is. */
export const anyJson: Field<Json> = { schema: {}, read: value => value as Json };

export const anyMap: Field<JsonMap> = {
  schema: { type: 'object' },
  read(value, at, reader) {
    if (isMap(value)) return value as JsonMap;
    reader.report(found.wrongType({ path: at }, label(at), 'a map', describe(value)));
    return undefined;
  },
};

/** A condition: an expression with or without `{{ }}`, or a YAML boolean. */
export const condition: Field<Expression> = {
  schema: { type: ['string', 'boolean'] },
  read: (value, at, reader) => readBare(value, at, reader, 'boolean', 'an expression'),
};

/** The items of a `for`: an expression with or without `{{ }}`, or a YAML list. */
export const items: Field<Expression> = {
  schema: { type: ['string', 'array'] },
  read: (value, at, reader) =>
    Array.isArray(value) ? readTemplate(value, at, reader) : readBare(value, at, reader, undefined, 'an expression or a list'),
};

function readBare(
  value: unknown,
  at: ConfigPath,
  reader: Reader,
  plain: 'boolean' | undefined,
  expected: string,
): Expression | undefined {
  if (typeof value === 'string') return parseBareExpression(value, { path: at, report: reader.report });
  if (plain && typeof value === plain) return { kind: 'literal', value: value as boolean, place: { path: at } };
  const place = { path: at };
  // A map or a list is what YAML makes of an unquoted expression.
  reader.report(
    typeof value === 'object' && value !== null
      ? found.unquotedBraces(place)
      : found.wrongType(place, label(at), expected, describe(value)),
  );
  return undefined;
}

/** A literal duration, in seconds. */
export const literalDuration: Field<number> = {
  schema: { type: ['string', 'integer'] },
  read(value, at, reader) {
    const seconds = readDuration(value, 1);
    if (typeof seconds === 'number') return seconds;
    reader.report(found.badDuration({ path: at }, describe(value).replace(/^the (text|number) /, ''), seconds.problem));
    return undefined;
  },
};

/** A literal duration or a template that gives seconds. */
export function duration(least: 0 | 1): Field<Duration> {
  return {
    schema: { type: ['string', 'integer'] },
    read(value, at, reader) {
      if (isUnquoted(value)) {
        reader.report(found.unquotedBraces({ path: at }));
        return undefined;
      }
      if (typeof value === 'string' && value.includes('{{')) return readTemplate(value, at, reader);
      const seconds = readDuration(value, least);
      if (typeof seconds === 'number') return { kind: 'literal', value: seconds, place: { path: at } };
      reader.report(found.badDuration({ path: at }, describe(value).replace(/^the (text|number) /, ''), seconds.problem));
      return undefined;
    },
  };
}

export function printedDuration(value: Duration): string | Expression {
  return value.kind === 'literal' && typeof value.value === 'number' ? printDuration(value.value) : value;
}

/** The name of a variable or of something that is bound. */
export function name(what: string): Field<string> {
  return {
    schema: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$', maxLength: 60 },
    read(value, at, reader) {
      if (typeof value !== 'string') return text.read(value, at, reader);
      return checkName(value, what, { path: at }, reader) ? value : undefined;
    },
  };
}

/** `error` is reserved for what `as` binds, so `as` alone may say it. */
export const errorVariable: Field<string> = {
  schema: name('').schema,
  read: (value, at, reader) => (value === 'error' ? value : name('variable').read(value, at, reader)),
};

export function checkName(word: string, what: string, place: { path: ConfigPath; key?: true }, reader: Reader): boolean {
  const problem = nameProblem(word);
  if (problem)
    reader.report(
      problem.kind === 'shape'
        ? found.badName(place, what, word, problem.why)
        : found.reservedName(place, what, word, problem.is),
    );
  return !problem;
}

export function listOf<T>(
  entry: Field<T>,
  options: { readonly least?: number; readonly hint?: string } = {},
): Field<readonly T[]> {
  return {
    schema: { type: 'array', items: entry.schema, ...(options.least ? { minItems: options.least } : {}) },
    read(value, at, reader) {
      if (!Array.isArray(value)) {
        reader.report(found.wrongType({ path: at }, label(at), 'a list', describe(value)));
        return undefined;
      }
      if (value.length < (options.least ?? 0)) {
        reader.report(found.emptyList({ path: at }, label(at), options.hint));
        return undefined;
      }
      const read = value.map((item, i) => entry.read(item, [...at, i], reader));
      return read.some(item => item === undefined) ? undefined : (read as T[]);
    },
  };
}

export const errorName: Field<string> = {
  schema: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_.]*$' },
  read(value, at, reader) {
    const word = text.read(value, at, reader);
    if (word === undefined) return undefined;
    const problem = errorNameProblem(word);
    if (problem) reader.report(found.badErrorName({ path: at }, word, problem));
    return problem ? undefined : word;
  },
};

export const errorNames = listOf(errorName, { least: 1, hint: 'Leave `errors` out to take every error.' });

export const steps: Field<readonly Step[]> = {
  schema: { $ref: '#/definitions/steps' },
  read: (value, at, reader) => reader.steps(value, at),
};

/** The fields of a block, for the places that have more beside them. */
export const blockFields = {
  do: optional(steps, 'The steps.'),
  output: optional(template, "The block's value, evaluated when its steps are done; null when absent."),
};

/** A block that stands alone. */
export function block(where: string): Field<Block> {
  return {
    schema: { $ref: '#/definitions/block' },
    read(value, at, reader) {
      const values = readRecord(value, at, where, blockFields, reader);
      return values && blockOf(values, at);
    },
  };
}

export const emptyMap = (at: ConfigPath): Expression => ({ kind: 'map', entries: [], place: { path: at } });
