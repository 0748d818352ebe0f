import { constants, predicateNames } from '../stdlib/retry';
import { Callable, fitsInt64, type Value } from '../values';
import type { BinaryOperator, Expression } from './ast';
import { ExpressionSyntaxError, tokenize, type Token } from './lexer';

/**
 * Parses an expression (without `${` and `}`).
 * Precedence, from https://cloud.google.com/workflows/docs/reference/syntax/datatypes#order_of_operations:
 * `()`, `.` and `[]`, `not`, unary `-`, `* / // %`, `+ -`, comparisons and `in`, `and`, `or`.
 * So `not a == b` is `(not a) == b`. Throws ExpressionSyntaxError.
 */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokenize(text));
  const expression = parser.expression();
  parser.end();
  return expression;
}

const comparisons = new Set(['<', '<=', '>', '>=', '==', '!=', 'in']);
const sums = new Set(['+', '-']);
const products = new Set(['*', '/', '//', '%']);

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  expression(): Expression {
    return this.binary(['or'], () => this.binary(['and'], () => this.comparison()));
  }

  end(): void {
    if (this.peek().kind !== 'end') this.unexpected();
  }

  private comparison(): Expression {
    return this.binary(comparisons, () => this.binary(sums, () => this.binary(products, () => this.minus())));
  }

  private binary(operators: Iterable<string>, operand: () => Expression): Expression {
    const known = operators instanceof Set ? operators : new Set(operators);
    let left = operand();
    for (;;) {
      const token = this.peek();
      if (token.kind !== 'operator' || !known.has(token.text)) return left;
      this.at++;
      left = { kind: 'binary', operator: token.text as BinaryOperator, operands: [left, operand()] };
    }
  }

  private minus(): Expression {
    if (!this.take('-')) return this.not();
    return { kind: 'unary', operator: '-', operands: [this.minus()] };
  }

  private not(): Expression {
    if (!this.take('not')) return this.postfix();
    return { kind: 'unary', operator: 'not', operands: [this.not()] };
  }

  private postfix(): Expression {
    let expression = this.primary();
    for (;;) {
      if (this.take('.')) expression = libraryValue({ kind: 'member', key: this.name(), operands: [expression] });
      else if (this.take('[')) {
        const index = this.expression();
        this.expect(']');
        expression = { kind: 'index', operands: [expression, index] };
      } else if (this.take('(')) expression = { kind: 'call', name: this.callee(expression), operands: this.list(')') };
      else return expression;
    }
  }

  /** Functions are called by their dotted name; a value can't be called. */
  private callee(expression: Expression): string {
    const name = dottedName(expression);
    if (name === undefined) throw new ExpressionSyntaxError('only a function or subworkflow can be called, by its name');
    return name;
  }

  private primary(): Expression {
    const token = this.peek();
    this.at++;
    switch (token.kind) {
      case 'string':
        return literal(token.text);
      case 'integer': {
        const value = BigInt(token.text);
        if (!fitsInt64(value)) throw new ExpressionSyntaxError(`integer ${token.text} is out of range`);
        return literal(value);
      }
      case 'double':
        return literal(Number(token.text));
      case 'constant':
        return literal(token.text === 'null' ? null : token.text === 'true');
      case 'name':
        return { kind: 'variable', name: token.text, operands: [], binding: undefined };
      case 'operator':
        if (token.text === '(') {
          const inner = this.expression();
          this.expect(')');
          return inner;
        }
        if (token.text === '[') return { kind: 'list', operands: this.list(']') };
        if (token.text === '{')
          throw new ExpressionSyntaxError("a map can't be written in an expression; assign it as a YAML map");
    }
    this.at--;
    return this.unexpected();
  }

  private list(close: string): Expression[] {
    const items: Expression[] = [];
    if (this.take(close)) return items;
    do items.push(this.expression());
    while (this.take(','));
    this.expect(close);
    return items;
  }

  private name(): string {
    const token = this.peek();
    if (token.kind !== 'name') return this.unexpected();
    this.at++;
    return token.text;
  }

  private take(text: string): boolean {
    const token = this.peek();
    if (token.kind !== 'operator' || token.text !== text) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) this.unexpected(`'${text}'`);
  }

  private peek(): Token {
    return this.tokens[this.at] as Token;
  }

  private unexpected(wanted?: string): never {
    const token = this.peek();
    const found = token.kind === 'end' ? 'the end' : `'${token.text}'`;
    throw new ExpressionSyntaxError(`unexpected ${found} at position ${token.at}${wanted ? `, expected ${wanted}` : ''}`);
  }
}

function literal(value: Value): Expression {
  return { kind: 'literal', value, operands: [] };
}

/** `http.default_retry` and its like are values; a chain of any other names is read at run time. */
function libraryValue(member: Expression): Expression {
  const name = dottedName(member);
  if (name === undefined) return member;
  const value = constants.get(name) ?? (predicateNames.has(name) ? new Callable(name) : undefined);
  return value === undefined ? member : { kind: 'constant', name, value, operands: [] };
}

/** `http.default_retry` of a chain of members that starts with a name; undefined for anything else. */
export function dottedName(expression: Expression): string | undefined {
  if (expression.kind === 'variable' || expression.kind === 'constant') return expression.name;
  if (expression.kind !== 'member') return undefined;
  const object = dottedName(expression.operands[0] as Expression);
  return object === undefined ? undefined : `${object}.${expression.key}`;
}

/** Whether a call of anything but these functions is inside. */
export function callsOther(expression: Expression, functions: ReadonlyMap<string, unknown>): boolean {
  if (expression.kind === 'call' && !functions.has(expression.name)) return true;
  return expression.operands.some(operand => callsOther(operand, functions));
}
