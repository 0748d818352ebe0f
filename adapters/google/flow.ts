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
  /** The keys by which each name's members are read, and how often it is read as a whole. */
  readonly uses: ReadonlyMap<string, Uses>;
}

export interface Uses {
  readonly keys: ReadonlySet<string>;
  readonly whole: number;
}

/**
 * Names that are assigned on every way to a point, in layers: what is assigned on one way of several lies in a layer of its own until
 * the ways meet again.
 */
interface Layer {
  readonly own: Set<string>;
  readonly below?: Layer;
}

const layerOn = (below: Layer): Layer => ({ own: new Set(), below });

function isAssigned(name: string, top: Layer): boolean {
  for (let layer: Layer | undefined = top; layer; layer = layer.below) if (layer.own.has(name)) return true;
  return false;
}

/** Takes over what all the ways that lead on have assigned; false when none leads on. */
function join(ways: readonly (ReadonlySet<string> | undefined)[], into: Layer): boolean {
  const [first, ...others] = ways.filter(way => way !== undefined);
  if (!first) return false;
  for (const name of first) if (others.every(way => way.has(name))) into.own.add(name);
  return true;
}

const nothing: ReadonlySet<string> = new Set();

interface Walk {
  readonly scope: Scope;
  readonly bound: ReadonlySet<string>;
}

export function flowOf(workflow: Workflow): Flow {
  const root = scopesOf(workflow);
  const scopes = new Map([...walkScopes(root)].map(scope => [scope.block, scope]));
  const unassigned = new Map<Block, Set<string>>();
  const certain = new Set<Expression>();

  const read = (expression: Expression | undefined, layer: Layer, walk: Walk, bound: readonly string[] = []): void => {
    if (!expression) return;
    for (const node of walkExpression(expression)) {
      if (node.kind !== 'variable' || node.name === 'input' || walk.bound.has(node.name) || bound.includes(node.name)) continue;
      if (isAssigned(node.name, layer)) certain.add(node);
      else {
        const owner = ownerOf(node.name, walk.scope);
        if (owner) unassigned.set(owner.block, (unassigned.get(owner.block) ?? new Set()).add(node.name));
      }
    }
  };

  /** Adds what a block assigns to the layer; false when the flow never comes to its end. */
  const block = ({ steps, output }: Block, layer: Layer, walk: Walk): boolean => {
    for (const step of steps) if (!walkStep(step, layer, walk)) return false;
    read(output, layer, walk);
    return true;
  };

  const walkStep = (step: Step, layer: Layer, walk: Walk): boolean => {
    read(step.if, layer, walk);
    if (!step.if && step.catch.length === 0) return walkKind(step, layer, walk);
    const inner = layerOn(layer);
    const ways = [walkKind(step, inner, walk) ? inner.own : undefined];
    // What an `except` assigns first is forgotten behind it, and what the body had assigned by then isn't known.
    for (const entry of step.catch) ways.push(block(entry.body, layerOn(layer), inEntry(entry, walk)) ? new Set() : undefined);
    return join(step.if ? [...ways, nothing] : ways, layer);
  };

  const walkKind = (step: Step, layer: Layer, walk: Walk): boolean => {
    for (const { expression, bound } of expressionsOf(step)) {
      if (expression !== step.if && expression !== askedAfter(step)) read(expression, layer, walk, bound);
    }
    switch (step.kind) {
      case 'call':
      case 'http':
      case 'run':
        layer.own.add(step.name);
        return true;
      case 'set':
        for (const { name } of step.assignments) layer.own.add(name);
        return true;
      case 'do':
        return valued(step, step.body, layer, block(step.body, layer, walk));
      case 'switch': {
        const bodies = [...step.cases.map(({ body }) => body), ...(step.otherwise ? [step.otherwise] : [])];
        const ways = bodies.map(body => {
          const inner = layerOn(layer);
          return valued(step, body, inner, block(body, inner, walk)) ? inner.own : undefined;
        });
        return join(step.otherwise ? ways : [...ways, nothing], layer);
      }
      case 'for': {
        const inside = { scope: scopes.get(step.body) ?? walk.scope, bound: new Set([...walk.bound, ...boundBy(step)]) };
        const round = layerOn(layer);
        block(step.body, round, inside);
        read(step.until, round, inside);
        if (step.body.output || step.settle) layer.own.add(step.name);
        return true;
      }
      case 'loop': {
        if (step.mode === 'while') {
          block(step.body, layerOn(layer), walk);
          return true;
        }
        if (!block(step.body, layer, walk)) return false;
        read(step.condition, layer, walk);
        return valued(step, step.body, layer, true);
      }
      case 'parallel':
        for (const { body } of step.branches) block(body, layerOn(layer), { ...walk, scope: scopes.get(body) ?? walk.scope });
        layer.own.add(step.name);
        return true;
      case 'raise':
      case 'return':
        return false;
      case 'wait':
        return true;
    }
  };

  block(workflow.body, { own: new Set() }, { scope: root, bound: new Set() });
  return {
    unassigned: new Map([...unassigned].map(([at, names]) => [at, [...names]])),
    certain,
    read: readings(workflow.body),
    uses: usesIn(workflow.body),
  };
}

/** A block gives its step a value only when it has an `output`; else the step's variable stays what it was. */
function valued(step: Step, { output }: Block, layer: Layer, leadsOn: boolean): boolean {
  if (leadsOn && output) layer.own.add(step.name);
  return leadsOn;
}

/** The condition that a round's assignments come before. */
function askedAfter(step: Step): Expression | undefined {
  if (step.kind === 'for') return step.until;
  return step.kind === 'loop' && step.mode === 'until' ? step.condition : undefined;
}

function inEntry(entry: CatchEntry, walk: Walk): Walk {
  return { ...walk, bound: new Set([...walk.bound, entry.as]) };
}

function ownerOf(name: string, from: Scope): Scope | undefined {
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) if (scope.names.has(name)) return scope;
  return undefined;
}

function readings(body: Block): ReadonlyMap<string, readonly Expression[]> {
  const read = new Map<string, Expression[]>();
  for (const expression of expressionsIn(body)) {
    for (const node of walkExpression(expression)) {
      if (node.kind === 'variable') {
        const known = read.get(node.name);
        if (known) known.push(node);
        else read.set(node.name, [node]);
      }
    }
  }
  return read;
}

function usesIn(body: Block): ReadonlyMap<string, Uses> {
  const uses = new Map<string, { keys: Set<string>; whole: number }>();
  const of = (name: string): { keys: Set<string>; whole: number } => {
    const known = uses.get(name) ?? { keys: new Set<string>(), whole: 0 };
    uses.set(name, known);
    return known;
  };
  for (const expression of expressionsIn(body)) {
    const nodes = walkExpression(expression);
    const objects = new Set(nodes.flatMap(node => (node.kind === 'member' ? [node.object] : [])));
    for (const node of nodes) {
      if (node.kind === 'member' && node.object.kind === 'variable') of(node.object.name).keys.add(node.key);
      if (node.kind === 'variable' && !objects.has(node)) of(node.name).whole++;
    }
  }
  return uses;
}
