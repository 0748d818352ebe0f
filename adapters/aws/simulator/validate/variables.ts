import { isMap, type Json } from '../../../../src/language/json';
import { addedFunctions, removedFunctions } from '../functions';
import { compileExpression, isExpression, type Expression } from '../jsonata';
import { limits } from '../limits';
import { expressionFields, textsIn } from './fields';
import type { GraphPlace, Places, Report, StatePlace } from './places';

/** JSONata's own functions in 2.0.6. */
const libraryFunctions = (
  'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match contains ' +
  'replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power random boolean not ' +
  'map zip filter single reduce sift keys lookup append exists spread merge reverse each error assert type sort shuffle distinct ' +
  'base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl eval toMillis fromMillis clone now millis'
).split(' ');

const functions = new Set([...libraryFunctions, ...addedFunctions.map(added => added.name)]);
for (const name of removedFunctions) functions.delete(name);

/** Letters and digits as Unicode defines identifiers. */
const variableName = /^\p{ID_Start}\p{ID_Continue}*$/u;

/**
 * The names that states assign, and the names that expressions read.
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export function checkVariables(places: Places, report: Report): void {
  const assigned = new Map<GraphPlace, Set<string>>(places.graphs.map(graph => [graph, new Set()]));
  for (const place of places.states) {
    for (const name of assignedNames(place)) assigned.get(place.graph)?.add(name);
  }
  for (const place of places.states) {
    checkAssigned(place, namesAround(place.graph, assigned), report);
    checkRead(place, namesVisible(place.graph, assigned), report);
  }
}

function assignedNames(place: StatePlace): string[] {
  return expressionFields(place).flatMap(field => (field.assign && isMap(field.value) ? Object.keys(field.value) : []));
}

/** What the graphs around a graph assign. */
function namesAround(graph: GraphPlace, assigned: ReadonlyMap<GraphPlace, ReadonlySet<string>>): ReadonlySet<string> {
  return graph.outer && !graph.distributed ? namesVisible(graph.outer, assigned) : new Set();
}

function namesVisible(graph: GraphPlace, assigned: ReadonlyMap<GraphPlace, ReadonlySet<string>>): ReadonlySet<string> {
  return new Set([...(assigned.get(graph) ?? []), ...namesAround(graph, assigned)]);
}

function checkAssigned(place: StatePlace, around: ReadonlySet<string>, report: Report): void {
  for (const field of expressionFields(place)) {
    if (!field.assign) continue;
    if (!isMap(field.value)) {
      report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [OBJECT]', field.location);
      continue;
    }
    for (const name of Object.keys(field.value)) {
      const location = `${field.location}/${name}`;
      if (name === 'states') report('SCHEMA_VALIDATION_FAILED', `The variable name 'states' is reserved`, location);
      if (!variableName.test(name) || [...name].length > limits.name) {
        report('SCHEMA_VALIDATION_FAILED', `The variable name '${name}' is not valid`, location);
      }
      if (around.has(name)) {
        report('DUPLICATE_VARIABLE_NAME', `The variable '${name}' is already assigned in an outer scope`, location);
      }
    }
  }
}

/** The service creates a machine whose expressions read or call what doesn't exist, and fails when it comes there (recorded). */
function checkRead(place: StatePlace, visible: ReadonlySet<string>, report: Report): void {
  for (const field of expressionFields(place)) {
    for (const { text, location } of textsIn(field.value, field.location)) {
      const expression = compileOrNothing(text);
      if (!expression) continue;
      for (const name of expression.syntax.variables) {
        const complaint = complaintAbout(name, expression, visible);
        if (complaint) report(complaint.code, complaint.message, location, 'WARNING');
      }
    }
  }
}

function complaintAbout(
  name: string,
  expression: Expression,
  visible: ReadonlySet<string>,
): { code: string; message: string } | undefined {
  if (name === 'states') return undefined;
  const called = expression.syntax.called.has(name);
  if (visible.has(name)) {
    return called ? { code: 'NOT_A_FUNCTION', message: `$${name} is a variable and is called like a function` } : undefined;
  }
  if (functions.has(name)) return undefined;
  return called
    ? { code: 'UNKNOWN_FUNCTION', message: `There is no function $${name}` }
    : { code: 'UNASSIGNED_VARIABLE', message: `Nothing assigns the variable $${name} here` };
}

function compileOrNothing(text: Json): Expression | undefined {
  if (typeof text !== 'string' || !isExpression(text)) return undefined;
  try {
    return compileExpression(text);
  } catch {
    // Reported as an expression that doesn't parse.
    return undefined;
  }
}
