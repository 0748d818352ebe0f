import { limits } from '../limits';
import type { Problems } from '../problem';
import type { Value } from '../values';
import type { ExpressionTemplate, MapEntry, Place, Target, Template } from './ast';
import type { Node } from './document';
import { pureFunctions } from '../stdlib/library';
import { callsOther, parseExpression } from './expression';
import { ExpressionSyntaxError } from './lexer';

/** A YAML value in a place that takes expressions at any depth. */
export function readTemplate(node: Node, problems: Problems): Template {
  const place = { line: node.line, column: node.column };
  if (node.kind === 'scalar') {
    if (typeof node.value !== 'string') return constant(node.value, place);
    return readScalar(node.value, place, problems);
  }
  if (node.kind === 'list') {
    const items = node.items.map(item => readTemplate(item, problems));
    return items.every(item => item.kind === 'constant')
      ? constant(
          items.map(item => (item as { value: Value }).value),
          place,
        )
      : { kind: 'list', items, place, waits: items.some(item => item.waits) };
  }
  const entries = node.entries.map(entry => ({
    key: readScalar(entry.key, { line: entry.line, column: entry.column }, problems),
    value: readTemplate(entry.value, problems),
  }));
  return constantMap(entries, place) ?? { kind: 'map', entries, place, waits: entries.some(waits) };
}

function constant(value: Value, place: Place): Template {
  return { kind: 'constant', value, place, waits: false };
}

function waits({ key, value }: MapEntry): boolean {
  return key.waits || value.waits;
}

function constantMap(entries: readonly MapEntry[], place: Place): Template | undefined {
  const map = new Map<string, Value>();
  for (const { key, value } of entries) {
    if (key.kind !== 'constant' || value.kind !== 'constant') return undefined;
    map.set(key.value as string, value.value);
  }
  return constant(map, place);
}

/** The inside of `${...}` when that is the scalar's whole text. */
export function expressionText(text: string): string | undefined {
  return text.startsWith('${') && text.endsWith('}') ? text.slice(2, -1) : undefined;
}

/**
 * "All expressions must begin with a $ and be enclosed in curly brackets" (expressions page). What `a ${x} b` means
 * isn't documented and no sample has it, so `${` anywhere else is refused rather than interpolated.
 */
export function readScalar(text: string, place: Place, problems: Problems): Template {
  // The line break that a YAML block scalar ends with is no part of the expression.
  const trimmed = text.trimEnd();
  const inside = expressionText(trimmed);
  if (inside !== undefined) return readExpression(inside, place, problems);
  if (text.includes('${')) {
    problems.add(place, `an expression must be the whole of its scalar: ${JSON.stringify(text.slice(0, 60))}`);
  }
  return constant(text, place);
}

export function readExpression(text: string, place: Place, problems: Problems): ExpressionTemplate {
  const length = [...text].length + 3;
  if (length > limits.expressionCharacters) {
    problems.add(place, `expression is ${length} characters long, the limit is ${limits.expressionCharacters}`);
  }
  try {
    const expression = parseExpression(text);
    return { kind: 'expression', expression, place, waits: callsOther(expression, pureFunctions) };
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    problems.add(place, `error parsing expression: ${error.message}`);
    return { kind: 'expression', expression: { kind: 'literal', value: null, operands: [] }, place, waits: false };
  }
}

/** The left side of an assignment. Undefined, and a problem, when it isn't one. */
export function readTarget(text: string, place: Place, problems: Problems): Target | undefined {
  const before = problems.found.length;
  const { expression } = readExpression(text, place, problems);
  if (problems.found.length > before) return undefined;
  const path: ExpressionTemplate[] = [];
  let at = expression;
  while (at.kind === 'member' || at.kind === 'index') {
    const key = at.kind === 'member' ? { kind: 'literal' as const, value: at.key, operands: [] } : at.operands[1];
    if (key) path.unshift({ kind: 'expression', expression: key, place, waits: callsOther(key, pureFunctions) });
    at = at.operands[0] as typeof at;
  }
  if (at.kind === 'variable') return { variable: at, path, place };
  problems.add(place, `'${text}' can't be assigned to`);
  return undefined;
}
