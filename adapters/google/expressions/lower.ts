import type { Expression } from '../../../src/adapter';
import { assign, binary, bodyOf, get, invoke, literal, map, name, not, nothing, property, step, when } from '../build';
import { type At, type Out, stepName, temporary, usePrelude, variableOf } from '../frame';
import type { Entry, Expr, Step, Value } from '../model';
import { lowerBuiltin } from './builtins';
import { asInt, inVariable, lowerText, once, printed } from './operands';
import { getPath, inLane } from './paths';
import { fit } from './split';
import { isBoolean, isTotal } from './total';

/** A template as a YAML value: maps and lists stay what they are, everything else becomes a scalar. Steps it needs first go to `out`. */
export function lowerValue(template: Expression, at: At, out: Out): Value {
  switch (template.kind) {
    case 'literal':
      // As YAML a text may hold anything but what Google takes for an expression.
      return isExpressionLike(template.value) ? lowerText(template.value, at, out) : literal(plain(template.value));
    case 'list':
      return { kind: 'list', items: template.items.map(item => lowerValue(item, at, out)) };
    case 'map':
      return {
        kind: 'map',
        entries: template.entries.map(({ key, value }) => ({ key: lowerKey(key, at, out), value: lowerValue(value, at, out) })),
      };
    case 'variable': {
      const lanes = lanesOf(template, at);
      return lanes ? map(Object.fromEntries(lanes)) : fit(lowerExpr(template, at, out), at, out);
    }
    default:
      return fit(lowerExpr(template, at, out), at, out);
  }
}

/** The same, where no map and no list may stand but in a variable. */
export function lowerScalar(template: Expression, at: At, out: Out): Expr {
  return template.kind === 'literal' && typeof template.value === 'string'
    ? lowerText(template.value, at, out)
    : fit(lowerExpr(template, at, out), at, out);
}

/** Steps that leave an expression's value in a variable: for `? :`, `&&`, `||` and `??` a switch whose arms assign it. */
export function lowerInto(
  variable: string,
  expression: Expression,
  at: At,
  out: Out,
  wrap: (value: Value) => Value = value => value,
): void {
  const choose = (condition: Expression, then: Expression | boolean, otherwise: Expression | boolean): void => {
    const arm = (value: Expression | boolean): Step[] => {
      const steps: Step[] = [];
      if (typeof value === 'boolean') steps.push(assign(stepName(at, 'value'), { variable, value: wrap(literal(value)) }));
      else if (typesNeedBoolean(expression))
        steps.push(assign(stepName(at, 'value'), { variable, value: wrap(lowerCondition(value, at, steps)) }));
      else lowerInto(variable, value, at, steps, wrap);
      return steps;
    };
    const test = lowerCondition(condition, at, out);
    out.push(
      step(stepName(at, 'choice'), {
        kind: 'switch',
        arms: [when(test, bodyOf(arm(then))), when(literal(true), bodyOf(arm(otherwise)))],
      }),
    );
  };
  if (!isLazy(expression) || isInline(expression)) {
    out.push(assign(stepName(at, 'value'), { variable, value: wrap(lowerValue(expression, at, out)) }));
  } else if (expression.kind === 'conditional') {
    choose(expression.test, expression.then, expression.otherwise);
  } else if (expression.operator === '&&') {
    choose(expression.left, expression.right, false);
  } else if (expression.operator === '||') {
    choose(expression.left, true, expression.right);
  } else {
    const left = once(fit(lowerExpr(expression.left, at, out), at, out), at, out);
    const arms = [
      { test: not(binary('==', left, nothing)), steps: [assign(stepName(at, 'value'), { variable, value: wrap(left) })] },
    ];
    const fallback: Step[] = [];
    lowerInto(variable, expression.right, at, fallback, wrap);
    out.push(
      step(stepName(at, 'choice'), {
        kind: 'switch',
        arms: [...arms.map(({ test, steps }) => when(test, bodyOf(steps))), when(literal(true), bodyOf(fallback))],
      }),
    );
  }
}

function typesNeedBoolean(expression: Expression): boolean {
  return expression.kind === 'logical' && expression.operator !== '??';
}

type Lazy = Extract<Expression, { kind: 'logical' | 'conditional' }>;

/** Whether an expression has parts that may only be evaluated when they are needed, at its top. */
function isLazy(expression: Expression): expression is Lazy {
  return expression.kind === 'logical' || expression.kind === 'conditional';
}

