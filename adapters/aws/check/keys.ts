import type { Context, Expression, Workflow } from '../../../src/adapter';
import { childrenOf, expressionsIn, stepsIn } from '../../../src/language/visit';
import { protoKey } from '../diagnostics';

/** Reports maps that JSONata would make without one of their keys. A `for` may become one expression, its output and its list too. */
export function checkKeys(workflow: Workflow, context: Context): void {
  const made = new Set<Expression>();
  for (const step of stepsIn(workflow.body)) {
    if (step.kind !== 'for') continue;
    made.add(step.in);
    if (step.body.output) made.add(step.body.output);
  }
  for (const expression of expressionsIn(workflow.body))
    (made.has(expression) ? checkExpression : checkTemplate)(expression, context);
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
