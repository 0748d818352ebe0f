import type { Block, Expression, Step, Workflow } from '../../src/adapter';
import { stepsIn, walkExpression } from '../../src/language/visit';
import { isTotal } from './expressions/total';
import { flowOf } from './flow';
import { mapExpressions } from './rewrite';

/**
 * A block whose value only names what its steps left needs no variable of its own: who reads it reads that. Which saves the step
 * that would assign it. Only where nothing can come between: the block runs once, it always comes to its end, and it is read behind it.
 */
export function inlineValues(source: Workflow): Workflow {
  const workflow = returnValues(source);
  const { certain, read, uses } = flowOf(workflow);
  const values = new Map<string, Expression>();
  for (const [step, output] of candidates(workflow.body)) {
    const own = read.get(step.name) ?? [];
    // Of a map of which only members are read each reading becomes that member's value.
    const isShort =
      output.kind === 'variable' ||
      output.kind === 'member' ||
      own.length <= 1 ||
      (output.kind === 'map' && uses.get(step.name)?.whole === 0);
    if (isShort && own.every(node => certain.has(node)) && !own.some(node => isWithin(node, output)))
      values.set(step.name, output);
  }
  if (values.size === 0) return workflow;
  const replace = (expression: Expression): Expression => substitute(expression, values);
  return mapExpressions(workflow, replace, name => values.has(name));
}

/**
 * Where the workflow's output is the value of its last step, the step's blocks return what they have, and so do blocks at the end of those:
 * nobody else reads it. What has no value comes to the workflow's end, which is null.
 */
function returnValues(workflow: Workflow): Workflow {
  const { read } = flowOf(workflow);
  const taken = new Set([...stepsIn(workflow.body)].map(step => step.name));

  /** The block's last step, when the block's value is that step's and nobody else reads it. */
  const valueStep = ({ steps, output }: Block): Step | undefined => {
    const last = steps.at(-1);
    const isIts = last && output?.kind === 'variable' && output.name === last.name;
    return isIts && (read.get(last.name) ?? []).length <= 1 ? last : undefined;
  };

  /** A block that returns its value in place of having it. */
  const returning = (block: Block, owner: string): Block => {
    if (!block.output) return block;
    const last = valueStep(block);
    const inside = last && returningStep(last);
    const { output: value, ...rest } = block;
    if (inside) return { ...rest, steps: [...block.steps.slice(0, -1), inside] };
    let name = `${owner}_value`;
    for (let n = 2; taken.has(name); n++) name = `${owner}_value_${n}`;
    taken.add(name);
    const step: Step = { kind: 'return', name, value, retry: [], catch: [], origin: block.origin };
    return { ...rest, steps: [...block.steps, step] };
  };

  const caught = (step: Step): Step['catch'] => step.catch.map(entry => ({ ...entry, body: returning(entry.body, step.name) }));

  /** A step that has a value only by its blocks. */
  const returningStep = (step: Step): Step | undefined => {
    if (step.kind === 'do') return { ...step, catch: caught(step), body: returning(step.body, step.name) };
    if (step.kind !== 'switch') return undefined;
    const cases = step.cases.map(one => ({ ...one, body: returning(one.body, step.name) }));
    const otherwise = step.otherwise ? { otherwise: returning(step.otherwise, step.name) } : {};
    return { ...step, catch: caught(step), cases, ...otherwise };
  };

  const last = valueStep(workflow.body);
  if (!last) return workflow;
  const before = workflow.body.steps.slice(0, -1);
  const inside = returningStep(last);
  const { output: _, ...body } = workflow.body;
  if (inside) return { ...workflow, body: { ...body, steps: [...before, inside] } };
  // Any other kind has its own value where nothing was caught.
  return last.catch.length === 0
    ? workflow
    : { ...workflow, body: { ...workflow.body, steps: [...before, { ...last, catch: caught(last) }] } };
}

/** Blocks that are over once and at their end, or not at all, with the values they have. */
function* candidates(block: Block): Generator<readonly [Step, Expression]> {
  const steps = new Set<string>();
  collectNames(block, steps);
  for (const step of block.steps) {
    if (step.if || step.catch.some(({ body }) => !alwaysLeaves(body))) continue;
    const body = step.kind === 'do' || (step.kind === 'loop' && step.mode === 'until') ? step.body : undefined;
    if (!body) continue;
    if (body.output && isTotal(body.output) && namesOnly(body.output, steps)) yield [step, body.output];
    if (step.kind === 'do' && step.retry.length === 0) yield* candidates(body);
  }
}

/** Whether the flow certainly doesn't come to the end of a block. */
function alwaysLeaves({ steps }: Block): boolean {
  return steps.some(step => (step.kind === 'raise' || step.kind === 'return') && !step.if);
}

/** Steps' names that stay what they are behind the block: those that it holds itself, not those of branches and iterations. */
function collectNames(block: Block, names: Set<string>): void {
  for (const step of block.steps) {
    if (step.kind !== 'set') names.add(step.name);
    if (step.kind === 'do' || step.kind === 'loop') collectNames(step.body, names);
  }
}

function namesOnly(output: Expression, steps: ReadonlySet<string>): boolean {
  return [...walkExpression(output)].every(node => node.kind !== 'variable' || node.name === 'input' || steps.has(node.name));
}

function isWithin(node: Expression, expression: Expression): boolean {
  return [...walkExpression(expression)].includes(node);
}

function substitute(expression: Expression, values: ReadonlyMap<string, Expression>): Expression {
  const inner = (child: Expression): Expression => substitute(child, values);
  switch (expression.kind) {
    case 'literal':
    case 'workflow':
      return expression;
    case 'variable': {
      const value = values.get(expression.name);
      // What it names may be a block's value itself. Nodes are told apart by identity, so each place gets its own.
      return value ? inner(structuredClone(value)) : expression;
    }
    case 'member': {
      const object = inner(expression.object);
      const entry = object.kind === 'map' ? object.entries.find(({ key }) => key === expression.key) : undefined;
      return entry && object.kind === 'map' && object.entries.every(({ value }) => isTotal(value))
        ? entry.value
        : { ...expression, object };
    }
    case 'index':
      return { ...expression, object: inner(expression.object), index: inner(expression.index) };
    case 'unary':
      return { ...expression, operand: inner(expression.operand) };
    case 'binary':
    case 'logical':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case 'conditional':
      return {
        ...expression,
        test: inner(expression.test),
        then: inner(expression.then),
        otherwise: inner(expression.otherwise),
      };
    case 'list':
      return { ...expression, items: expression.items.map(inner) };
    case 'map':
      return { ...expression, entries: expression.entries.map(({ key, value }) => ({ key, value: inner(value) })) };
    case 'text':
      return { ...expression, parts: expression.parts.map(inner) };
    case 'call':
      return { ...expression, args: expression.args.map(inner) };
  }
}