/** An expression as an operand of another. */
export function lowerExpr(expression: Expression, at: At, out: Out): Expr {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? lowerText(expression.value, at, out) : literal(plain(expression.value));
    case 'variable':
      return lowerVariable(expression, at, out);
    case 'workflow':
      return expression.property === 'name'
        ? lowerText(at.frame.workflow.name, at, out)
        : invoke('sys.get_env', literal('GOOGLE_CLOUD_WORKFLOW_EXECUTION_ID'));
    case 'member':
      return lowerMember(expression, at, out);
    case 'index':
      return usePrelude(at, 'elementOf', lowerExpr(expression.object, at, out), lowerExpr(expression.index, at, out));
    case 'unary':
      return expression.operator === '!'
        ? not(lowerExpr(expression.operand, at, out))
        : { kind: 'unary', operator: '-', operand: lowerExpr(expression.operand, at, out) };
    case 'binary':
      return lowerBinary(expression, at, out);
    case 'logical':
    case 'conditional':
      return lowerLazy(expression, at, out);
    case 'list':
      return { kind: 'list', items: expression.items.map(item => lowerExpr(item, at, out)) };
    case 'map':
      return inVariable(lowerValue(expression, at, out), at, out);
    case 'text':
      return expression.parts
        .map(part => printed(part, lowerExpr(part, at, out), at))
        .reduce((left, right) => binary('+', left, right));
    case 'call':
      return lowerBuiltin(
        expression,
        { expr: part => lowerExpr(part, at, out), value: part => lowerValue(part, at, out) },
        at,
        out,
      );
  }
}

/** A condition that is certainly a boolean, or an error: what Google does with another value isn't documented. */
export function lowerCondition(condition: Expression, at: At, out: Out): Expr {
  return fit(asBoolean(condition, at, out), at, out);
}

/** A condition as arms of a switch: it holds when none of `unless` does and `holds` does. Lazy without a step of its own. */
export interface Test {
  readonly unless: readonly Expr[];
  readonly holds: Expr;
}

/** What is right of `&&` may raise, so it is an arm behind one for the left side. */
export function lowerTest(condition: Expression, at: At, out: Out): Test {
  const [first, ...others] = isTotal(condition) ? [condition] : operandsOf(condition, '&&');
  // A step that a later operand needs can't stand between two arms: then all of it goes into a variable.
  if (others.length === 0 || others.some(operand => needsSteps(operand, at)))
    return { unless: [], holds: lowerCondition(condition, at, out) };
  const operands = [first!, ...others].map(operand => lowerCondition(operand, at, out));
  return { unless: operands.slice(0, -1).map(not), holds: operands.at(-1)! };
}

/** A condition as arms that all lead to the same place: it holds when one of them does. What is right of `||` is asked only then. */
export function lowerAlternatives(condition: Expression, at: At, out: Out): readonly Expr[] {
  const [first, ...others] = isTotal(condition) ? [condition] : operandsOf(condition, '||');
  if (others.some(operand => needsSteps(operand, at))) return [lowerCondition(condition, at, out)];
  return [first!, ...others].map(operand => lowerCondition(operand, at, out));
}

/** `(a && b) && c`: a, b, c. */
function operandsOf(condition: Expression, operator: '&&' | '||'): readonly Expression[] {
  return condition.kind === 'logical' && condition.operator === operator
    ? [...operandsOf(condition.left, operator), ...operandsOf(condition.right, operator)]
    : [condition];
}

/** Whether a condition can't stand in an arm alone. Tried on names that are thrown away. */
export function needsSteps(condition: Expression, at: At): boolean {
  const { variableNames, stepNames } = at.frame;
  const trial: Out = [];
  lowerCondition(
    condition,
    { ...at, frame: { ...at.frame, variableNames: variableNames.copy(), stepNames: stepNames.copy() } },
    trial,
  );
  return trial.length > 0;
}

function lowerKey(key: string, at: At, out: Out): Entry['key'] {
  return key.includes('${') ? lowerText(key, at, out) : key;
}

function isExpressionLike(value: unknown): value is string {
  return typeof value === 'string' && value.includes('${');
}

/** -0 is 0. */
function plain<T extends null | boolean | number | string>(value: T): T | 0 {
  return value === 0 ? 0 : value;
}

