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
 * Where the workflow's output is the value of its last step, the step's blocks return what they have: nobody else reads it. What has
 * no value comes to the workflow's end, which is null.
 */
function returnValues(workflow: Workflow): Workflow {
  const { steps, output } = workflow.body;
  const last = steps.at(-1);
  if (!last || output?.kind !== 'variable' || output.name !== last.name) return workflow;
  if ((flowOf(workflow).read.get(last.name) ?? []).length > 1) return workflow;
  const taken = new Set([...stepsIn(workflow.body)].map(step => step.name));
  const returning = (block: Block): Block => {
    if (!block.output) return block;
    let name = `${last.name}_value`;
    for (let n = 2; taken.has(name); n++) name = `${last.name}_value_${n}`;
    taken.add(name);
    const { output: value, ...rest } = block;
    const step: Step = { kind: 'return', name, value, retry: [], catch: [], origin: block.origin };
    return { ...rest, steps: [...block.steps, step] };
  };
  const caught = last.catch.map(entry => ({ ...entry, body: returning(entry.body) }));
  const { output: _, ...body } = workflow.body;
  const replaced = (step: Step): readonly Step[] => [...steps.slice(0, -1), step];
  if (last.kind === 'do')
    return { ...workflow, body: { ...body, steps: replaced({ ...last, catch: caught, body: returning(last.body) }) } };
  if (last.kind === 'switch') {
    const cases = last.cases.map(one => ({ ...one, body: returning(one.body) }));
    const otherwise = last.otherwise ? { otherwise: returning(last.otherwise) } : {};
    return { ...workflow, body: { ...body, steps: replaced({ ...last, catch: caught, cases, ...otherwise }) } };
  }
  // Any other kind has its own value where nothing was caught.
  return last.catch.length === 0
    ? workflow
    : { ...workflow, body: { ...workflow.body, steps: replaced({ ...last, catch: caught }) } };
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
