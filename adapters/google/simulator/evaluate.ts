import { fail } from './errors';
import type { Frame } from './interpret/frame';
import { access, applyBinary, applyUnary } from './operators';
import type { Expression, Template } from './parse/ast';
import { callsOther } from './parse/expression';
import { pureFunctions } from './stdlib/library';
import type { Arguments } from './stdlib/signature';
import { typeName, type Value } from './values';

/**
 * Calls a subworkflow by position, from an expression. Expressions without such a call never wait, and are evaluated
 * without promises.
 */
export type SubworkflowCaller = (name: string, args: readonly Value[], frame: Frame) => Promise<Value>;

/**
 * Evaluates an expression that calls no subworkflow. Every operand is evaluated, of `and`, `or`, `if` and `default` too: whether Google
 * stops early isn't documented, and the strict reading finds a workflow that relies on it.
 */
export function evaluate(expression: Expression, frame: Frame): Value {
  switch (expression.kind) {
    case 'literal':
    case 'constant':
      return expression.value;
    case 'variable':
      return frame.read(expression);
    default: {
      const looks = onlyLooks(expression);
      const value = (operand: Expression): Value =>
        looks && operand.kind === 'variable' ? frame.look(operand) : evaluate(operand, frame);
      return apply(expression, expression.operands.map(value), frame);
    }
  }
}

/** Whether an expression's value can't be one of its operands, so that a variable's list or map still belongs to it alone. */
function onlyLooks(expression: Applicable): boolean {
  return expression.kind === 'call' ? lookers.has(expression.name) : expression.kind !== 'list';
}

const lookers: ReadonlySet<string> = new Set(['len', 'keys', 'get_type']);

/** The same for an expression that may call subworkflows; `call` runs them. */
export async function evaluateWaiting(expression: Expression, frame: Frame, call: SubworkflowCaller): Promise<Value> {
  const waits = expression.kind !== 'literal' && expression.kind !== 'constant' && expression.kind !== 'variable';
  if (!waits || !callsOther(expression, pureFunctions)) return evaluate(expression, frame);
  const values: Value[] = [];
  for (const operand of expression.operands) values.push(await evaluateWaiting(operand, frame, call));
  if (expression.kind === 'call' && !pureFunctions.has(expression.name)) return call(expression.name, values, frame);
  return apply(expression, values, frame);
}

type Applicable = Exclude<Expression, { kind: 'literal' | 'constant' | 'variable' }>;

function apply(expression: Applicable, values: readonly Value[], frame: Frame): Value {
  const [first = null, second = null] = values;
  switch (expression.kind) {
    case 'member':
      return access(first, expression.key);
    case 'index':
      return access(first, second);
    case 'unary':
      return applyUnary(expression.operator, first);
    case 'binary':
      return applyBinary(expression.operator, first, second);
    case 'list':
      return values;
    case 'call':
      return callLibrary(expression.name, values, frame);
  }
}

export function callLibrary(name: string, args: Arguments, frame: Frame): Value {
  const definition = pureFunctions.get(name);
  if (!definition) throw new Error(`${name} is no library function`);
  return definition.call(args, frame.activation.execution.library);
}

/** A template whose expressions call no subworkflow. */
export function evaluateTemplate(template: Template, frame: Frame): Value {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return evaluate(template.expression, frame);
    case 'list':
      return template.items.map(item => evaluateTemplate(item, frame));
    case 'map':
      return new Map(
        template.entries.map(({ key, value }) => [keyText(evaluateTemplate(key, frame)), evaluateTemplate(value, frame)]),
      );
  }
}

export async function evaluateTemplateWaiting(template: Template, frame: Frame, call: SubworkflowCaller): Promise<Value> {
  if (!template.waits) return evaluateTemplate(template, frame);
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return evaluateWaiting(template.expression, frame, call);
    case 'list': {
      const items: Value[] = [];
      for (const item of template.items) items.push(await evaluateTemplateWaiting(item, frame, call));
      return items;
    }
    case 'map': {
      const map = new Map<string, Value>();
      for (const { key, value } of template.entries) {
        const name = keyText(await evaluateTemplateWaiting(key, frame, call));
        map.set(name, await evaluateTemplateWaiting(value, frame, call));
      }
      return map;
    }
  }
}

/** "When using dynamic keys in a map": they must give strings. */
function keyText(value: Value): string {
  return typeof value === 'string' ? value : fail('TypeError', `a key must be a string; got: ${typeName(value)}`);
}
