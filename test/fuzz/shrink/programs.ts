import type { Expression } from '../../../src/language/expressions/ast';
import type { Block, Program, Step } from '../../../src/language/ir';
import { blocksOf, childrenOf, stepsIn } from '../../../src/language/visit';
import { constant } from '../generate/nodes';
import { type Located, type Path, replace, shorter, walk } from './tree';

/** A simpler program, made when it is wanted; mostly one, two where there are two ways to mend it. */
export type Candidate = () => readonly Program[];

/** Programs that are a little simpler, the greatest steps first. They may not be valid; the caller looks. */
export function* simplerPrograms(program: Program): Generator<Candidate> {
  const everything = walk(program);
  const names = namesIn(everything);
  const mended = (path: Path, value: unknown): Candidate => {
    return () => repaired(names, replace(program, path, value));
  };
  yield* shorterLists(everything, 'workflows', mended);
  yield* alone(program, mended);
  yield* shorterLists(everything, 'steps', mended);
  yield* flatter(everything, mended);
  for (const list of ['catch', 'retry', 'cases', 'branches', 'assignments', 'errors'])
    yield* shorterLists(everything, list, mended);
  yield* fewerFields(everything, mended);
  for (const { path, value } of expressionsIn(everything)) {
    for (const simpler of simplerExpressions(value as Expression)) yield () => [replace(program, path, simpler)];
  }
}

type Mended = (path: Path, value: unknown) => Candidate;

/** One step of many, wherever it stands, as all there is; its value is what comes out. */
function* alone(program: Program, mended: Mended): Generator<Candidate> {
  for (const [i, { body }] of program.workflows.entries()) {
    const steps = [...stepsIn(body)];
    if (steps.length < 2) continue;
    for (const step of steps) {
      const output: Expression = { kind: 'variable', name: step.name, place: { path: [] } };
      for (const block of [{ steps: [step], output }, { steps: [step] }])
        yield mended(['workflows', i, 'body'], { ...block, origin: [] });
    }
  }
}

function* shorterLists(everything: readonly Located[], key: string, mended: Mended): Generator<Candidate> {
  for (const { path, value } of everything) {
    if (path.at(-1) !== key || !Array.isArray(value)) continue;
    // An `errors` without entries is none at all.
    for (const list of shorter(value)) yield mended(path, key === 'errors' && list.length === 0 ? undefined : list);
  }
}

/** A step that holds blocks, replaced by what is in one of them. */
function* flatter(everything: readonly Located[], mended: Mended): Generator<Candidate> {
  for (const { path, value } of everything) {
    if (path.at(-1) !== 'steps' || !Array.isArray(value)) continue;
    const steps = value as Step[];
    for (const [i, step] of steps.entries()) {
      for (const { block } of blocksOf(step)) yield mended(path, steps.toSpliced(i, 1, ...block.steps));
    }
  }
}

const optional = new Set(
  'if description timeout until where every max at concurrency otherwise output headers query body message details maxDelay'.split(
    ' ',
  ),
);

function* fewerFields(everything: readonly Located[], mended: Mended): Generator<Candidate> {
  for (const { path, value } of everything) {
    const key = path.at(-1);
    if (key === 'settle' && value === true) yield mended(path, false);
    // A block's body must stay, and a conditional's `otherwise` is no field.
    if (
      typeof key !== 'string' ||
      !optional.has(key) ||
      (key === 'body' ? isBlock(value) : key === 'otherwise' && !isBlock(value))
    )
      continue;
    yield mended(path, undefined);
  }
}

const isBlock = (value: unknown): value is Block => typeof value === 'object' && value !== null && 'steps' in value;

const simple = [null, true, false, 0, 1, '', 'x', [], {}].map(value => constant(value as null));

function* simplerExpressions(expression: Expression): Generator<Expression> {
  if (isSimple(expression)) return;
  yield* simple;
  yield* childrenOf(expression);
  if (expression.kind === 'list') for (const items of shorter(expression.items)) yield { ...expression, items };
  if (expression.kind === 'map') for (const entries of shorter(expression.entries)) yield { ...expression, entries };
  if (expression.kind === 'text') for (const parts of shorter(expression.parts)) yield { ...expression, parts };
}

function isSimple(expression: Expression): boolean {
  if (expression.kind === 'list') return expression.items.length === 0;
  if (expression.kind === 'map') return expression.entries.length === 0;
  return expression.kind === 'literal' && simple.some(other => other.kind === 'literal' && other.value === expression.value);
}

const kinds = new Set('literal variable workflow member index unary binary logical conditional list map text call'.split(' '));

/** The outermost first. A step's kind may be called as an expression's, but it has no place. */
function expressionsIn(everything: readonly Located[]): Located[] {
  return everything.filter(
    ({ value }) =>
      typeof value === 'object' && value !== null && 'kind' in value && 'place' in value && kinds.has(String(value.kind)),
  );
}

const none: Expression = {
  kind: 'member',
  object: { kind: 'variable', name: 'input', place: { path: [] } },
  key: 'none',
  place: { path: [] },
};

/** Names that nothing defines any more are read as null, said in the two ways that types let stand. */
function repaired(before: ReadonlySet<string>, program: Program): readonly Program[] {
  const everything = walk(program);
  const left = namesIn(everything);
  const lost = [...before].filter(name => !left.has(name));
  if (lost.length === 0) return [program];
  const places = expressionsIn(everything).filter(({ value }) => {
    const expression = value as Expression;
    return expression.kind === 'variable' && lost.includes(expression.name);
  });
  if (places.length === 0) return [program];
  return [none, constant(null)].map(instead => places.reduce((changed, { path }) => replace(changed, path, instead), program));
}

/** The names of steps, variables and bindings. */
function namesIn(everything: readonly Located[]): Set<string> {
  const names = new Set<string>();
  for (const { path, value } of everything) {
    if (typeof value === 'string' && ['each', 'at', 'as'].includes(String(path.at(-1)))) names.add(value);
    if (typeof value !== 'object' || value === null || !('name' in value)) continue;
    if ('retry' in value || path.at(-2) === 'assignments') names.add(String(value.name));
  }
  return names;
}
