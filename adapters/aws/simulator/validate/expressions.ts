import { compileExpression, isExpression, maxDepth, type Expression } from '../jsonata';
import { expressionFields, textsIn, type ExpressionField } from './fields';
import type { Places, Report } from './places';

const members = new Set(['input', 'context', 'result', 'errorOutput']);

/** That every expression parses, and reads only what it is given where it stands. */
export function checkExpressions(places: Places, report: Report): void {
  for (const place of places.states) {
    for (const field of expressionFields(place)) {
      for (const { text, location } of textsIn(field.value, field.location)) checkText(text, location, field, report);
    }
  }
}

function checkText(text: string, location: string, field: ExpressionField, report: Report): void {
  if (!isExpression(text)) {
    // A text that only begins like an expression is refused (measured); one that only ends like it is plain text.
    if (text.startsWith('{%')) report('INVALID_JSONATA_EXPRESSION', `A JSONata expression must end with '%}'`, location);
    return;
  }
  const expression = compileOrReport(text, location, report);
  if (expression) checkReferences(expression, location, field, report);
}

function compileOrReport(text: string, location: string, report: Report): Expression | undefined {
  try {
    return compileExpression(text);
  } catch (error) {
    // The service leaves out the library's code (measured).
    report('INVALID_JSONATA_EXPRESSION', String((error as { message?: unknown }).message), location);
    return undefined;
  }
}

function checkReferences({ syntax }: Expression, location: string, field: ExpressionField, report: Report): void {
  const refuse = (message: string): void => report('UNSUPPORTED_JSONATA_EXPRESSION', message, location);
  for (const name of syntax.references) refuse(`Reference to '${name}' at the top level is not supported.`);
  if (syntax.root) refuse(`Reference to '$$' is not supported.`);
  for (const member of syntax.states) {
    if ((member === 'result' || member === 'errorOutput') && member !== field.extra) {
      refuse(`Reference to '$states.${member}' is not supported.`);
    } else if (member !== '*' && !members.has(member)) {
      report('UNKNOWN_REFERENCE', `$states has no '${member}': it is always undefined`, location, 'WARNING');
    }
  }
  if (syntax.depth > maxDepth) {
    report('TOO_DEEP', `The expression nests ${syntax.depth} levels; the service evaluates ${maxDepth}`, location, 'WARNING');
  }
}
