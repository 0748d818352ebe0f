import type * as acorn from 'acorn';
import * as found from '../../diagnostics/catalogue';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic';
import type { BinaryOperator, Expression } from './ast';
import { builtinNames, builtins, isBuiltin, signature } from './builtins';
import { printExpression } from './print';

/** Where a string stands, and who is told of its mistakes. */
export interface Source {
  readonly path: Place['path'];
  readonly report: (diagnostic: Diagnostic) => void;
}

/** A part of the string. */
export function place(source: Source, start: number, end: number): Place {
  return { path: source.path, focus: { start, end } };
}

const binaryOperators: Readonly<Record<string, BinaryOperator>> = {
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
  '==': '==',
  '===': '==',
  '!=': '!=',
  '!==': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** JavaScript's tree to ours, by an allow-list. Reports what isn't on it and answers undefined. */
export function convert(
  node: acorn.Expression | acorn.PrivateIdentifier | acorn.SpreadElement | acorn.Super,
  source: Source,
): Expression | undefined {
  const at = place(source, node.start, node.end);
  const refuse = (what: string, instead?: string): undefined => void source.report(found.unsupportedSyntax(at, what, instead));
  switch (node.type) {
    case 'Literal':
      return convertLiteral(node, at, source);
    case 'Identifier':
      if (node.name === 'undefined') return refuse('`undefined`', 'Write null: what is missing is null.');
      if (isBuiltin(node.name)) return refuse(`the builtin ${node.name} without a call`, `Write ${signature(node.name)}.`);
      return { kind: 'variable', name: node.name, place: at };
    case 'ChainExpression':
      return convert(node.expression, source);
    case 'MemberExpression':
      return convertMember(node, at, source);
    case 'UnaryExpression': {
      if (node.operator !== '!' && node.operator !== '-' && node.operator !== '+')
        return refuse(`the operator ${node.operator}`, node.operator === 'typeof' ? 'Write type(x).' : undefined);
      const operand = convert(node.argument, source);
      if (!operand) return undefined;
      if (node.operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number')
        return { ...operand, value: 0 - operand.value, place: at };
      // +x is x, for numbers only: as x - 0 is.
      if (node.operator === '+')
        return { kind: 'binary', operator: '-', left: operand, right: { kind: 'literal', value: 0, place: at }, place: at };
      return { kind: 'unary', operator: node.operator, operand, place: at };
    }
    case 'BinaryExpression': {
      const operator = binaryOperators[node.operator];
      if (!operator)
        return refuse(
          `the operator ${node.operator}`,
          node.operator === 'in' ? 'Write has(map, key) or contains(list, x).' : undefined,
        );
      const left = convert(node.left, source);
      const right = convert(node.right, source);
      return left && right && { kind: 'binary', operator, left, right, place: at };
    }
    case 'LogicalExpression': {
      const left = convert(node.left, source);
      const right = convert(node.right, source);
      return left && right && { kind: 'logical', operator: node.operator, left, right, place: at };
    }
    case 'ConditionalExpression': {
      const test = convert(node.test, source);
      const then = convert(node.consequent, source);
      const otherwise = convert(node.alternate, source);
      return test && then && otherwise && { kind: 'conditional', test, then, otherwise, place: at };
    }
    case 'ArrayExpression': {
      const items = node.elements.map(element => (element ? convert(element, source) : refuse('a hole in a list')));
      return items.every(item => item !== undefined) ? { kind: 'list', items: items as Expression[], place: at } : undefined;
    }
    case 'ObjectExpression':
      return convertMap(node, at, source);
    case 'CallExpression':
      return convertCall(node, at, source);
    case 'SpreadElement':
      return refuse('a spread', 'Write concat(list, list) or merge(map, map).');
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return refuse('a function', 'A `for` step with `output` maps a list; `where` filters it.');
    case 'TemplateLiteral':
    case 'TaggedTemplateExpression':
      return refuse('a template literal', 'Put the values into the text: "order {{ id }}".');
    case 'AssignmentExpression':
    case 'UpdateExpression':
      return refuse('an assignment', 'Assign with a `set` step; compare with ==.');
    case 'SequenceExpression':
      return refuse('a comma');
    case 'NewExpression':
      return refuse('`new`');
    default:
      return refuse(`JavaScript's ${node.type}`);
  }
}

function convertLiteral(node: acorn.Literal, at: Place, source: Source): Expression | undefined {
  if (node.regex || node.bigint !== undefined) {
    source.report(found.unsupportedSyntax(at, node.regex ? 'a regular expression' : 'a big integer', undefined));
    return undefined;
  }
  const value = node.value as null | boolean | number | string;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    source.report(found.unsupportedSyntax(at, 'a number too great for a double', undefined));
    return undefined;
  }
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) {
    source.report(found.unsupportedSyntax(at, 'half a surrogate pair', 'Write the whole character.'));
    return undefined;
  }
  return { kind: 'literal', value, place: at };
}

