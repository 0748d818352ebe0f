import type { Block, CatchEntry, Expression, Step, Workflow } from '../../src/adapter';
import { type Scope, scopesOf, walkScopes } from '../../src/language/scopes';
import { boundBy, expressionsIn, expressionsOf, walkExpression } from '../../src/language/visit';

/**
 * What can be known about variables before a workflow runs. Google raises an error for a variable that nothing has assigned,
 * and forgets the ones that were born in a `for` or an `except`; in the language every variable is null until it is assigned.
 */
export interface Flow {
  /** Names that must be assigned null at the start of a scope, by the scope's block. */
  readonly unassigned: ReadonlyMap<Block, readonly string[]>;
  /** Readings (nodes of kind `variable`) of a name that is certainly assigned by then, and not to the null of a skipped step. */
  readonly certain: ReadonlySet<Expression>;
  /** The readings of each name that some expression reads, bound ones among them. */
  readonly read: ReadonlyMap<string, readonly Expression[]>;
}

/** Names assigned on every way to a point. Undefined where no way leads. */
type Assigned = ReadonlySet<string> | undefined;

interface Walk {
  readonly scope: Scope;
  readonly bound: ReadonlySet<string>;
}

/** Readings of a name alone, not of a member of what it holds. */
export function wholeReadings(name: string, body: Block): number {
  let count = 0;
  for (const expression of expressionsIn(body)) {
    const nodes = [...walkExpression(expression)];
    const objects = new Set(nodes.flatMap(node => (node.kind === 'member' ? [node.object] : [])));
    count += nodes.filter(node => node.kind === 'variable' && node.name === name && !objects.has(node)).length;
  }
  return count;
}

export function flowOf(workflow: Workflow): Flow {
  const root = scopesOf(workflow);
  const scopes = new Map([...walkScopes(root)].map(scope => [scope.block, scope]));
  const unassigned = new Map<Block, Set<string>>();
  const certain = new Set<Expression>();

  const read = (expression: Expression | undefined, assigned: Assigned, walk: Walk, bound: readonly string[] = []): void => {
    if (!expression || !assigned) return;
    for (const node of walkExpression(expression)) {
      if (node.kind !== 'variable' || node.name === 'input' || walk.bound.has(node.name) || bound.includes(node.name)) continue;
      if (assigned.has(node.name)) certain.add(node);
      else {
        const owner = ownerOf(node.name, walk.scope);
        if (owner) unassigned.set(owner.block, (unassigned.get(owner.block) ?? new Set()).add(node.name));
      }
    }
  };

  const block = ({ steps, output }: Block, before: Assigned, walk: Walk): Assigned => {
    let assigned = before;
    for (const step of steps) assigned = walkStep(step, assigned, walk);
    read(output, assigned, walk);
    return assigned;
  };

  const walkStep = (step: Step, before: Assigned, walk: Walk): Assigned => {
    read(step.if, before, walk);
    let after = walkKind(step, before, walk);
    for (const entry of step.catch) {
      // What an `except` assigns first is forgotten behind it, and what the body had assigned by then isn't known.
      const caught = leavesOut(block(entry.body, before, inEntry(entry, walk)), before);
      after = meet(after, caught);
    }
    return step.if ? meet(after, before) : after;
  };

  const walkKind = (step: Step, before: Assigned, walk: Walk): Assigned => {
    for (const { expression, bound } of expressionsOf(step)) {
      if (expression !== step.if && expression !== askedAfter(step)) read(expression, before, walk, bound);
    }
    switch (step.kind) {
      case 'call':
      case 'http':
      case 'run':
        return plus(before, step.name);
      case 'set':
        return step.assignments.reduce<Assigned>((assigned, { name }) => plus(assigned, name), before);
      case 'do':
        return valued(block(step.body, before, walk), step, step.body);
      case 'switch': {
        const bodies = [...step.cases.map(({ body }) => body), ...(step.otherwise ? [step.otherwise] : [])];
        const ends = bodies.map(body => valued(block(body, before, walk), step, body));
        return [...ends, ...(step.otherwise ? [] : [before])].reduce(meet);
      }
      case 'for': {
        const scope = scopes.get(step.body);
        const inside = { scope: scope ?? walk.scope, bound: new Set([...walk.bound, ...boundBy(step)]) };
        read(step.until, block(step.body, before, inside), inside);
        return step.body.output || step.settle ? plus(before, step.name) : before;
      }
      case 'loop': {
        if (step.mode === 'while') {
          block(step.body, before, walk);
          return before;
        }
        const after = block(step.body, before, walk);
        read(step.condition, after, walk);
        return valued(after, step, step.body);
      }
      case 'parallel':
        for (const branch of step.branches) block(branch.body, before, { ...walk, scope: scopes.get(branch.body) ?? walk.scope });
        return plus(before, step.name);
      case 'raise':
      case 'return':
        return undefined;
      case 'wait':
        return before;
    }
  };

  block(workflow.body, new Set(), { scope: root, bound: new Set() });
  return {
    unassigned: new Map([...unassigned].map(([at, names]) => [at, [...names]])),
    certain,
    read: readings(workflow.body),
  };
}

/** The condition that a round's assignments come before. */
function askedAfter(step: Step): Expression | undefined {
  if (step.kind === 'for') return step.until;
  return step.kind === 'loop' && step.mode === 'until' ? step.condition : undefined;
}

function inEntry(entry: CatchEntry, walk: Walk): Walk {
  return { ...walk, bound: new Set([...walk.bound, entry.as]) };
}

function plus(assigned: Assigned, name: string): Assigned {
  return assigned && new Set([...assigned, name]);
}

/** A block gives its step a value only when it has an `output`; else the step's variable stays what it was. */
function valued(assigned: Assigned, step: Step, { output }: Block): Assigned {
  return output ? plus(assigned, step.name) : assigned;
}

function meet(a: Assigned, b: Assigned): Assigned {
  return a && b ? new Set([...a].filter(name => b.has(name))) : (a ?? b);
}

/** The state behind a block whose own names are forgotten. */
function leavesOut(inside: Assigned, before: Assigned): Assigned {
  return inside && before;
}

function ownerOf(name: string, from: Scope): Scope | undefined {
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) if (scope.names.has(name)) return scope;
  return undefined;
}

function readings(body: Block): ReadonlyMap<string, readonly Expression[]> {
  const read = new Map<string, Expression[]>();
  for (const expression of expressionsIn(body)) {
    for (const node of walkExpression(expression)) {
      if (node.kind === 'variable') read.set(node.name, [...(read.get(node.name) ?? []), node]);
    }
  }
  return read;
}
