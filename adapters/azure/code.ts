import type { Json } from '../../src/adapter';
import type { Binding, Code, Operator, Statement } from './model';

// Constructors of the model's nodes, so that what is lowered reads like what is emitted.

export const name = (text: string): Code => ({ kind: 'name', name: text });
export const literal = (value: null | boolean | number | string): Code => ({ kind: 'literal', value });
export const member = (object: Code, key: string): Code => ({ kind: 'member', object, key, optional: false });
export const optionalMember = (object: Code, key: string): Code => ({ kind: 'member', object, key, optional: true });
export const not = (operand: Code): Code => ({ kind: 'unary', operator: '!', operand });
export const binary = (left: Code, operator: Operator, right: Code): Code => ({ kind: 'binary', operator, left, right });
export const list = (items: readonly Code[]): Code => ({ kind: 'list', items });
export const call = (callee: Code, ...args: Code[]): Code => ({ kind: 'call', callee, args });
export const construct = (callee: Code, ...args: Code[]): Code => ({ kind: 'new', callee, args });
export const yielded = (value: Code): Code => ({ kind: 'yield', value, delegate: false });
export const delegated = (value: Code): Code => ({ kind: 'yield', value, delegate: true });
export const arrow = (parameters: readonly Binding[], value: Code): Code => ({ kind: 'arrow', parameters, value });
export const generator = (parameters: readonly Binding[], body: readonly Statement[]): Code => ({
  kind: 'generator',
  parameters,
  body,
});

/** `{ a: <value>, b: <value> }` */
export const map = (entries: Readonly<Record<string, Code>>): Code => ({
  kind: 'map',
  entries: Object.entries(entries).map(([key, value]) => ({ key, value })),
});
/** `{ a, b }` */
export const pack = (names: readonly string[]): Code => ({
  kind: 'map',
  entries: names.map(text => ({ key: text, value: name(text) })),
});

export const context = name('context');
export const execution = name('execution');
/** `context.df` */
export const df = member(context, 'df');

export const comment = (...lines: string[]): Statement => ({ kind: 'comment', lines });
export const declare = (binding: Binding, value: Code): Statement => ({ kind: 'declare', keyword: 'const', binding, value });
export const declareVariable = (binding: Binding, value: Code): Statement => ({
  kind: 'declare',
  keyword: 'let',
  binding,
  value,
});
export const assign = (target: Code, value: Code): Statement => ({ kind: 'assign', target, value });
export const expression = (value: Code): Statement => ({ kind: 'expression', value });
export const when = (test: Code, then: readonly Statement[], otherwise: readonly Statement[] = []): Statement => ({
  kind: 'if',
  test,
  then,
  otherwise,
});
/** What is left of a condition that is known. */
export function choose(test: Code, then: readonly Statement[], otherwise: readonly Statement[] = []): readonly Statement[] {
  if (test.kind === 'literal') return test.value === true ? then : otherwise;
  return [when(test, then, otherwise)];
}
export const tryCatch = (body: readonly Statement[], thrown: string, handler: readonly Statement[]): Statement => ({
  kind: 'try',
  body,
  thrown,
  handler,
  last: [],
});
export const tryFinally = (body: readonly Statement[], last: readonly Statement[]): Statement => ({
  kind: 'try',
  body,
  thrown: null,
  handler: [],
  last,
});
export const leave: Statement = { kind: 'break' };
export const giveBack = (value: Code | null): Statement => ({ kind: 'return', value });
export const raise = (value: Code): Statement => ({ kind: 'throw', value });

/** The statements up to one that nothing goes on behind. */
export function reachable(statements: readonly Statement[]): readonly Statement[] {
  const last = statements.findIndex(leaves);
  return last < 0 ? statements : statements.slice(0, last + 1);
}

/** Whether the flow never comes to the end of a statement. */
export function leaves(statement: Statement): boolean {
  switch (statement.kind) {
    case 'return':
    case 'throw':
    case 'break':
      return true;
    case 'if':
      return statement.then.some(leaves) && statement.otherwise.some(leaves);
    case 'try':
      return statement.body.some(leaves) && (statement.thrown === null || statement.handler.some(leaves));
    case 'block':
      return statement.body.some(leaves);
    default:
      return false;
  }
}

/** Plain data as an expression. */
export function dataCode(value: Json): Code {
  if (value === null || typeof value !== 'object') return literal(value);
  if (Array.isArray(value)) return list((value as readonly Json[]).map(dataCode));
  return { kind: 'map', entries: Object.entries(value).map(([key, entry]) => ({ key, value: dataCode(entry) })) };
}
