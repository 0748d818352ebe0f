import { isMap, type Json, type JsonMap } from '../../../../src/language/json';
import { limits } from '../limits';
import { checkQueryLanguage } from './literals';
import type { GraphPlace, Places, Report, StatePlace } from './places';

const fields: Readonly<Record<GraphPlace['kind'], readonly string[]>> = {
  machine: ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'],
  branch: ['Comment', 'StartAt', 'States'],
  processor: ['Comment', 'ProcessorConfig', 'StartAt', 'States'],
};

/** The states' names, and that every graph can be walked from its start to an end and through all its states. */
export function checkGraphs(places: Places, report: Report): void {
  for (const place of places.graphs) checkGraph(place, places, report);
  checkNames(places.states, report);
}

function checkGraph(place: GraphPlace, places: Places, report: Report): void {
  const { graph, location } = place;
  const here = location || '/';
  for (const field of Object.keys(graph)) {
    if (!fields[place.kind].includes(field)) report('SCHEMA_VALIDATION_FAILED', `Field '${field}' is not supported`, here);
  }
  const missing = ['States', 'StartAt'].filter(field => !Object.hasOwn(graph, field));
  if (missing.length > 0) report('SCHEMA_VALIDATION_FAILED', `These fields are required: [${missing.join(', ')}]`, here);
  if (place.kind === 'machine') checkMachine(graph, report);
  if (!isMap(graph.States)) {
    if (graph.States !== undefined) report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [OBJECT]', `${location}/States`);
    return;
  }
  for (const [name, state] of Object.entries(graph.States)) {
    if (!isMap(state)) report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [OBJECT]', `${location}/States/${name}`);
  }
  checkWays(place, places, report);
}

function checkMachine(machine: JsonMap, report: Report): void {
  const seconds = machine.TimeoutSeconds;
  if (seconds !== undefined && !(Number.isInteger(seconds) && (seconds as number) >= 1 && (seconds as number) <= 99_999_999)) {
    report('SCHEMA_VALIDATION_FAILED', 'Expected an integer from 1 to 99999999', '/TimeoutSeconds');
  }
  if (machine.Version !== undefined && machine.Version !== '1.0') {
    report('SCHEMA_VALIDATION_FAILED', 'Value should be one of the following: [1.0]', '/Version');
  }
  checkQueryLanguage(machine.QueryLanguage, '/QueryLanguage', report);
}

/** Where a state goes, and where in it that stands. */
function* waysOut({ state, location }: StatePlace): Generator<{ target: Json; location: string; field: string }> {
  for (const field of ['Next', 'Default']) {
    const target = state[field];
    if (target !== undefined) yield { target, location: `${location}/${field}`, field };
  }
  for (const field of ['Choices', 'Catch']) {
    const entries = state[field];
    if (!Array.isArray(entries)) continue;
    for (const [i, entry] of (entries as Json[]).entries()) {
      if (isMap(entry) && entry.Next !== undefined) {
        yield { target: entry.Next as Json, location: `${location}/${field}[${i}]/Next`, field: 'Next' };
      }
    }
  }
}

function checkWays(place: GraphPlace, places: Places, report: Report): void {
  const states = new Map(places.states.filter(state => state.graph === place).map(state => [state.name, state]));
  const { StartAt: start } = place.graph;
  if (start !== undefined && !(typeof start === 'string' && states.has(start))) {
    report('MISSING_TRANSITION_TARGET', `Missing 'StartAt' target: ${String(start)}`, `${place.location}/StartAt`);
  }
  for (const state of states.values()) {
    for (const way of waysOut(state)) {
      if (!(typeof way.target === 'string' && states.has(way.target))) {
        report('MISSING_TRANSITION_TARGET', `Missing '${way.field}' target: ${String(way.target)}`, way.location);
      }
    }
  }
  const reached = reachable(states, start);
  for (const state of states.values()) {
    if (start !== undefined && !reached.has(state.name)) {
      report('MISSING_TRANSITION_TARGET', `State "${state.name}" is not reachable.`, state.location);
    }
  }
  const ends = (state: JsonMap): boolean => state.End === true || state.Type === 'Succeed' || state.Type === 'Fail';
  if (states.size > 0 && ![...states.values()].some(({ state }) => ends(state))) {
    report('MISSING_END_STATE', 'No terminal state found in machine', `${place.location}/States`);
  }
}

function reachable(states: ReadonlyMap<string, StatePlace>, start: Json | undefined): ReadonlySet<string> {
  const reached = new Set<string>();
  const pending = [start];
  while (pending.length > 0) {
    const name = pending.pop();
    const state = typeof name === 'string' && !reached.has(name) ? states.get(name) : undefined;
    if (!state) continue;
    reached.add(state.name);
    for (const way of waysOut(state)) pending.push(way.target);
  }
  return reached;
}

/** Names are unique in the whole definition, nested graphs included. */
function checkNames(states: readonly StatePlace[], report: Report): void {
  const seen = new Set<string>();
  for (const { name, location } of states) {
    if (name === '' || name.length > limits.name) {
      report('INVALID_STATE_NAME', `The name of a state must have 1 to ${limits.name} characters: ${name}`, location);
    }
    if (seen.has(name)) report('DUPLICATE_STATE_NAME', `Duplicate State name: ${name}`, location);
    seen.add(name);
  }
}
