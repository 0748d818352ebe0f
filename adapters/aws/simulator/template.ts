import type { Json, JsonMap } from '../../../src/language/json';
import { EvaluationError } from './errors';
import { compileExpression, evaluate, isExpression, type Expression, type Scope } from './jsonata';
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

/** Throws an EvaluationError with the place and the service's words. */
export async function evaluateTemplate(template: Template, scope: Scope): Promise<Json> {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return evaluateField(template.expression, template.field, scope);
    case 'list': {
      const list: Json[] = [];
      for (const item of template.items) list.push(await evaluateTemplate(item, scope));
      return list;
    }
    case 'map': {
      const map: Record<string, Json> = {};
      for (const [key, item] of template.entries) setOwn(map, key, await evaluateTemplate(item, scope));
      return map;
    }
  }
}

async function evaluateField(expression: Expression, field: string, scope: Scope): Promise<Json> {
  try {
    return await evaluate(expression, scope);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    throw new EvaluationError(`${sentence(expression.text, field)} ${error.tail}`, field);
  }
}

/** The error for a value of a type or size that its field doesn't take. */
export function unexpected(template: Template, complaint: string): EvaluationError {
  if (template.kind === 'expression')
    return new EvaluationError(`${sentence(template.expression.text, template.field)} ${complaint}`, template.field);
  return new EvaluationError(`The value specified for the field '${template.field}' ${complaint}`, template.field);
}

function sentence(text: string, field: string): string {
  return `The JSONata expression '${text}' specified for the field '${field}'`;
}
