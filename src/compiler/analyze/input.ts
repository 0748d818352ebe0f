import * as found from '../../diagnostics/catalogue';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic';
import type { Expression } from '../../language/expressions/ast';
import type { Program, Workflow } from '../../language/ir';
import { isMap, type JsonMap } from '../../language/json';
import { expressionsIn, stepsIn, walkExpression } from '../../language/visit';

type Report = (diagnostic: Diagnostic) => void;

/** Holds `input`'s members, the inputs of `run` and those of schedules against the `input` schemas, as far as their shape is closed. */
export function checkInputs(program: Program, report: Report): void {
  for (const workflow of program.workflows) {
    const known = closedProperties(workflow);
    if (known) {
      for (const expression of expressionsIn(workflow.body)) {
        for (const node of walkExpression(expression)) checkMember(node, known, report);
      }
    }
    for (const { input, origin } of workflow.events) {
      if (isMap(input)) checkGiven(workflow, Object.keys(input), { path: [...origin, 'input'] }, report);
    }
    for (const step of stepsIn(workflow.body)) {
      const child = step.kind === 'run' ? program.workflows.find(other => other.name === step.workflow) : undefined;
      if (child && step.kind === 'run' && step.with.kind === 'map')
        checkGiven(
          child,
          step.with.entries.map(entry => entry.key),
          step.with.place,
          report,
        );
    }
  }
}

function checkMember(node: Expression, known: readonly string[], report: Report): void {
  if (node.kind !== 'member' || node.object.kind !== 'variable' || node.object.name !== 'input' || known.includes(node.key))
    return;
  report(found.unknownInputProperty(node.place, node.key, known));
}

function checkGiven(workflow: Workflow, given: readonly string[], place: Place, report: Report): void {
  const required = workflow.input?.['required'];
  const missing = Array.isArray(required) ? required.find(key => typeof key === 'string' && !given.includes(key)) : undefined;
  if (typeof missing === 'string') report(found.inputMismatch(place, workflow.name, `needs "${missing}"`));
  const known = closedProperties(workflow);
  const unknown = known && given.find(key => !known.includes(key));
  if (unknown !== undefined) report(found.inputMismatch(place, workflow.name, `has no "${unknown}"`));
}

/** The properties of a schema that allows no others. */
function closedProperties(workflow: Workflow): readonly string[] | undefined {
  const schema: JsonMap | undefined = workflow.input;
  return schema?.['additionalProperties'] === false && isMap(schema['properties'])
    ? Object.keys(schema['properties'])
    : undefined;
}
