import type { Expression } from './expressions/ast';
import type { Block, Step } from './ir';

/** An expression's operands, in the order they are evaluated. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
    case 'workflow':
      return [];
    case 'member':
      return [expression.object];
    case 'index':
      return [expression.object, expression.index];
    case 'unary':
      return [expression.operand];
    case 'binary':
    case 'logical':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.test, expression.then, expression.otherwise];
    case 'list':
      return expression.items;
    case 'map':
      return expression.entries.map(entry => entry.value);
    case 'text':
      return expression.parts;
    case 'call':
      return expression.args;
  }
}

/** The expression and everything in it, outermost first. */
export function walkExpression(expression: Expression): readonly Expression[] {
  const nodes: Expression[] = [];
  // Lists, not generators: a program of 10,000 steps is walked many times, and yields through many levels cost more than the nodes.
  const visit = (node: Expression): void => {
    nodes.push(node);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(expression);
  return nodes;
}

/** The names an expression reads. */
export function variablesIn(expression: Expression): Set<string> {
  const names = new Set<string>();
  for (const node of walkExpression(expression)) if (node.kind === 'variable') names.add(node.name);
  return names;
}

/** A block right under a step, and what it is to the step. */
export interface Nested {
  readonly block: Block;
  /** `concurrent`: a branch or an iteration with a scope of its own. `catch`: runs after a failure. */
  readonly role: 'sequence' | 'case' | 'round' | 'concurrent' | 'catch';
  /** Names bound in the block alone. */
  readonly bound: readonly string[];
}

/** The blocks right under a step, catch entries last. */
export function blocksOf(step: Step): readonly Nested[] {
  return [...bodiesOf(step), ...step.catch.map(entry => ({ block: entry.body, role: 'catch' as const, bound: [entry.as] }))];
}

function bodiesOf(step: Step): readonly Nested[] {
  switch (step.kind) {
    case 'do':
      return [{ block: step.body, role: 'sequence', bound: [] }];
    case 'switch':
      return [...step.cases.map(entry => entry.body), ...(step.otherwise ? [step.otherwise] : [])].map(block => ({
        block,
        role: 'case',
        bound: [],
      }));
    case 'for':
      return [{ block: step.body, role: step.concurrency === undefined ? 'round' : 'concurrent', bound: boundBy(step) }];
    case 'loop':
      return [{ block: step.body, role: 'round', bound: [] }];
    case 'parallel':
      return step.branches.map(({ body }) => ({ block: body, role: 'concurrent', bound: [] }));
    default:
      return [];
  }
}

/** The names a `for` binds in its block. */
export function boundBy(step: { readonly each: string; readonly at?: string }): readonly string[] {
  return step.at === undefined ? [step.each] : [step.each, step.at];
}

/** Every step of a block, nested ones included, each before what it holds. */
export function stepsIn(block: Block): readonly Step[] {
  const steps: Step[] = [];
  const visit = ({ steps: own }: Block): void => {
    for (const step of own) {
      steps.push(step);
      for (const nested of blocksOf(step)) visit(nested.block);
    }
  };
  visit(block);
  return steps;
}

/** An expression right under a step, with the names its place binds; those of nested blocks are not among them. */
export interface Used {
  readonly expression: Expression;
  readonly role: 'condition' | 'value' | 'items' | 'duration' | 'text' | 'assignment';
  readonly bound: readonly string[];
}

/** A step's own expressions. */
export function expressionsOf(step: Step): readonly Used[] {
  const used: Used[] = [];
  const add = (role: Used['role'], expression: Expression | undefined, bound: readonly string[] = []): void => {
    if (expression) used.push({ expression, role, bound });
  };
  add('condition', step.if);
  switch (step.kind) {
    case 'call':
    case 'run':
      add('value', step.with);
      add('duration', step.timeout);
      break;
    case 'http':
      add('text', step.url);
      add('value', step.headers);
      add('value', step.query);
      add('value', step.body);
      add('duration', step.timeout);
      break;
    case 'set':
      for (const { value } of step.assignments) add('assignment', value);
      break;
    case 'switch':
      for (const { when } of step.cases) add('condition', when);
      break;
    case 'for':
      add('items', step.in);
      add('condition', step.where, [step.each]);
      add('condition', step.until, boundBy(step));
      break;
    case 'loop':
      add('condition', step.condition);
      add('duration', step.every);
      break;
    case 'raise':
      if (step.error.kind === 'dynamic') add('value', step.error.value);
      else {
        add('text', step.error.message);
        add('value', step.error.details);
      }
      break;
    case 'wait':
      add(step.for.kind === 'time' ? 'text' : 'duration', step.for.value);
      break;
    case 'return':
      add('value', step.value);
      break;
    case 'do':
    case 'parallel':
      break;
  }
  return used;
}

/** Every expression under a block: its steps', its nested blocks' and its output. */
export function expressionsIn(block: Block): readonly Expression[] {
  const expressions: Expression[] = [];
  const visit = ({ steps, output }: Block): void => {
    for (const step of steps) {
      for (const { expression } of expressionsOf(step)) expressions.push(expression);
      for (const nested of blocksOf(step)) visit(nested.block);
    }
    if (output) expressions.push(output);
  };
  visit(block);
  return expressions;
}

/** The names that anything under a block reads. */
export function variablesReadIn(block: Block): Set<string> {
  const names = new Set<string>();
  for (const expression of expressionsIn(block)) for (const name of variablesIn(expression)) names.add(name);
  return names;
}
