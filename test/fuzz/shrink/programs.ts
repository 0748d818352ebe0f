import type { Expression } from '../../../src/language/expressions/ast';
import type { Block, Program, Step } from '../../../src/language/ir';
import { blocksOf, childrenOf, stepsIn } from '../../../src/language/visit';
import { constant } from '../generate/nodes';
import { type Located, replace, shorter, walk } from './tree';

/** Programs that are a little simpler, the greatest steps first. They may not be valid; the caller looks. */
export function* simplerPrograms(program: Program): Generator<Program> {
  yield* shorterLists(program, 'workflows');
  yield* alone(program);
  yield* shorterLists(program, 'steps');
  yield* flatter(program);
  for (const list of ['catch', 'retry', 'cases', 'branches', 'assignments', 'errors']) yield* shorterLists(program, list);
  yield* fewerFields(program);
  yield* simplerExpressions(program);
}

/** One step of many, wherever it stands, as all there is; its value is what comes out. */
function* alone(program: Program): Generator<Program> {
  for (const [i, { body }] of program.workflows.entries()) {
    const steps = [...stepsIn(body)];
    if (steps.length < 2) continue;
    for (const step of steps) {
      const output: Expression = { kind: 'variable', name: step.name, place: { path: [] } };
      for (const block of [{ steps: [step], output }, { steps: [step] }]) {
        yield* repaired(program, replace(program, ['workflows', i, 'body'], { ...block, origin: [] }));
      }
    }
  }
}

function* shorterLists(program: Program, key: string): Generator<Program> {
  for (const { path, value } of walk(program)) {
    if (path.at(-1) !== key || !Array.isArray(value)) continue;
    for (const list of shorter(value)) {
      // An `errors` without entries is none at all.
      yield* repaired(program, replace(program, path, key === 'errors' && list.length === 0 ? undefined : list));
    }
  }
}

/** A step that holds blocks, replaced by what is in one of them. */
function* flatter(program: Program): Generator<Program> {
  for (const { path, value } of walk(program)) {
    if (path.at(-1) !== 'steps' || !Array.isArray(value)) continue;
    const steps = value as Step[];
    for (const [i, step] of steps.entries()) {
      for (const { block } of blocksOf(step))
        yield* repaired(program, replace(program, path, steps.toSpliced(i, 1, ...block.steps)));
    }
  }
}

const optional = [
  'if',
  'description',
  'timeout',
  'until',
  'where',
  'every',
  'max',
  'at',
  'concurrency',
  'otherwise',
  'output',
  'headers',
  'query',
  'body',
  'message',
  'details',
  'maxDelay',
];

function* fewerFields(program: Program): Generator<Program> {
  for (const { path, value } of walk(program)) {
    const key = path.at(-1);
    if (key === 'settle' && value === true) yield replace(program, path, false);
    if (key === 'events' || key === 'targets' || typeof key !== 'string' || !optional.includes(key)) continue;
    // A block's body must stay, and a conditional's `otherwise` is no field.
    if (key === 'body' ? isBlock(value) : key === 'otherwise' && !isBlock(value)) continue;
    yield* repaired(program, replace(program, path, undefined));
  }
}

const isBlock = (value: unknown): value is Block => typeof value === 'object' && value !== null && 'steps' in value;

const simple = [null, true, false, 0, 1, '', 'x', [], {}].map(value => constant(value as null));

function* simplerExpressions(program: Program): Generator<Program> {
  for (const { path, value } of expressionsIn(program)) {
    const expression = value as Expression;
    for (const child of childrenOf(expression)) yield replace(program, path, child);
    if (expression.kind === 'list')
      for (const items of shorter(expression.items)) yield replace(program, path, { ...expression, items });
    if (expression.kind === 'map')
      for (const entries of shorter(expression.entries)) yield replace(program, path, { ...expression, entries });
    if (expression.kind === 'text')
      for (const parts of shorter(expression.parts)) yield replace(program, path, { ...expression, parts });
    if (isSimple(expression)) continue;
    for (const candidate of simple) yield replace(program, path, candidate);
  }
}

const kinds = [
  'literal',
  'variable',
  'workflow',
  'member',
  'index',
  'unary',
  'binary',
  'logical',
  'conditional',
  'list',
  'map',
  'text',
  'call',
];

/** The outermost first. A step's kind may be called as an expression's, but it has no place. */
function expressionsIn(program: Program): Located[] {
  return walk(program).filter(
    ({ value }) =>
      typeof value === 'object' && value !== null && 'kind' in value && 'place' in value && kinds.includes(String(value.kind)),
  );
}

function isSimple(expression: Expression): boolean {
  if (expression.kind === 'list') return expression.items.length === 0;
  if (expression.kind === 'map') return expression.entries.length === 0;
  return expression.kind === 'literal' && simple.some(other => other.kind === 'literal' && other.value === expression.value);
}

/** Names that nothing defines any more are read as null, said in the two ways that types let stand. */
function* repaired(before: Program, after: Program): Generator<Program> {
  const left = namesIn(after);
  const lost = [...namesIn(before)].filter(name => !left.has(name));
  if (lost.length === 0) {
    yield after;
    return;
  }
  const none: Expression = {
    kind: 'member',
    object: { kind: 'variable', name: 'input', place: { path: [] } },
    key: 'none',
    place: { path: [] },
  };
  for (const instead of [none, constant(null)]) {
    let program = after;
    for (const { path, value } of expressionsIn(after).reverse()) {
      const expression = value as Expression;
      if (expression.kind === 'variable' && lost.includes(expression.name)) program = replace(program, path, instead);
    }
    yield program;
    if (program === after) return;
  }
}

/** The names of steps, variables and bindings. */
function namesIn(program: Program): Set<string> {
  const names = new Set<string>();
  for (const { path, value } of walk(program)) {
    if (typeof value === 'string' && ['each', 'at', 'as'].includes(String(path.at(-1)))) names.add(value);
    if (typeof value !== 'object' || value === null || !('name' in value)) continue;
    if ('retry' in value || path.at(-2) === 'assignments') names.add(String(value.name));
  }
  return names;
}
