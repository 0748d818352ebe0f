import type { Document } from '../parse/ast';
import { parseWorkflow } from '../parse/workflow';
import { Problems, type Problem } from '../problem';
import { checkJumps } from './jumps';
import { resolveSymbols } from './symbols';

/** A source with its names resolved; it may be run when there are no problems. */
export interface Loaded {
  readonly document: Document | undefined;
  readonly problems: readonly Problem[];
}

export function load(source: string): Loaded {
  const problems = new Problems();
  const document = parseWorkflow(source, problems);
  if (document) {
    resolveSymbols(document, problems);
    for (const routine of document.routines) checkJumps(routine, problems);
  }
  const sorted = [...problems.found].sort((a, b) => a.line - b.line || a.column - b.column);
  return { document, problems: sorted };
}

/** Why Google wouldn't deploy the source (YAML or JSON): every reason at once, in the order of the text. */
export function validate(source: string): readonly Problem[] {
  return load(source).problems;
}
