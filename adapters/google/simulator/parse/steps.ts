import { limits } from '../limits';
import type { Problems } from '../problem';
import type { Place, Step, StepList } from './ast';
import { readBody, type NestedReaders } from './bodies';
import type { Entry, Node } from './document';
import { readNext, singleEntry } from './fields';

/** What a step may have, beside `next`, by the key that makes it what it is. */
const companions: Readonly<Record<string, readonly string[]>> = {
  assign: [],
  call: ['args', 'result'],
  switch: [],
  for: [],
  parallel: [],
  raise: [],
  try: ['retry', 'except'],
  return: [],
  steps: [],
};

/** Reads `[ {name: step}, ... ]`. */
export function readStepList(node: Node, problems: Problems): StepList {
  if (node.kind !== 'list' || node.items.length === 0) {
    problems.add(node, 'a list of steps with at least one step is expected');
    return { steps: [], indexes: new Map() };
  }
  if (node.items.length > limits.stepsInList) problems.add(node, `more than ${limits.stepsInList} steps in a list`);
  const steps: Step[] = [];
  for (const item of node.items) {
    const entry = singleEntry(item, problems, 'a step is a map with one key, its name');
    if (entry) steps.push(readNamedStep(entry, problems));
  }
  return listOf(steps);
}

function listOf(steps: readonly Step[]): StepList {
  return { steps, indexes: new Map(steps.map((step, index) => [step.name, index])) };
}

function readNamedStep(entry: Entry, problems: Problems): Step {
  const outer = problems.step;
  problems.step = entry.key;
  // A jump to a step of these names couldn't be told from the words; the cheat sheet says to avoid them.
  if (['end', 'break', 'continue', ''].includes(entry.key)) problems.add(entry, `'${entry.key}' is no name for a step`);
  const step = readStep(entry.value, entry.key, entry, false, problems);
  problems.step = outer;
  return step;
}

/** Reads a step's body: a named step's, or (inline) that of a switch's arm or a `try`. */
function readStep(node: Node, name: string, place: Place, inline: boolean, problems: Problems): Step {
  const base = { name, inline, place: { line: place.line, column: place.column } };
  const nothing = { ...base, kind: 'jump' as const, next: undefined };
  if (node.kind !== 'map') {
    problems.add(node, 'a step must be a map');
    return nothing;
  }
  const fields = new Map(node.entries.map(entry => [entry.key, entry]));
  const kinds = [...fields.keys()].filter(key => Object.hasOwn(companions, key));
  const kind = kinds[0];
  const next = readNext(fields.get('next'), problems);
  for (const entry of node.entries) refuseStray(entry, kind, problems);
  // One step does one thing: the schema lets several stand together, but no page says what they would do.
  if (kinds.length > 1) problems.add(node, `a step can't have ${kinds.map(key => `'${key}'`).join(' and ')} together`);
  if (kind === undefined) {
    if (!next) problems.add(node, 'the step does nothing');
    return { ...nothing, next };
  }
  // `return` with a `next` that is never followed occurs in Google's demos; after `raise` it occurs nowhere.
  if (next && kind === 'raise') problems.add(next.place, `'next' can't follow 'raise'`);
  return readBody(kind, fields, { ...base, next }, nested, problems) ?? nothing;
}

function refuseStray(entry: Entry, kind: string | undefined, problems: Problems): void {
  if (entry.key === 'next' || Object.hasOwn(companions, entry.key)) return;
  if (kind !== undefined && companions[kind]?.includes(entry.key)) return;
  problems.add(entry, `unexpected entry '${entry.key}'`);
}

/** How the readers of single steps read the steps inside them. */
const nested: NestedReaders = {
  list: readStepList,
  inline: (node, name, problems) => readStep(node, name, node, true, problems),
  single: step => listOf([step]),
};
