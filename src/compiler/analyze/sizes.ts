import * as found from '../../diagnostics/catalogue';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Expression } from '../../language/expressions/ast';
import type { Workflow } from '../../language/ir';
import { childrenOf, expressionsIn } from '../../language/visit';

/**
 * What AWS carries from one state to the next; Google's variables together have 512 KB.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const most = 256 * 1024;

/** Reports templates whose literal part alone is too large to be carried. */
export function checkSizes(workflow: Workflow, report: (diagnostic: Diagnostic) => void): void {
  for (const expression of expressionsIn(workflow.body)) {
    const size = literalSize(expression);
    if (size > most) report(found.largeValue(expression.place, Math.ceil(size / 1024)));
  }
}

/** Bytes of the literals in an expression, as JSON in UTF-8. */
function literalSize(expression: Expression): number {
  if (expression.kind === 'literal') return byteLength(JSON.stringify(expression.value));
  const keys = expression.kind === 'map' ? expression.entries.map(({ key }) => byteLength(JSON.stringify(key)) + 2) : [];
  return [...keys, ...childrenOf(expression).map(literalSize)].reduce((sum, size) => sum + size, 0);
}

const encoder = new TextEncoder();
const byteLength = (text: string): number => encoder.encode(text).length;