/** The values of a parallel step's branches, where it has no variable. */
function lanesOf(node: Expression, at: At): ReadonlyMap<string, Value> | undefined {
  return node.kind === 'variable' && !at.bound.has(node.name) ? at.frame.lanes.get(node.name) : undefined;
}

function lowerVariable(node: Extract<Expression, { kind: 'variable' }>, at: At, out: Out): Expr {
  const lanes = lanesOf(node, at);
  if (lanes) return inVariable(map(Object.fromEntries(lanes)), at, out);
  const bound = at.bound.get(node.name);
  if (bound !== undefined) return name(bound);
  const variable = name(variableOf(at, node.name));
  if (!at.frame.responses.has(node.name)) return variable;
  return at.frame.flow.certain.has(node) ? property(variable, 'body') : get(variable, ['body']);
}

/** `a.b.c`: one `map.get` with the whole path, null where something is missing. */
function lowerMember(node: Extract<Expression, { kind: 'member' }>, at: At, out: Out): Expr {
  const keys: string[] = [];
  let root: Expression = node;
  for (; root.kind === 'member'; root = root.object) keys.unshift(root.key);
  const lanes = lanesOf(root, at);
  if (lanes) return inLane(lanes.get(keys[0]!), keys.slice(1), at, out);
  if (root.kind === 'variable' && !at.bound.has(root.name) && at.frame.responses.has(root.name)) {
    return getPath(name(variableOf(at, root.name)), ['body', ...keys], at, out);
  }
  if (
    root.kind === 'variable' &&
    at.errors.has(root.name) &&
    keys.length === 1 &&
    ['name', 'message', 'details'].includes(keys[0]!)
  ) {
    return property(name(at.bound.get(root.name)!), keys[0]!);
  }
  return getPath(lowerExpr(root, at, out), keys, at, out);
}

function lowerBinary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, at: At, out: Out): Expr {
  const type = typeTest(left, right, at, out) ?? typeTest(right, left, at, out);
  if (type && (operator === '==' || operator === '!=')) return operator === '==' ? type : not(type);
  const a = lowerExpr(left, at, out);
  const b = lowerExpr(right, at, out);
  // Google's % takes ints only, and any whole number may be a double here.
  if (operator === '%') return binary('%', asInt(a, at), asInt(b, at));
  return binary(operator, a, b);
}

/** `type(x) == "number"` asks for either of Google's two types of numbers. */
function typeTest(call: Expression, other: Expression, at: At, out: Out): Expr | undefined {
  if (call.kind !== 'call' || call.builtin !== 'type' || other.kind !== 'literal') return undefined;
  const found = invoke('get_type', lowerExpr(call.args[0]!, at, out));
  return other.value === 'number'
    ? binary('in', found, { kind: 'list', items: [literal('integer'), literal('double')] })
    : binary('==', found, literal(other.value));
}

/** Where no operand can raise Google's own operators will do, though they evaluate all of theirs; else a switch comes first. */
function lowerLazy(expression: Lazy, at: At, out: Out): Expr {
  if (!isInline(expression)) {
    const variable = temporary(at, 'value');
    lowerInto(variable, expression, at, out);
    return name(variable);
  }
  if (expression.kind === 'conditional') {
    const test = asBoolean(expression.test, at, out);
    return invoke('if', test, lowerExpr(expression.then, at, out), lowerExpr(expression.otherwise, at, out));
  }
  const left = lowerExpr(expression.left, at, out);
  const right = lowerExpr(expression.right, at, out);
  if (expression.operator === '??') return invoke('default', left, right);
  return binary(expression.operator === '&&' ? 'and' : 'or', left, right);
}

function isInline(expression: Lazy): boolean {
  if (expression.kind === 'conditional') return isTotal(expression.then) && isTotal(expression.otherwise) && !hasMap(expression);
  return expression.operator === '??' ? isTotal(expression.right) : isTotal(expression);
}

/** Maps stand in variables, which only the arm that needs them should assign. */
function hasMap({ then, otherwise }: Extract<Expression, { kind: 'conditional' }>): boolean {
  return then.kind === 'map' || otherwise.kind === 'map';
}

function asBoolean(condition: Expression, at: At, out: Out): Expr {
  const lowered = lowerExpr(condition, at, out);
  return isBoolean(condition) ? lowered : binary('and', lowered, literal(true));
}
