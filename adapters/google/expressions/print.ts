import type { BinaryOperator, Expr } from '../model';

/**
 * How tightly operators bind, by https://cloud.google.com/workflows/docs/reference/syntax/expressions: unlike in most
 * languages `not` binds more tightly than a comparison, and more than unary minus.
 */
const levels: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '//': 5,
  '%': 5,
};
const minus = 6;
const postfix = 8;

function level(expression: Expr): number {
  switch (expression.kind) {
    case 'binary':
      return levels[expression.operator];
    case 'unary':
      return expression.operator === '-' ? minus : minus + 1;
    case 'literal':
      return typeof expression.value === 'number' && expression.value < 0 ? minus : postfix;
    default:
      return postfix;
  }
}

/** The text of an expression, without `${}`. Nothing rests on the reader knowing that `not` is peculiar. */
export function printExpr(expression: Expr): string {
  const inner = (child: Expr, least: number): string => {
    const text = printExpr(child);
    return level(child) < least ? `(${text})` : text;
  };
  switch (expression.kind) {
    case 'literal':
      return expression.double ? `${printLiteral(expression.value)}.0` : printLiteral(expression.value);
    case 'name':
      return expression.name;
    case 'property':
      return `${inner(expression.object, postfix)}.${expression.key}`;
    case 'index':
      return `${inner(expression.object, postfix)}[${printExpr(expression.index)}]`;
    case 'unary':
      return expression.operator === '-'
        ? `-${inner(expression.operand, minus + 1)}`
        : `not ${inner(expression.operand, postfix)}`;
    case 'binary': {
      const own = levels[expression.operator];
      // The sides of `and` and `or` stand in parentheses whatever they are, those of a comparison when they hold an operator of that kind.
      const left = own <= 2 ? (isSame(expression.left, expression.operator) ? own : postfix) : own === 3 ? own + 1 : own;
      const right = own <= 2 ? postfix : own + 1;
      return `${inner(expression.left, left)} ${expression.operator} ${inner(expression.right, right)}`;
    }
    case 'list':
      return `[${expression.items.map(printExpr).join(', ')}]`;
    case 'invoke':
      return `${expression.function}(${expression.args.map(printExpr).join(', ')})`;
  }
}

function isSame(expression: Expr, operator: BinaryOperator): boolean {
  return expression.kind === 'binary' && expression.operator === operator;
}

function printLiteral(value: null | boolean | number | string): string {
  if (typeof value === 'string') return `"${value.replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
  return typeof value === 'number' ? printNumber(value) : String(value);
}

/** Without an exponent, which the documentation doesn't mention; a number beyond 64 bits is written as a double. */
export function printNumber(value: number): string {
  const text = decimal(value);
  return Number.isInteger(value) && Math.abs(value) >= 2 ** 63 ? `${text}.0` : text;
}

function decimal(value: number): string {
  if (value === 0) return '0';
  const [mantissa = '', exponent] = String(Math.abs(value)).split('e');
  const sign = value < 0 ? '-' : '';
  if (exponent === undefined) return sign + mantissa;
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? sign + digits + '0'.repeat(point - digits.length)
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** What a string literal in an expression may hold: beside \" and \n the documentation shows no escapes. */
export function isQuotable(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  return !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\\]/.test(text) && isWellFormed(text);
}

/** Half a surrogate pair can't be written as UTF-8. */
function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
