import type { Problems } from '../problem';
import type { Loop, Place, StepList, Template, VariableExpression } from './ast';
import type { Entry, Node } from './document';
import { readFields, readText } from './fields';
import { reservedWords } from './lexer';
import { readTemplate } from './templates';

/** A variable that is named alone: `value`, `index`, `as`, `result`. */
export function readVariable(name: string, place: Place, problems: Problems): VariableExpression | undefined {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reservedWords.has(name)) {
    return { kind: 'variable', name, operands: [], binding: undefined };
  }
  problems.add(place, `'${name}' is no name for a variable`);
  return undefined;
}

type ListReader = (node: Node, problems: Problems) => StepList;

export function readLoop(node: Node, readList: ListReader, problems: Problems): Loop | undefined {
  const fields = readFields(node, `'for'`, ['value', 'index', 'in', 'range', 'steps'], ['value', 'steps'], problems);
  if (!fields) return undefined;
  const [list, range] = [fields.get('in'), fields.get('range')];
  if ((list === undefined) === (range === undefined)) {
    problems.add(node, `'for' needs either 'in' or 'range'`);
    return undefined;
  }
  const items = list
    ? { kind: 'in' as const, template: readItems(list.value, problems) }
    : { kind: 'range' as const, template: readRange((range as Entry).value, problems) };
  const indexEntry = fields.get('index');
  if (indexEntry && range) problems.add(indexEntry, `'index' goes with 'in', not with 'range'`);
  const value = loopVariable(fields.get('value') as Entry, problems);
  const index = indexEntry && loopVariable(indexEntry, problems);
  if (value && index && value.name === index.name) problems.add(node, `'value' and 'index' must be different variables`);
  const body = readList((fields.get('steps') as Entry).value, problems);
  return value && { value, index, items, body, place: { line: node.line, column: node.column }, size: 0 };
}

function loopVariable(entry: Entry, problems: Problems): VariableExpression | undefined {
  const name = readText(entry.value, `'${entry.key}'`, problems);
  return name === undefined ? undefined : readVariable(name, entry.value, problems);
}

function readItems(node: Node, problems: Problems): Template {
  const template = readTemplate(node, problems);
  const isList = node.kind === 'list';
  if (!isList && template.kind !== 'expression') problems.add(node, `'in' must be a list or an expression`);
  return template;
}

/** Two numbers, or one expression that is a list of two: "do not use multiple expressions inside a list" (iteration page). */
function readRange(node: Node, problems: Problems): Template {
  const template = readTemplate(node, problems);
  if (template.kind === 'expression') {
    const { expression } = template;
    if (expression.kind !== 'list' || expression.operands.length !== 2) {
      problems.add(node, `'range' must be written \${[first, last]}`);
    }
  } else if (template.kind !== 'constant' || !isNumberPair(template.value)) {
    problems.add(node, `'range' must be a list of two numbers or one expression \${[first, last]}`);
  }
  return template;
}

function isNumberPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(item => typeof item === 'bigint' || typeof item === 'number');
}
