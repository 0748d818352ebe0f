import type { Expression, Json } from '../../../src/adapter';
import { isNeedless, quote, type Sink } from './code';
import { jsonata } from './generate';
import { isRaw } from './raw';

/**
 * A template as the value of a state's field: maps and lists stay JSON, in which lists neither flatten nor lose a null,
 * with one `{% %}` for each value that is computed.
 */
export function template(expression: Expression, workflowName: string): Json {
  if (isRaw(expression)) {
    if (isNeedless(expression)) return template(expression.raw.parts[1] as Expression, workflowName);
  } else {
    switch (expression.kind) {
      case 'literal':
        return typeof expression.value === 'string' ? text(expression.value) : expression.value;
      case 'workflow':
        if (expression.property === 'name') return text(workflowName);
        break;
      case 'list':
        return expression.items.map(item => template(item, workflowName));
      case 'map':
        // In JSONPath a key that ends so holds a path; nobody has to wonder whether this one does.
        if (expression.entries.some(({ key }) => key.endsWith('.$'))) break;
        return Object.fromEntries(expression.entries.map(({ key, value }) => [key, template(value, workflowName)]));
      default:
        break;
    }
  }
  return field(expression, 'field', workflowName);
}

/** As `template`, for a field that takes a value of its own: a bare null could be taken for no value at all. */
export function wholeTemplate(expression: Expression, workflowName: string): Json {
  const value = template(expression, workflowName);
  return value === null ? '{% null %}' : value;
}

/** A field that is one expression. */
export function field(expression: Expression, sink: Sink, workflowName: string): string {
  return `{% ${jsonata(expression, sink, workflowName)} %}`;
}

/** AWS takes a string for an expression by its ends, and refuses one that has a single mark. */
function text(value: string): string {
  return value.startsWith('{%') || value.endsWith('%}') ? `{% ${quote(value)} %}` : value;
}
