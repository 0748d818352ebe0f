import type { Step, Workflow } from '../../src/adapter';
import { typesOf } from '../../src/language/expressions/types';
import { type TypeSet, types } from '../../src/language/expressions/typeset';
import { stepsIn } from '../../src/language/visit';

/**
 * What variables can hold once they are assigned, by their names: everything that any step assigns. Names that are assigned in several
 * scopes have one entry for all of them.
 */
export function variableTypes(workflow: Workflow): ReadonlyMap<string, TypeSet> {
  const found = new Map<string, TypeSet>();
  const add = (name: string, set: TypeSet): void => void found.set(name, (found.get(name) ?? types.none) | set);
  for (const step of stepsIn(workflow.body)) {
    if (step.kind === 'set') for (const { name, value } of step.assignments) add(name, typesOf(value));
    else add(step.name, typesOfStep(step));
    // A caught step may have the entry's value.
    for (const { body } of step.catch) add(step.name, body.output ? typesOf(body.output) : types.null);
  }
  return found;
}

function typesOfStep(step: Step): TypeSet {
  switch (step.kind) {
    case 'for':
      return types.list;
    case 'parallel':
    case 'http':
      return types.map;
    case 'do':
    case 'loop':
      return step.body.output ? typesOf(step.body.output) : types.any;
    case 'switch':
      return [...step.cases.map(({ body }) => body), ...(step.otherwise ? [step.otherwise] : [])]
        .map(({ output }) => (output ? typesOf(output) : types.null))
        .reduce((a, b) => a | b, types.none);
    default:
      return types.any;
  }
}
