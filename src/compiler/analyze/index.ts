import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Program } from '../../language/ir';
import { type Callable, checkCalls } from './calls';
import { checkExpressions } from './expressions';
import { checkFailures } from './failures';
import { checkFlow } from './flow';
import { checkInputs } from './input';
import { checkLoops } from './loops';
import { checkNames } from './names';
import { checkScopes } from './scopes';
import { checkSizes } from './sizes';

/** What there is to refer to. */
export interface Known extends Callable {
  /** Workflows that couldn't be read whole: a name that seems missing there may stand in what is lost. */
  readonly broken: ReadonlySet<string>;
}

/** Every finding about a program that holds for all targets. */
export function analyze(program: Program, known: Known): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  checkCalls(program, known, report);
  for (const workflow of program.workflows) {
    checkNames(workflow, report);
    checkExpressions(workflow, report);
    if (known.broken.has(workflow.name)) continue;
    checkScopes(workflow, report);
    checkFlow(workflow, report);
    checkLoops(workflow, report);
    checkFailures(workflow, report);
    checkSizes(workflow, report);
  }
  checkInputs(program, report);
  return diagnostics;
}
