import type { Expression } from '../../../src/adapter';
import { soleType, typesOf } from '../../../src/language/expressions/types';
import { types } from '../../../src/language/expressions/typeset';

/**
 * Whether what an expression becomes can't raise an error at Google. Only such an operand of `&&`, `||`, `??` and `?:` may stand in
 * Google's `and`, `or`, `default()` and `if()`, which evaluate all of theirs, or don't say that they don't.
 * https://cloud.google.com/workflows/docs/reference/stdlib/expression-helpers
 */
export function isTotal(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
    case 'workflow':
      return true;
    case 'member':
      return isTotal(expression.object);
    case 'unary':
      return expression.operator === '!' && isTotalBoolean(expression.operand);
    case 'binary': {
      const { operator, left, right } = expression;
      if (operator !== '==' && operator !== '!=') return false;
      return isTotal(left) && isTotal(right) && (isNull(left) || isNull(right) || areAlike(left, right));
    }
    case 'logical':
      return expression.operator === '??'
        ? isTotal(expression.left) && isTotal(expression.right)
        : isTotalBoolean(expression.left) && isTotalBoolean(expression.right);
    case 'conditional':
      return isTotalBoolean(expression.test) && isTotal(expression.then) && isTotal(expression.otherwise);
    case 'list':
      return expression.items.every(isTotal);
    case 'map':
      return expression.entries.every(({ value }) => isTotal(value));
    case 'text':
      return expression.parts.every(part => isTotal(part) && !(typesOf(part) & ~(types.string | types.boolean)));
    case 'call':
      return expression.builtin === 'type' && expression.args.every(isTotal);
    case 'index':
      return false;
  }
}

export function isTotalBoolean(expression: Expression): boolean {
  return isTotal(expression) && isBoolean(expression);
}

/** Whether an expression that doesn't raise is a boolean. */
export function isBoolean(expression: Expression): boolean {
  return typesOf(expression) === types.boolean;
}

export function isNull(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.value === null;
}

/** Of one type of scalar: whether `==` says no or raises for two types isn't documented. */
function areAlike(left: Expression, right: Expression): boolean {
  const type = soleType(left);
  return type !== undefined && type !== 'list' && type !== 'map' && type === soleType(right);
}
