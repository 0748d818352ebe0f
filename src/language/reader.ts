import { isMap } from './json';
import * as found from '../diagnostics/catalogue';
import type { ConfigPath, Diagnostic } from '../diagnostics/diagnostic';
import type { Block, Step } from './ir';

/** What the fields' readers share. Recursion goes through here, so that the tables know nothing of each other. */
export interface Reader {
  report(diagnostic: Diagnostic): void;
  /** The targets whose names may stand as keys. */
  readonly targets: readonly string[];
  steps(value: unknown, at: ConfigPath): readonly Step[];
  /** What stands under a step's name. */
  stepBody(name: string, value: unknown, at: ConfigPath): Step | undefined;
}

/** What a key takes: how it is read, and the JSON Schema that says so to an editor. */
export interface Field<T> {
  readonly schema: Readonly<Record<string, unknown>>;
  /** Undefined when a mistake was reported. */
  read(value: unknown, at: ConfigPath, reader: Reader): T | undefined;
}

export interface FieldSpec<T = unknown> {
  readonly field: Field<T>;
  readonly doc: string;
  readonly required: boolean;
}

export type RequiredField<T> = FieldSpec<T> & { readonly required: true };
export type OptionalField<T> = FieldSpec<T> & { readonly required: false };

export const required = <T>(field: Field<T>, doc: string): RequiredField<T> => ({ field, doc, required: true });
export const optional = <T>(field: Field<T>, doc: string): OptionalField<T> => ({ field, doc, required: false });

export type Fields = Readonly<Record<string, FieldSpec>>;

/** The values that a table of fields reads. */
export type ValuesOf<F extends Fields> = {
  readonly [K in keyof F as F[K] extends { required: true } ? K : never]: F[K] extends FieldSpec<infer T> ? T : never;
} & { readonly [K in keyof F as F[K] extends { required: true } ? never : K]?: F[K] extends FieldSpec<infer T> ? T : never };

/** Keys that are handled elsewhere and may stand beside the fields. */
export interface RecordOptions {
  readonly beside?: readonly string[];
  /** A hint for keys that people put here and that belong elsewhere. */
  readonly misplaced?: Readonly<Record<string, string>>;
}

/**
 * Reads a map by a table of fields, reporting unknown and missing keys. Undefined when a required field is missing
 * or wrong; an optional one that is wrong is left out, so that the rest is checked in the same go.
 */
export function readRecord<F extends Fields>(
  value: unknown,
  at: ConfigPath,
  where: string,
  fields: F,
  reader: Reader,
  options: RecordOptions = {},
): ValuesOf<F> | undefined {
  if (!isMap(value)) {
    reader.report(found.wrongType({ path: at }, where, 'a map', describe(value)));
    return undefined;
  }
  if (isUnquoted(value)) {
    reader.report(found.unquotedBraces({ path: at }));
    return undefined;
  }
  const result: Record<string, unknown> = {};
  let whole = true;
  const known = [...Object.keys(fields), ...(options.beside ?? [])];
  for (const [key, entry] of Object.entries(value)) {
    const spec = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (spec) {
      const read = spec.field.read(entry, [...at, key], reader);
      if (read !== undefined) result[key] = read;
      else if (spec.required) whole = false;
    } else if (!options.beside?.includes(key)) {
      const place = { path: [...at, key], key: true };
      const lost = entry === null && /[)\]}"']\s*$/.test(key);
      reader.report(lost ? found.unquotedBraces(place) : found.unknownKey(place, key, where, known, options.misplaced?.[key]));
    }
  }
  for (const [key, spec] of Object.entries(fields)) {
    if (spec.required && !Object.hasOwn(value, key)) {
      reader.report(found.missingKey({ path: at, key: true }, key, where));
      whole = false;
    }
  }
  return whole ? (result as ValuesOf<F>) : undefined;
}

/** `{{ x }}` without quotes, as YAML reads it. */
export function isUnquoted(value: unknown): boolean {
  if (!isMap(value)) return false;
  const [key, ...others] = Object.keys(value);
  // js-yaml prints the key as an object, the yaml package as its source.
  return key !== undefined && others.length === 0 && value[key] === null && (key === '[object Object]' || /^\{.*\}$/.test(key));
}

/** What a wrong value is, for a message. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string'
    ? `the text "${value.length > 40 ? `${value.slice(0, 37)}...` : value}"`
    : `the ${typeof value} ${String(value)}`;
}

/** Leaves out what is undefined. */
export function defined<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

export function blockOf(
  values: { readonly do?: readonly Step[] | undefined; readonly output?: Block['output'] | undefined },
  origin: ConfigPath,
): Block {
  return { steps: values.do ?? [], ...defined({ output: values.output }), origin };
}
