import type { Json, JsonMap } from '../../../src/language/json';
import { EvaluationError } from './errors';
import { compileExpression, evaluate, evaluationError, isExpression, type Expression, type Scope } from './jsonata';
import { setOwn } from './values';

/**
 * A field's value, ready to be evaluated: JSON with expressions at any depth. `field` is the place as the service
 * names it in messages: `Output`, `Output/total`, `Arguments/items[0]`, `Choices[1]/Condition`.
 */
export type Template =
  | { readonly kind: 'constant'; readonly value: Json; readonly field: string }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly field: string }
  | { readonly kind: 'list'; readonly items: readonly Template[]; readonly field: string }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Template])[]; readonly field: string };

/** Compiles a value once for all runs. The definition has been validated: its expressions parse. */
export function compileTemplate(value: Json, field: string): Template {
  if (typeof value === 'string') {
    return isExpression(value)
      ? { kind: 'expression', expression: compileExpression(value), field }
      : { kind: 'constant', value, field };
  }
  if (typeof value !== 'object' || value === null) return { kind: 'constant', value, field };
  if (Array.isArray(value)) {
    const items = value.map((item: Json, i) => compileTemplate(item, `${field}[${i}]`));
    return items.every(isConstant) ? { kind: 'constant', value, field } : { kind: 'list', items, field };
  }
  const map = value as JsonMap;
  const entries = Object.keys(map).map(key => [key, compileTemplate(map[key] as Json, `${field}/${key}`)] as const);
  return entries.every(([, item]) => isConstant(item)) ? { kind: 'constant', value, field } : { kind: 'map', entries, field };
}

function isConstant(template: Template): boolean {
  return template.kind === 'constant';
}

/** Rejects with an EvaluationError that has the place and the service's words. */
export function evaluateTemplate(template: Template, scope: Scope): Promise<Json> {
  switch (template.kind) {
    case 'constant':
      return Promise.resolve(template.value);
    case 'expression':
      return evaluate(template.expression, template.field, scope);
    case 'list':
      return evaluateList(template.items, scope);
    case 'map':
      return evaluateMap(template.entries, scope);
  }
}

async function evaluateList(items: readonly Template[], scope: Scope): Promise<Json> {
  const list: Json[] = [];
  for (const item of items) list.push(item.kind === 'constant' ? item.value : await evaluateTemplate(item, scope));
  return list;
}

async function evaluateMap(entries: readonly (readonly [string, Template])[], scope: Scope): Promise<Json> {
  const map: Record<string, Json> = {};
  for (const [key, item] of entries)
    setOwn(map, key, item.kind === 'constant' ? item.value : await evaluateTemplate(item, scope));
  return map;
}

/** The error for a value of a type or size that its field doesn't take. */
export function unexpected(template: Template, complaint: string): EvaluationError {
  return template.kind === 'expression'
    ? evaluationError(template.expression, template.field, complaint)
    : new EvaluationError(`The value specified for the field '${template.field}' ${complaint}`, template.field);
}
