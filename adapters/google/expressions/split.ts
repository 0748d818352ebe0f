import { assign, name } from '../build';
import { type At, type Out, stepName, temporary } from '../frame';
import type { Expr } from '../model';
import { printExpr } from './print';

/**
 * Google refuses expressions of more than 400 characters (https://cloud.google.com/workflows/quotas); whether `${}` counts isn't said.
 */
export const longestExpression = 380;

/**
 * The expression itself, or what is left of it when its largest parts have moved into variables. All operands of an expression are
 * evaluated whatever the others come out as, and no expression has an effect, so a part may come before the rest.
 */
export function fit(expression: Expr, at: At, out: Out): Expr {
  let rest = expression;
  while (printExpr(rest).length > longestExpression) {
    const part = largestPart(rest);
    if (!part) return rest;
    const variable = temporary(at, 'part');
    out.push(assign(stepName(at, 'part'), { variable, value: part.kind === 'list' ? fitItems(part, at, out) : part }));
    rest = replace(rest, part, name(variable));
  }
  return rest;
}

/** A list in a variable is a YAML list, of any length. */
function fitItems(list: Extract<Expr, { kind: 'list' }>, at: At, out: Out): Expr {
  return { ...list, items: list.items.map(item => fit(item, at, out)) };
}

/** Longer than a name may be, so that every replacement makes the expression shorter. */
const worthwhile = 90;

/** The longest operand anywhere in the expression that is short enough to be one itself; a text or a list may have any length. */
function largestPart(expression: Expr): Expr | undefined {
  let largest: Expr | undefined;
  let length = worthwhile;
  for (const part of partsOf(expression)) {
    const size = printExpr(part).length;
    if (size > length && (size <= longestExpression || part.kind === 'literal' || part.kind === 'list')) {
      largest = part;
      length = size;
    }
  }
  return largest;
}

function* partsOf(expression: Expr): Generator<Expr> {
  for (const child of childrenOf(expression)) {
    yield child;
    yield* partsOf(child);
  }
}

function childrenOf(expression: Expr): readonly Expr[] {
  switch (expression.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'property':
      return [expression.object];
    case 'index':
      return [expression.object, expression.index];
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'list':
      return expression.items;
    case 'invoke':
      return expression.args;
  }
}

function replace(expression: Expr, part: Expr, by: Expr): Expr {
  const inner = (child: Expr): Expr => replace(child, part, by);
  if (expression === part) return by;
  switch (expression.kind) {
    case 'literal':
    case 'name':
      return expression;
    case 'property':
      return { ...expression, object: inner(expression.object) };
    case 'index':
      return { ...expression, object: inner(expression.object), index: inner(expression.index) };
    case 'unary':
      return { ...expression, operand: inner(expression.operand) };
    case 'binary':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case 'list':
      return { ...expression, items: expression.items.map(inner) };
    case 'invoke':
      return { ...expression, args: expression.args.map(inner) };
  }
}