function convertMember(node: acorn.MemberExpression, at: Place, source: Source): Expression | undefined {
  const object = convert(node.object, source);
  if (!object) return undefined;
  if (!node.computed) {
    if (node.property.type !== 'Identifier') {
      source.report(found.unsupportedSyntax(at, 'a private name', undefined));
      return undefined;
    }
    if (object.kind === 'variable' && object.name === 'workflow') return workflowProperty(node.property.name, at, source);
    if (node.property.name === 'length') source.report(found.lengthMember(at, printExpression(object)));
    return { kind: 'member', object, key: node.property.name, place: at };
  }
  const index = convert(node.property, source);
  if (!index) return undefined;
  if (index.kind === 'literal' && typeof index.value === 'string') {
    if (object.kind === 'variable' && object.name === 'workflow') return workflowProperty(index.value, at, source);
    return { kind: 'member', object, key: index.value, place: at };
  }
  return { kind: 'index', object, index, place: at };
}

function workflowProperty(property: string, at: Place, source: Source): Expression | undefined {
  if (property === 'name' || property === 'executionId') return { kind: 'workflow', property, place: at };
  source.report(found.unknownWorkflowProperty(at, property));
  return undefined;
}

function convertMap(node: acorn.ObjectExpression, at: Place, source: Source): Expression | undefined {
  const entries: { key: string; value: Expression }[] = [];
  let whole = true;
  for (const property of node.properties) {
    const here = place(source, property.start, property.end);
    if (property.type !== 'Property' || property.computed || property.method || property.kind !== 'init') {
      source.report(
        found.unsupportedSyntax(
          here,
          property.type === 'Property' ? 'a computed key or a method' : 'a spread',
          'Write put(map, key, x) or merge(map, map).',
        ),
      );
      whole = false;
      continue;
    }
    const key = property.key.type === 'Identifier' ? property.key.name : String((property.key as acorn.Literal).value);
    if (entries.some(entry => entry.key === key)) {
      source.report(found.duplicateKey(here, key));
      whole = false;
    }
    const value = convert(property.value as acorn.Expression, source);
    if (value) entries.push({ key, value });
    else whole = false;
  }
  return whole ? { kind: 'map', entries, place: at } : undefined;
}

/** What people who write JavaScript reach for, and what it is here. */
const methods: Readonly<Record<string, string>> = {
  includes: 'contains(x, part)',
  indexOf: 'contains(x, part)',
  toUpperCase: 'upper(s)',
  toLowerCase: 'lower(s)',
  substring: 'slice(s, from, to)',
  substr: 'slice(s, from, to)',
  push: 'append(list, x)',
  replaceAll: 'replace(s, find, by)',
  toString: 'string(x)',
  flat: 'flatten(lists)',
  map: 'a `for` step with `output`',
  filter: 'a `for` step with `where`',
  hasOwnProperty: 'has(map, key)',
};

function convertCall(node: acorn.CallExpression, at: Place, source: Source): Expression | undefined {
  if (node.callee.type === 'MemberExpression') {
    const { property } = node.callee;
    const name = property.type === 'Identifier' ? property.name : '';
    const instead = methods[name] ?? (isBuiltin(name) ? signature(name) : undefined);
    source.report(found.unsupportedSyntax(at, `the method ${name || 'call'}()`, instead && `Write ${instead}.`));
    return undefined;
  }
  if (node.callee.type !== 'Identifier') {
    source.report(found.unsupportedSyntax(at, 'calling anything but a builtin', undefined));
    return undefined;
  }
  const { name } = node.callee;
  const args = node.arguments.map(arg => convert(arg, source));
  if (!isBuiltin(name)) {
    source.report(found.unknownBuiltin(place(source, node.callee.start, node.callee.end), name, builtinNames));
    return undefined;
  }
  const { parameters } = builtins[name];
  const least = parameters.filter(parameter => !('optional' in parameter)).length;
  if (args.length < least || args.length > parameters.length) {
    source.report(found.wrongArguments(at, signature(name), args.length));
    return undefined;
  }
  return args.every(arg => arg !== undefined)
    ? { kind: 'call', builtin: name, args: args as Expression[], place: at }
    : undefined;
}
