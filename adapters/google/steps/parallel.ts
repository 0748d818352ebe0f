import type { Branch, ParallelStep, StepKind } from '../../../src/adapter';
import { assign, binary, bodyOf, literal, map, name, nothing, ownStep, step, stepNameOf, when } from '../build';
import { variablesIn } from '../../../src/language/visit';
import { lowerValue } from '../expressions/lower';
import { isTotal } from '../expressions/total';
import { type At, stepName, temporary, variableOf } from '../frame';
import type { Assignment, Parallel, Step, Value } from '../model';
import { isRead } from './block';
import { type Concurrent, lowerBranch, raiseFailure, type Store } from './branches';
import type { Lowered } from './lowered';

/** https://cloud.google.com/workflows/quotas: branches of a parallel step. */
const mostBranches = 10;

/** A branch on its way: the shared variables its value comes from, and how it is read behind the join. */
interface Lane {
  readonly branch: Branch;
  readonly shared?: readonly string[];
  readonly store?: Store;
  readonly value: Value;
}

export function lowerParallel(userStep: ParallelStep, at: At): Lowered {
  const failure = temporary(at, 'failure');
  const lanes = userStep.branches.map(branch => laneOf(branch, userStep, at));
  const declared = lanes.flatMap(lane => lane.shared ?? []);
  const concurrent: Concurrent = { failure, settle: userStep.settle, declared };
  const shared = [...declared, failure];
  const branches = lanes.map(({ branch, store }) => ({
    // Branches' names are steps' names to Google: a branch that is one step leaves the name to the step.
    name: branch.body.steps.some(({ name: inner }) => inner === branch.name)
      ? stepName({ ...at, base: branch.name }, 'branch')
      : stepNameOf(branch.name),
    steps: lowerBranch(branch.body, concurrent, store, { ...at, base: branch.name }),
  }));
  const start = assign(stepName(at, 'start'), ...shared.map((variable): Assignment => ({ variable, value: nothing })));
  const run = branches.length > mostBranches ? overIndexes(branches, at) : ({ kind: 'branches', branches } as const);
  const steps: Step[] = [start, ownStep(userStep.name, { kind: 'parallel', shared, run }), raiseFailure(concurrent, at)];
  const values = new Map(lanes.map(lane => [lane.branch.name, lane.value]));
  if (needsNoVariable(userStep, at)) {
    at.frame.lanes.set(userStep.name, values);
  } else if (isRead(userStep, at)) {
    const value = map(Object.fromEntries(values));
    steps.push(assign(stepName(at, 'values'), { variable: variableOf(at, userStep.name), value }));
  }
  return { before: [], attempt: steps };
}

/** Who reads the step's value can as well read the branches', if that is certain and happens in one place. */
function needsNoVariable(userStep: ParallelStep, at: At): boolean {
  if (userStep.if || userStep.catch.length > 0 || at.again || at.guarded) return false;
  const { certain, read, uses } = at.frame.flow;
  const nodes = read.get(userStep.name) ?? [];
  return nodes.length > 0 && nodes.every(node => certain.has(node)) && (uses.get(userStep.name)?.whole ?? 0) <= 1;
}

/** Steps whose variable nobody but they assign. */
const leaveValues: ReadonlySet<StepKind> = new Set(['call', 'http', 'run', 'for', 'switch', 'loop']);

function laneOf(branch: Branch, userStep: ParallelStep, at: At): Lane {
  const { output, steps } = branch.body;
  if (!isRead(userStep, at) || (!output && !userStep.settle)) return { branch, value: nothing };
  // What the branch's steps left is read behind the join, without a copy.
  const left = new Set(steps.filter(inner => leaveValues.has(inner.kind)).map(inner => inner.name));
  const named = output && [...variablesIn(output)];
  if (output && named && named.length > 0 && !userStep.settle && isTotal(output) && named.every(one => left.has(one))) {
    const needed: Step[] = [];
    const value = lowerValue(output, at, needed);
    if (needed.length === 0) return { branch, shared: named.map(one => variableOf(at, one)), value };
  }
  const shared = temporary({ ...at, base: branch.name }, 'value');
  return { branch, shared: [shared], store: value => ({ variable: shared, value }), value: name(shared) };
}

/** More than ten branches: a parallel loop over their numbers, whose rounds do one each. */
function overIndexes(branches: readonly { readonly name: string; readonly steps: readonly Step[] }[], at: At): Parallel['run'] {
  const number = temporary(at, 'branch');
  const arms = branches.map(({ steps }, i) => when(binary('==', name(number), literal(i)), bodyOf(steps)));
  return {
    kind: 'for',
    value: number,
    over: { kind: 'range', from: literal(0), to: literal(branches.length - 1) },
    steps: [step(stepName(at, 'choose'), { kind: 'switch', arms })],
  };
}
