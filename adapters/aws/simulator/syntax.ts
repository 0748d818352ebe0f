/**
 * What an expression's syntax tree says without evaluating it: which variables it reads, which functions it calls,
 * which parts of `$states` it uses, what it reads from a context item that the service doesn't give it, and how deep it nests.
 */
export interface Syntax {
  /** Variables that aren't bound inside the expression, `states` among them. */
  readonly variables: ReadonlySet<string>;
  /** Of those, the ones that are called. */
  readonly called: ReadonlySet<string>;
  /** The second step of every `$states.<name>`; `*` where it isn't a plain name. */
  readonly states: ReadonlySet<string>;
  /** The third step of every `$states.context.<name>`, likewise. */
  readonly context: ReadonlySet<string>;
  /** Names, `$`, `*`, `**` and `%` that read the missing context item, in the order of the text. */
  readonly references: readonly string[];
  /** Whether `$$` occurs. */
  readonly root: boolean;
  /** Levels of nesting, as the library's `evaluate` counts them; 1 for a literal. */
  readonly depth: number;
  /** Whether it binds a function to a variable, so that it may call itself. */
  readonly bindsFunctions: boolean;
}

/** A node of the library's syntax tree, as far as it is read here. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly [field: string]: unknown;
}

interface Findings {
  readonly variables: Set<string>;
  readonly called: Set<string>;
  readonly states: Set<string>;
  readonly context: Set<string>;
  readonly references: string[];
  root: boolean;
  bindsFunctions: boolean;
}

/** Names bound around a node; a block or a function body adds to a copy. */
type Bound = Set<string>;

export function analyze(ast: unknown): Syntax {
  const findings: Findings = {
    variables: new Set(),
    called: new Set(),
    states: new Set(),
    context: new Set(),
    references: [],
    root: false,
    bindsFunctions: false,
  };
  const depth = visit(ast as Node, true, new Set(), findings);
  return { ...findings, depth };
}

/** Returns the depth of the node. `top`: whether its context item is that of the whole expression, which doesn't exist. */
function visit(node: Node, top: boolean, bound: Bound, found: Findings): number {
  const inner = Math.max(visitOwn(node, top, bound, found), visitAttached(node, bound, found));
  return inner + 1;
}

function visitOwn(node: Node, top: boolean, bound: Bound, found: Findings): number {
  const same = (child: unknown): number => visit(child as Node, top, bound, found);
  const all = (children: unknown): number => deepest((children as readonly Node[]) ?? [], same);
  switch (node.type) {
    case 'path':
      return visitPath(node, top, bound, found);
    case 'name':
      if (top) note(found.references, String(node.value));
      return 0;
    case 'wildcard':
    case 'descendant':
      if (top) note(found.references, node.type === 'wildcard' ? '*' : '**');
      return 0;
    case 'parent':
      // It may climb to anything.
      noteAllStates(found);
      if (top) note(found.references, '%');
      return 0;
    case 'variable':
      noteVariable(node, top, bound, found);
      return 0;
    case 'binary':
      return Math.max(same(node.lhs), same(node.rhs));
    case 'unary':
      if (node.value === '[') return all(node.expressions);
      if (node.value === '{') return visitPairs(node.lhs, top, bound, found);
      return same(node.expression);
    case 'condition':
      return Math.max(same(node.condition), same(node.then), node.else ? same(node.else) : 0);
    case 'block': {
      const scope = new Set(bound);
      return deepest(node.expressions as readonly Node[], child => visit(child, top, scope, found));
    }
    case 'bind': {
      const name = String((node.lhs as Node).value);
      // A function sees its own name, so that it can call itself; anything else still reads what stood there before.
      if ((node.rhs as Node).type === 'lambda') {
        found.bindsFunctions = true;
        bound.add(name);
      }
      const depth = same(node.rhs);
      bound.add(name);
      return depth;
    }
    case 'function':
    case 'partial': {
      const procedure = node.procedure as Node;
      if (procedure.type === 'variable' && !bound.has(String(procedure.value))) found.called.add(String(procedure.value));
      return Math.max(same(procedure), all(node.arguments));
    }
    case 'lambda': {
      const scope = new Set(bound);
      for (const parameter of (node.arguments as readonly Node[]) ?? []) scope.add(String(parameter.value));
      return visit(node.body as Node, top, scope, found);
    }
    case 'apply':
      return Math.max(same(node.lhs), same(node.rhs));
    case 'sort':
      return deepest(node.terms as readonly Node[], term => visit(term.expression as Node, false, bound, found));
    case 'transform':
      return deepest([node.pattern, node.update, node.delete].filter(Boolean) as Node[], part =>
        visit(part, false, bound, found),
      );
    default:
      return 0;
  }
}

/** Only a path's first step sees the context of the path; the others see what the step before them gives. */
function visitPath(node: Node, top: boolean, bound: Bound, found: Findings): number {
  const steps = node.steps as readonly Node[];
  const member = memberOfStates(steps, bound);
  if (member !== undefined) {
    found.variables.add('states');
    found.states.add(member);
    if (member === 'context') found.context.add(plainName(steps[1], steps[2]));
  }
  return deepest(steps, (step, index) => {
    if (index === 0 && member !== undefined) return 1 + visitAttached(step, bound, found);
    return visit(step, top && index === 0, bound, found);
  });
}

/** Predicates, sort stages and groupings hang on a node and see the node's own result. */
function visitAttached(node: Node, bound: Bound, found: Findings): number {
  for (const field of ['focus', 'index']) if (typeof node[field] === 'string') bound.add(node[field]);
  const filters = [node.predicate, node.stages].flatMap(stages => (Array.isArray(stages) ? (stages as Node[]) : []));
  const group = node.group as Node | undefined;
  return Math.max(
    deepest(filters, filter => {
      if (filter.type === 'index') bound.add(String(filter.value));
      return filter.expr ? visit(filter.expr as Node, false, bound, found) : 0;
    }),
    group ? visitPairs(group.lhs, false, bound, found) : 0,
  );
}

function visitPairs(pairs: unknown, top: boolean, bound: Bound, found: Findings): number {
  return deepest((pairs as readonly (readonly Node[])[]).flat(), part => visit(part, top, bound, found));
}

function noteVariable(node: Node, top: boolean, bound: Bound, found: Findings): void {
  const name = String(node.value);
  if (name === '') {
    if (top) note(found.references, '$');
  } else if (name === '$') found.root = true;
  else if (!bound.has(name)) {
    found.variables.add(name);
    if (name === 'states') noteAllStates(found);
  }
}

function noteAllStates(found: Findings): void {
  found.states.add('*');
  found.context.add('*');
}

/** `input` of `$states.input.total`; `*` where what follows `$states` isn't a plain name; undefined for any other path. */
function memberOfStates(steps: readonly Node[], bound: Bound): string | undefined {
  const [first, second] = steps;
  if (first?.type !== 'variable' || first.value !== 'states' || bound.has('states')) return undefined;
  return plainName(first, second);
}

/** The name of a step; `*` where it isn't a plain name or something hangs on the step before it. */
function plainName(before: Node | undefined, step: Node | undefined): string {
  const plain = step && (step.type === 'name' || step.type === 'string') && !before?.predicate && !before?.stages;
  return plain ? String(step.value) : '*';
}

function note(references: string[], name: string): void {
  if (!references.includes(name)) references.push(name);
}

function deepest<T>(items: readonly T[], depth: (item: T, index: number) => number): number {
  let most = 0;
  items.forEach((item, index) => (most = Math.max(most, depth(item, index))));
  return most;
}
