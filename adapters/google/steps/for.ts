import type { Expression, ForStep } from '../../../src/adapter';
import { assign, bodyOf, invoke, label, name, nothing, ownStep, step, when } from '../build';
import { isParallel } from '../embed';
import { lowerAlternatives, lowerCondition, lowerExpr, lowerTest, type Test } from '../expressions/lower';
import { fit } from '../expressions/split';
import { isTotal } from '../expressions/total';
import { type At, type Out, reads, stepName, temporary, variableOf } from '../frame';
import { leaves } from '../leaves';
import type { Expr, For, Step, Value } from '../model';
import { isRead, lowerSteps } from './block';
import { declareNames, insideBranch } from './branches';
import { lowerConcurrent } from './concurrent';
import type { Lowered } from './lowered';
import { countsThrough, lowerNumbers, rangeOf, whereAny } from './numbers';
import { bindRound, filtered, listOf, targetOf } from './rounds';

export function lowerFor(userStep: ForStep, at: At): Lowered {
  const concurrent = userStep.settle || (userStep.concurrency !== undefined && isParallel(userStep, userStep.body));
  return { before: [], attempt: concurrent ? lowerConcurrent(userStep, at) : lowerSequential(userStep, at) };
}

function lowerSequential(userStep: ForStep, at: At): readonly Step[] {
  const steps: Step[] = [];
  const { body } = userStep;
  const collects = body.output !== undefined && (isRead(userStep, at) || !isTotal(body.output));
  const target = collects ? targetOf(userStep, at) : undefined;
  // Without steps of the user's, and without positions, an item can be left out in the round itself.
  const inRound = userStep.where !== undefined && body.steps.length === 0 && userStep.at === undefined && !userStep.until;
  const start = target === undefined ? [] : [assign(stepName(at, 'start'), { variable: target, value: emptyList })];
  // Beside the filter's own list the values' list costs no step.
  const isFiltered = userStep.where !== undefined && !inRound;
  const isAsked = isFiltered && (reads(userStep.where, userStep.name) || reads(userStep.in, userStep.name));
  if (isFiltered && !isAsked) steps.push(...start);
  const counted = countsThrough(userStep);
  const numbers = counted && lowerNumbers(counted, at, steps);
  const over = numbers ? rangeOf(numbers) : { kind: 'in' as const, list: itemsOf(userStep, inRound, at, steps) };
  if (!isFiltered || isAsked) steps.push(...start);
  const { at: bound, each, position } = bindRound(userStep, at, numbers !== undefined);
  // Concurrent iterations that only compute run one after the other, each with names of its own.
  const inside = userStep.concurrency === undefined ? bound : insideBranch(bound);
  const round: Step[] = [];
  if (userStep.concurrency !== undefined) round.push(...declareNames(body, inside));
  round.push(...lowerSteps(body, inside));
  if (!leaves(round)) {
    if (target !== undefined && body.output) collect(target, body.output, inside, round);
    if (userStep.until) round.push(...stopWhen(userStep.until, inside));
  }
  if (inRound && userStep.where) round.splice(0, round.length, ...where(userStep.where, [...round], inside));
  if (round.length === 0) round.push(assign(stepName(at, 'nothing'), { variable: temporary(at, 'nothing'), value: nothing }));
  const loop: For = {
    kind: 'for',
    value: each,
    ...(position === undefined ? {} : { index: position }),
    over,
    steps: round,
  };
  steps.push(numbers ? whereAny(userStep, numbers, loop, at) : ownStep(userStep.name, loop));
  if (target !== undefined && target !== variableOf(at, userStep.name)) {
    steps.push(assign(stepName(at, 'done'), { variable: variableOf(at, userStep.name), value: name(target) }));
  }
  return steps;
}

const emptyList: Value = { kind: 'list', items: [] };

function itemsOf(userStep: ForStep, inRound: boolean, at: At, out: Out): Value {
  return inRound || !userStep.where ? listOf(userStep.in, at, out) : filtered(userStep, userStep.where, at, out);
}

function collect(target: string, output: Expression, at: At, out: Out): void {
  const value = fit(invoke('list.concat', name(target), lowerExpr(output, at, out)), at, out);
  out.push(assign(stepName(at, 'output'), { variable: target, value }));
}

/** A round's steps for the items that are wanted. */
function where(condition: Expression, steps: readonly Step[], at: At): readonly Step[] {
  const before: Step[] = [];
  const holds = lowerCondition(condition, at, before);
  const body = bodyOf(steps);
  const arm = body ? when(holds, body) : when(holds, undefined, 'continue');
  return [...before, step(stepName(at, 'where'), { kind: 'switch', arms: [arm] })];
}

/** Ends the loop by https://cloud.google.com/workflows/docs/reference/syntax/iteration#break. */
function stopWhen(condition: Expression, at: At): readonly Step[] {
  const before: Step[] = [];
  const behind = label();
  const { unless, holds } =
    condition.kind === 'logical' && condition.operator === '||'
      ? { unless: [], holds: lowerAlternatives(condition, at, before) }
      : asAlternatives(lowerTest(condition, at, before));
  const arms = [...unless.map(arm => when(arm, undefined, behind)), ...holds.map(arm => when(arm, undefined, 'break'))];
  return [...before, { ...step(stepName(at, 'until'), { kind: 'switch', arms }), behind }];
}

const asAlternatives = ({ unless, holds }: Test): { unless: readonly Expr[]; holds: readonly Expr[] } => ({
  unless,
  holds: [holds],
});
