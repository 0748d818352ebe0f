import type { Block, CatchEntry, Expression, ForStep, Program, Step, Workflow } from '../../src/adapter';
import { blocksOf, boundBy, expressionsOf, stepsIn, variablesIn, variablesReadIn } from '../../src/language/visit';

/**
 * How a `for` is said: as one expression, when its body calls nothing; as a Map state, which collects the values and
 * costs no state for each round; or as a loop of states, where rounds see what others left.
 */
export type ForPlan = 'projection' | 'map' | 'loop';

export interface Plan {
  readonly loops: ReadonlyMap<ForStep, ForPlan>;
}

export function planOf(workflow: Workflow): Plan {
  const loops = new Map<ForStep, ForPlan>();
  for (const step of stepsIn(workflow.body)) if (step.kind === 'for') loops.set(step, planLoop(step, workflow));
  return { loops };
}

function planLoop(step: ForStep, workflow: Workflow): ForPlan {
  if (step.body.steps.length === 0 && !step.until) return 'projection';
  if (step.concurrency !== undefined) return 'map';
  return !step.until && keepsToItself(step, workflow) ? 'map' : 'loop';
}

/**
 * Whether the rounds of a sequential loop have nothing to do with each other and leave nothing: then each may have its
 * variables to itself, as an iteration of a Map has.
 */
function keepsToItself(step: ForStep, workflow: Workflow): boolean {
  const inside = [...stepsIn(step.body)];
  if (inside.some(({ kind }) => kind === 'return')) return false;
  const names = assignedIn(step.body);
  if ([...readOutside(workflow.body, step)].some(name => names.has(name))) return false;
  if ([...assignedOutside(workflow.body, step)].some(name => names.has(name))) return false;
  return !readsUnassigned(step.body, names, new Set()).found;
}

/**
 * The names that a block assigns in its own scope: steps' and variables, those of concurrent blocks in it left out. With
 * `except`: what anything but that loop's rounds assigns, in whatever scope, since the loop may stand in a branch.
 */
function assignedIn(block: Block, except?: Step): Set<string> {
  const names = new Set<string>();
  for (const step of block.steps) {
    names.add(step.name);
    if (step.kind === 'set') for (const { name } of step.assignments) names.add(name);
    for (const nested of blocksOf(step)) {
      if ((nested.role === 'concurrent' && !except) || (step === except && nested.role === 'round')) continue;
      for (const name of assignedIn(nested.block, except)) names.add(name);
    }
  }
  return names;
}

const assignedOutside = (block: Block, except: ForStep): Set<string> => assignedIn(block, except);

/** What a step's own expressions read; asked for each loop anew, and found once. */
const reads = new WeakMap<Step, readonly string[]>();

function readsOf(step: Step): readonly string[] {
  const known = reads.get(step) ?? expressionsOf(step).flatMap(({ expression }) => [...variablesIn(expression)]);
  reads.set(step, known);
  return known;
}

function readOutside(block: Block, except: ForStep): Set<string> {
  const names = new Set(block.output ? variablesIn(block.output) : []);
  for (const step of block.steps) {
    for (const name of readsOf(step)) names.add(name);
    for (const nested of blocksOf(step)) {
      if (nested.block !== except.body) for (const name of readOutside(nested.block, except)) names.add(name);
    }
  }
  return names;
}

interface Reads {
  /** Whether one of the names may be read before it is assigned. */
  found: boolean;
  /** What is assigned in any case when the block is done. */
  readonly assigned: ReadonlySet<string>;
}

function readsUnassigned(block: Block, names: ReadonlySet<string>, before: ReadonlySet<string>): Reads {
  let assigned = before;
  let found = false;
  const read = (expression: Expression | undefined, bound: readonly string[] = []): void => {
    if (!expression) return;
    for (const name of variablesIn(expression)) found ||= names.has(name) && !assigned.has(name) && !bound.includes(name);
  };
  for (const step of block.steps) {
    for (const { expression, bound } of expressionsOf(step)) if (!isAfterBody(step, expression)) read(expression, bound);
    const body = afterBody(step, names, assigned);
    found ||= body.found;
    const entries = step.catch.map((entry: CatchEntry) => readsUnassigned(entry.body, names, assigned));
    found ||= entries.some(entry => entry.found);
    const ways = [body.assigned, ...entries.map(entry => entry.assigned), ...(step.if ? [assigned] : [])];
    assigned = new Set([...intersection(ways), step.name]);
  }
  read(block.output);
  return { found, assigned };
}

/** `until` is asked behind the body, and sees what that assigned. */
const isAfterBody = (step: Step, expression: Expression): boolean =>
  (step.kind === 'loop' && step.mode === 'until' && expression === step.condition) ||
  (step.kind === 'for' && expression === step.until);

function afterBody(step: Step, names: ReadonlySet<string>, before: ReadonlySet<string>): Reads {
  switch (step.kind) {
    case 'set':
      return { found: false, assigned: new Set([...before, ...step.assignments.map(({ name }) => name)]) };
    case 'do':
      return readsUnassigned(step.body, names, before);
    case 'switch': {
      const blocks = [...step.cases.map(entry => entry.body), ...(step.otherwise ? [step.otherwise] : [])];
      const ways = blocks.map(block => readsUnassigned(block, names, before));
      const assigned = intersection([...ways.map(way => way.assigned), ...(step.otherwise ? [] : [before])]);
      return { found: ways.some(way => way.found), assigned };
    }
    case 'loop':
    case 'for': {
      const body = readsUnassigned(step.body, names, before);
      const asked = step.kind === 'loop' ? step.condition : step.until;
      const bound = step.kind === 'for' ? boundBy(step) : [];
      const unassigned = asked
        ? [...variablesIn(asked)].some(name => names.has(name) && !body.assigned.has(name) && !bound.includes(name))
        : false;
      return {
        found: body.found || unassigned,
        assigned: step.kind === 'loop' && step.mode === 'until' ? body.assigned : before,
      };
    }
    case 'parallel':
      return { found: step.branches.some(({ body }) => readsUnassigned(body, names, before).found), assigned: before };
    default:
      return { found: false, assigned: before };
  }
}

function intersection(sets: readonly ReadonlySet<string>[]): Set<string> {
  const [first = new Set<string>(), ...rest] = sets;
  return new Set([...first].filter(name => rest.every(set => set.has(name))));
}

/** Whether a block, or a workflow that it runs, makes requests: their failures come under AWS's own names. */
export function makesRequests(block: Block, program: Program): boolean {
  return stepsIn(block).some(step => {
    if (step.kind === 'http') return true;
    const child = step.kind === 'run' ? program.workflows.find(({ name }) => name === step.workflow) : undefined;
    return child !== undefined && makesRequests(child.body, program);
  });
}

/** The names read in a block, for what isn't worth saying when nobody asks. */
export const isReadIn = (name: string, block: Block): boolean => variablesReadIn(block).has(name);
