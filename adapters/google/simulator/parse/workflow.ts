import { limits } from '../limits';
import type { Problems } from '../problem';
import type { Document, Parameter, Routine } from './ast';
import { readDocument, type Entry, type Node } from './document';
import { readFields, readText } from './fields';
import { readVariable } from './loops';
import { readStepList } from './steps';
import { readTemplate } from './templates';

/**
 * Reads a source: a bare list of steps, or `main` and subworkflows. Undefined when nothing could be read; otherwise
 * the document is only good for running when no problem was found.
 */
export function parseWorkflow(source: string, problems: Problems): Document | undefined {
  const root = readDocument(source, problems);
  if (!root) return undefined;
  if (root.kind === 'list') return { routines: [routine('main', [], root, problems)] };
  if (root.kind !== 'map') {
    problems.add(root, `a workflow is a list of steps or a map with 'main'`);
    return undefined;
  }
  const routines = root.entries.map(entry => readRoutine(entry, problems));
  if (!root.entries.some(entry => entry.key === 'main')) problems.add(root, `'main' is missing`);
  return { routines };
}

function readRoutine(entry: Entry, problems: Problems): Routine {
  problems.routine = entry.key;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(entry.key)) problems.add(entry, `'${entry.key}' is no name for a subworkflow`);
  const fields = readFields(entry.value, `'${entry.key}'`, ['params', 'steps'], ['steps'], problems);
  const parameters = readParameters(fields?.get('params')?.value, entry.key, problems);
  const steps = fields?.get('steps')?.value ?? { kind: 'list', items: [], line: entry.line, column: entry.column };
  const read = fields ? routine(entry.key, parameters, steps, problems) : empty(entry, parameters);
  problems.routine = undefined;
  return read;
}

function routine(name: string, parameters: Parameter[], steps: Node, problems: Problems): Routine {
  problems.routine = name;
  const place = { line: steps.line, column: steps.column };
  const list = readStepList(steps, problems);
  problems.routine = undefined;
  return { name, parameters, steps: list, place, size: 0 };
}

function empty(entry: Entry, parameters: Parameter[]): Routine {
  return { name: entry.key, parameters, steps: { steps: [], indexes: new Map() }, place: entry, size: 0 };
}

function readParameters(node: Node | undefined, routineName: string, problems: Problems): Parameter[] {
  if (!node) return [];
  if (node.kind !== 'list') {
    problems.add(node, `'params' must be a list`);
    return [];
  }
  const most = routineName === 'main' ? 1 : limits.parameters;
  if (node.items.length > most) problems.add(node, `'${routineName}' takes at most ${most} parameter${most === 1 ? '' : 's'}`);
  const parameters = node.items.flatMap(item => readParameter(item, routineName, problems) ?? []);
  parameters.forEach((parameter, index) => {
    if (parameters.findIndex(other => other.name === parameter.name) < index) {
      problems.add(parameter.place, `parameter '${parameter.name}' occurs twice`);
    }
  });
  return parameters;
}

/** `name`, or in a subworkflow `{name: default}`; the examples' defaults are plain values, never expressions. */
function readParameter(node: Node, routineName: string, problems: Problems): Parameter | undefined {
  const place = { line: node.line, column: node.column };
  const entry = node.kind === 'map' && node.entries.length === 1 && routineName !== 'main' ? node.entries[0] : undefined;
  const name = entry ? entry.key : readText(node, 'a parameter', problems);
  if (name === undefined || !readVariable(name, node, problems)) return undefined;
  if (!entry) return { name, standard: undefined, place };
  const standard = readTemplate(entry.value, problems);
  if (standard.kind === 'constant') return { name, standard: standard.value, place };
  problems.add(entry.value, `the default of parameter '${name}' must be a plain value`);
  return undefined;
}
