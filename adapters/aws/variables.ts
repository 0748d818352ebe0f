import type { Block, CatchEntry, ForStep, Step, Workflow } from '../../src/adapter';
import { blocksOf, boundBy, stepsIn } from '../../src/language/visit';
import { reservedVariables } from './expressions/names';
import type { Plan } from './plan';

/**
 * The variables of a machine: the user's names wherever possible. AWS lets no inner machine assign a name that an outer
 * one assigns, and a variable named like one of JSONata's functions would hide it.
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export interface Variables {
  /** The variable of a step or of one that `set` assigns. */
  of(name: string): string;
  /** The variables of the names that a `for` binds. */
  boundBy(step: ForStep): ReadonlyMap<string, string>;
  caughtBy(entry: CatchEntry): string;
  /** A variable of the lowering's own: `poll_rounds`. */
  own(step: string, use: string): string;
}

interface Machine {
  readonly parent?: Machine;
}

export function variablesOf(workflow: Workflow, plan: Plan): Variables {
  const taken = new Set<string>(reservedVariables);
  const users = new Map<string, string>();
  const names = new Set<string>();
  for (const step of stepsIn(workflow.body)) {
    names.add(step.name);
    if (step.kind === 'set') for (const { name } of step.assignments) names.add(name);
  }
  for (const name of names) if (!taken.has(name) && !name.startsWith('_')) users.set(name, name);
  for (const name of users.keys()) taken.add(name);
  for (const name of names) if (!users.has(name)) users.set(name, fresh(withLetter(name), taken));
  const bindings = bind(workflow, plan, taken);
  const own = new Map<string, string>();
  return {
    of: name => users.get(name) ?? name,
    boundBy: step => bindings.loops.get(step) ?? new Map(),
    caughtBy: entry => bindings.entries.get(entry) ?? entry.as,
    own: (step, use) => {
      const name = withLetter(`${step}_${use}`);
      const known = own.get(name) ?? fresh(name, taken, bindings.used);
      own.set(name, known);
      return known;
    },
  };
}

/** AWS's names begin with a letter. */
const withLetter = (name: string): string => (name.startsWith('_') ? `v${name}` : name);

function fresh(name: string, taken: Set<string>, also: ReadonlySet<string> = new Set()): string {
  let candidate = name;
  while (taken.has(candidate) || also.has(candidate)) candidate += '_';
  taken.add(candidate);
  return candidate;
}

interface Bindings {
  readonly loops: ReadonlyMap<ForStep, ReadonlyMap<string, string>>;
  readonly entries: ReadonlyMap<CatchEntry, string>;
  readonly used: ReadonlySet<string>;
}

/** Bound names: the same variable may serve twice in one machine and in machines side by side, not within each other. */
function bind(workflow: Workflow, plan: Plan, taken: ReadonlySet<string>): Bindings {
  const loops = new Map<ForStep, ReadonlyMap<string, string>>();
  const entries = new Map<CatchEntry, string>();
  const uses = new Map<string, Machine[]>();
  const choose = (name: string, machine: Machine, around: readonly string[]): string => {
    const isFree = (candidate: string): boolean =>
      !taken.has(candidate) &&
      !around.includes(candidate) &&
      (uses.get(candidate) ?? []).every(other => other === machine || !(isWithin(other, machine) || isWithin(machine, other)));
    const base = withLetter(reservedVariables.has(name) ? `${name}_` : name);
    let candidate = base;
    for (let n = 2; !isFree(candidate); n++) candidate = `${base.replace(/_$/, '')}_${n}`;
    uses.set(candidate, [...(uses.get(candidate) ?? []), machine]);
    return candidate;
  };
  const visit = (block: Block, machine: Machine, around: readonly string[]): void => {
    for (const step of block.steps) {
      const bound = step.kind === 'for' ? bindLoop(step, machine, around) : [];
      for (const entry of step.catch) entries.set(entry, choose(entry.as, machine, around));
      for (const { block: inner, role } of blocksOf(step)) {
        if (role === 'catch') {
          const entry = step.catch.find(({ body }) => body === inner) as CatchEntry;
          visit(inner, machine, [...around, entries.get(entry) as string]);
        } else {
          visit(inner, opensMachine(step, plan) ? { parent: machine } : machine, [...around, ...bound]);
        }
      }
    }
  };
  const bindLoop = (step: ForStep, machine: Machine, around: readonly string[]): string[] => {
    const inner: Machine = opensMachine(step, plan) ? { parent: machine } : machine;
    const names = new Map<string, string>();
    for (const name of boundBy(step)) names.set(name, choose(name, inner, [...around, ...names.values()]));
    loops.set(step, names);
    return [...names.values()];
  };
  visit(workflow.body, {}, []);
  return { loops, entries, used: new Set(uses.keys()) };
}

function opensMachine(step: Step, plan: Plan): boolean {
  return step.kind === 'parallel' || (step.kind === 'for' && plan.loops.get(step) === 'map');
}

function isWithin(inner: Machine, outer: Machine): boolean {
  for (let machine: Machine | undefined = inner; machine; machine = machine.parent) if (machine === outer) return true;
  return false;
}
