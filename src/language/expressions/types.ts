import type { JsonType } from '../json';
import type { Expression } from './ast';
import { builtins } from './builtins';
import { type TypeSet, typeNames, types } from './typeset';

/** The type an expression of one possible type has; undefined when it can have several. */
export function soleType(expression: Expression): JsonType | undefined {
  const set = typesOf(expression);
  return typeNames.find(type => types[type] === set);
}

/** The types an expression can come out as, seen from its text alone: `any` for variables and members. */
export function typesOf(expression: Expression): TypeSet {
  switch (expression.kind) {
    case 'literal':
      return expression.value === null ? types.null : types[typeof expression.value as 'boolean' | 'number' | 'string'];
    case 'variable':
    case 'member':
    case 'index':
      return types.any;
    case 'workflow':
    case 'text':
      return types.string;
    case 'unary':
      return expression.operator === '!' ? types.boolean : types.number;
    case 'binary':
      return typesOfBinary(expression.operator, expression.left, expression.right);
    case 'logical':
      return expression.operator === '??' ? (typesOf(expression.left) & ~types.null) | typesOf(expression.right) : types.boolean;
    case 'conditional':
      return typesOf(expression.then) | typesOf(expression.otherwise);
    case 'list':
      return types.list;
    case 'map':
      return types.map;
    case 'call':
      return builtins[expression.builtin].result(expression.args.map(typesOf));
  }
}

function typesOfBinary(operator: string, left: Expression, right: Expression): TypeSet {
  if (['-', '*', '/', '%'].includes(operator)) return types.number;
  if (operator !== '+') return types.boolean;
  // Both sides have one type: what is known of one side narrows the other.
  const both = types.number | types.string;
  return typesOf(left) & typesOf(right) & both || both;
}
