import type { Context, Expression, Workflow } from '../../../src/adapter';
import { childrenOf, expressionsIn } from '../../../src/language/visit';
import { protoKey } from '../diagnostics';

/** Reports maps that JSONata would make without one of their keys. */
export function checkKeys(workflow: Workflow, context: Context): void {
  for (const expression of expressionsIn(workflow.body)) checkTemplate(expression, context);
}

/** A template's own maps and lists are JSON; what stands deeper in an expression is made by JSONata. */
function checkTemplate(expression: Expression, context: Context): void {
  const isJson = expression.kind === 'map' || expression.kind === 'list';
  for (const child of childrenOf(expression)) (isJson ? checkTemplate : checkExpression)(child, context);
  if (!isJson) checkNode(expression, context);
}

function checkExpression(expression: Expression, context: Context): void {
  checkNode(expression, context);
  for (const child of childrenOf(expression)) checkExpression(child, context);
}

function checkNode(expression: Expression, context: Context): void {
  const isMade =
    (expression.kind === 'map' && expression.entries.some(({ key }) => key === '__proto__')) ||
    (expression.kind === 'call' && expression.builtin === 'put' && isProto(expression.args[1]));
  if (isMade) context.report(protoKey(expression.place));
}

const isProto = (key: Expression | undefined): boolean => key?.kind === 'literal' && key.value === '__proto__';
