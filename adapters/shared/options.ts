import type { Context, Diagnostic, JsonMap, Place } from '../../src/adapter';
import { isMap } from '../../src/language/json';

/** An option of a target: what editors are told of it, what people are told, and what it takes. */
export interface Option {
  readonly schema: JsonMap;
  /** Goes on behind "must be". */
  readonly expected: string;
  readonly takes: (value: unknown) => boolean;
  /** Where it takes a map: the options in that. */
  readonly fields?: OptionTable;
}

export type OptionTable = Readonly<Record<string, Option>>;

export const option = (schema: JsonMap, expected: string, takes: Option['takes']): Option => ({ schema, expected, takes });

export const boolean = option({ type: 'boolean' }, 'true or false', value => typeof value === 'boolean');

export const oneOf = (values: readonly string[]): Option =>
  option({ enum: values }, `one of ${values.join(', ')}`, value => typeof value === 'string' && values.includes(value));

export const matching = (pattern: RegExp, expected: string): Option =>
  option({ type: 'string', pattern: pattern.source }, expected, value => typeof value === 'string' && pattern.test(value));

/** The option with what editors show of it. */
export const described = (description: string, { schema, ...rest }: Option): Option => ({
  ...rest,
  schema: { ...schema, description },
});

/** A map of options as JSON Schema. */
export function schemaOf(table: OptionTable): JsonMap {
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(table).map(([name, { schema }]) => [name, schema])),
    additionalProperties: false,
  };
}

/** A target's diagnostics of its options. */
export interface OptionFindings {
  unknownOption(place: Place, name: string, known: readonly string[]): Diagnostic;
  badOption(place: Place, name: string, expected: string): Diagnostic;
}

/** Reports options that nobody knows, and values that they can't have. */
export function checkOptionsIn(
  options: unknown,
  path: Place['path'],
  table: OptionTable,
  found: OptionFindings,
  context: Context,
): void {
  if (options === undefined || options === null) return;
  if (!isMap(options)) return context.report(found.badOption({ path }, String(path.at(-1)), 'a map'));
  for (const [name, value] of Object.entries(options)) {
    const known = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!known) context.report(found.unknownOption({ path: [...path, name], key: true }, name, Object.keys(table)));
    else if (!known.takes(value)) context.report(found.badOption({ path: [...path, name] }, name, known.expected));
    else if (known.fields && isMap(value)) checkOptionsIn(value, [...path, name], known.fields, found, context);
  }
}

/** The options that a table knows and takes: what else there is `checkOptionsIn` reports. */
export function fittingOptions(options: unknown, table: OptionTable): Readonly<Record<string, unknown>> {
  if (!isMap(options)) return {};
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => Object.hasOwn(table, name) && table[name]?.takes(value)),
  );
}
