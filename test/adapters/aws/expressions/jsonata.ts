import { randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import type { Json } from '../../../../src/adapter';

/** Evaluates JSONata as AWS does: 2.0.6 without `$eval`, with `$parse` and `$uuid`; throws for undefined and Infinity. */
export async function evaluateJsonata(text: string, variables: Readonly<Record<string, unknown>>): Promise<Json> {
  const expression = jsonata(text);
  expression.registerFunction('parse', (s: string | undefined) => (s === undefined ? undefined : JSON.parse(s)), '<s-:x>');
  expression.registerFunction('uuid', () => randomUUID());
  expression.registerFunction('eval', () => {
    throw new Error('no $eval on AWS');
  });
  const value: unknown = await expression.evaluate(undefined, plain(variables) as Record<string, unknown>);
  if (value === undefined || typeof value === 'function') throw new Error(`${text} returned nothing`);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${text} returned ${value}`);
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** The library would find `constructor` in the prototype of a map. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.assign(Object.create(null), Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]))) as unknown;
}

/** A template's ASL value with every `{% %}` in it evaluated. */
export async function evaluateField(field: Json, variables: Readonly<Record<string, unknown>>): Promise<Json> {
  if (typeof field === 'string') {
    return field.startsWith('{%') && field.endsWith('%}') ? evaluateJsonata(field.slice(2, -2), variables) : field;
  }
  if (Array.isArray(field)) return Promise.all(field.map((item: Json) => evaluateField(item, variables)));
  if (typeof field !== 'object' || field === null) return field;
  const entries = await Promise.all(
    Object.entries(field).map(async ([key, value]) => [key, await evaluateField(value as Json, variables)] as const),
  );
  return Object.fromEntries(entries) as Json;
}
