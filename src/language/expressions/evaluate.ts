import { type Json, typeOf } from '../json';
import type { Binary, BuiltinCall, Expression, Index, Logical, MapLiteral } from './ast';
import { type Ambient, builtins, memberOf, printScalar } from './builtins';
import { openBinary, openCall, openIndex, openMember, openNumber, openPrint } from './definedness';
import { ExpressionError } from './error';
import { describeTypes, typeSet } from './typeset';

/** What an expression sees. */
export interface Environment extends Ambient {
  /** Null for what nothing has assigned. */
  lookup(name: string): Json;
  readonly workflowName: string;
  readonly executionId: string;
  /** Is told of an operation that the language doesn't define for its operands: what comes out is this evaluator's own. */
  notDefined?(what: string): void;
}

/** The value of an expression or a template. Throws ExpressionError for a mistake in the workflow. */
export function evaluate(expression: Expression, environment: Environment): Json {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'variable':
      return environment.lookup(expression.name);
    case 'workflow':
      return expression.property === 'name' ? environment.workflowName : environment.executionId;
    case 'member': {
      const object = evaluate(expression.object, environment);
      tell(environment, openMember(object));
      return memberOf(object, expression.key);
    }
    case 'index':
      return evaluateIndex(expression, environment);
    case 'unary':
      return expression.operator === '!'
        ? !evaluateBoolean(expression.operand, environment, '!')
        : 0 - numberOperand(evaluate(expression.operand, environment), '-');
    case 'binary':
      return evaluateBinary(expression, environment);
    case 'logical':
      return evaluateLogical(expression, environment);
    case 'conditional':
      return evaluate(evaluateBoolean(expression.test, environment, '?:') ? expression.then : expression.otherwise, environment);
    case 'list':
      return expression.items.map(item => evaluate(item, environment));
    case 'map':
      return evaluateMap(expression, environment);
    case 'text':
      return expression.parts.map(part => print(evaluate(part, environment), environment)).join('');
    case 'call':
      return evaluateCall(expression, environment);
  }
}

function tell(environment: Environment, open: string | undefined): void {
  if (open !== undefined) environment.notDefined?.(open);
}

function print(value: Json, environment: Environment): string {
  tell(environment, openPrint(value));
  return printScalar(value);
}

function evaluateMap({ entries }: MapLiteral, environment: Environment): Json {
  const map: Record<string, Json> = {};
  for (const { key, value } of entries) {
    // Assigning to this one would set the prototype.
    if (key === '__proto__')
      Object.defineProperty(map, key, {
        value: evaluate(value, environment),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    else map[key] = evaluate(value, environment);
  }
  return map;
}

/** A condition's value; anything but a boolean is an ExpressionError. */
export function evaluateBoolean(expression: Expression, environment: Environment, where = 'a condition'): boolean {
  const value = evaluate(expression, environment);
  if (typeof value !== 'boolean') throw new ExpressionError(`${where} takes a boolean, not a ${typeOf(value)}`);
  return value;
}

function evaluateIndex({ object, index }: Index, environment: Environment): Json {
  const target = evaluate(object, environment);
  const key = evaluate(index, environment);
  tell(environment, openIndex(target, key));
  if (target === null) return null;
  if (Array.isArray(target) && typeof key === 'number') return (target as readonly Json[])[key] ?? null;
  if (typeOf(target) === 'map' && typeof key === 'string') return memberOf(target, key);
  throw new ExpressionError(`a ${typeOf(target)} has no index of type ${typeOf(key)}`);
}

function evaluateLogical({ operator, left, right }: Logical, environment: Environment): Json {
  if (operator === '??') return evaluate(left, environment) ?? evaluate(right, environment);
  const first = evaluateBoolean(left, environment, operator);
  if (operator === '&&' ? !first : first) return first;
  return evaluateBoolean(right, environment, operator);
}

function evaluateBinary({ operator, left, right }: Binary, environment: Environment): Json {
  const a = evaluate(left, environment);
  const b = evaluate(right, environment);
  tell(environment, openBinary(operator, a, b));
  const value = compute(operator, a, b);
  tell(environment, openNumber(value));
  return typeof value === 'number' ? finite(value) : value;
}

function compute(operator: Binary['operator'], a: Json, b: Json): Json {
  switch (operator) {
    case '==':
      return equal(a, b);
    case '!=':
      return !equal(a, b);
    case '+':
      if (typeof a === 'string' && typeof b === 'string') return a + b;
      if (typeof a === 'number' && typeof b === 'number') return a + b;
      throw new ExpressionError(`+ takes two numbers or two strings, not a ${typeOf(a)} and a ${typeOf(b)}`);
    default:
      return arithmetic(operator, numberOperand(a, operator), numberOperand(b, operator));
  }
}

function arithmetic(operator: '-' | '*' | '/' | '%' | '<' | '<=' | '>' | '>=', a: number, b: number): number | boolean {
  switch (operator) {
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
    case '%':
      if (b === 0) throw new ExpressionError(`${operator} by zero`);
      return operator === '/' ? a / b : a % b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

/** -0 is 0; a result that no double holds is a mistake. */
function finite(x: number): number {
  if (!Number.isFinite(x)) throw new ExpressionError('a number too great for a double');
  return x + 0;
}

function equal(a: Json, b: Json): boolean {
  if (a === null || b === null) return a === b;
  if (typeof a === 'object' || typeof b === 'object') throw new ExpressionError('== compares scalars, not lists or maps');
  return a === b;
}

function numberOperand(value: Json, operator: string): number {
  if (typeof value !== 'number') throw new ExpressionError(`${operator} takes numbers, not a ${typeOf(value)}`);
  return value;
}

function evaluateCall({ builtin, args }: BuiltinCall, environment: Environment): Json {
  const { parameters, evaluate: apply } = builtins[builtin];
  const values = args.map(arg => evaluate(arg, environment));
  values.forEach((value, i) => {
    const parameter = parameters[i];
    if (parameter && !(parameter.takes & typeSet(typeOf(value)))) {
      throw new ExpressionError(
        `${builtin}() takes ${describeTypes(parameter.takes)} as "${parameter.name}", not a ${typeOf(value)}`,
      );
    }
  });
  tell(environment, openCall(builtin, values));
  const value = (apply as (values: readonly Json[], ambient: Ambient) => Json)(values, environment);
  tell(environment, openNumber(value));
  return value;
}
