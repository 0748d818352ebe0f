import type { ForStep } from '../../../src/adapter';
import { isParallel } from '../embed';
import { assign, name, nothing, ownStep } from '../build';
import { lowerExpr } from '../expressions/lower';
import { once } from '../expressions/operands';
import { type At, stepName, temporary, variableOf } from '../frame';
import type { Body, Expr, For, Step, Value } from '../model';
import { isRead } from './block';
import { type Concurrent, insideBranch, lowerBranch, raiseFailure } from './branches';
import { bindRound, filtered, listOf, targetOf } from './rounds';

/**
 * A `parallel` over the items. The values are in the items' order: each iteration writes its own place of a list that begins as
 * a copy of the items. https://cloud.google.com/workflows/docs/reference/syntax/parallel-steps
 */
export function lowerConcurrent(userStep: ForStep, at: At): readonly Step[] {
  const steps: Step[] = [];
  const { body, settle } = userStep;
  const stores = isRead(userStep, at) && (settle || body.output !== undefined);
  const concurrent: Concurrent = { failure: temporary(at, 'failure'), settle };
  const { items, list } = itemsOf(userStep, at, steps);
  const target = stores ? targetOf(userStep, at) : undefined;
  const { at: inside, each, position } = bindRound(userStep, at);
  const index = position ?? (stores ? temporary(at, 'index') : undefined);
  steps.push(
    assign(
      stepName(at, 'start'),
      { variable: concurrent.failure, value: nothing },
      ...(target === undefined ? [] : [{ variable: target, value: items }]),
    ),
  );
  const round = lowerBranch(
    body,
    concurrent,
    target === undefined || index === undefined ? undefined : value => ({ variable: target, index: name(index), value }),
    insideBranch(inside),
  );
  const loop: For = {
    kind: 'for',
    value: each,
    ...(index === undefined ? {} : { index }),
    over: { kind: 'in', list },
    steps: round,
  };
  // Iterations that only compute are settled one after the other.
  const run: Body = isParallel(userStep, body)
    ? {
        kind: 'parallel',
        shared: [...(target === undefined ? [] : [target]), concurrent.failure],
        ...(userStep.concurrency === undefined ? {} : { limit: userStep.concurrency }),
        run: loop,
      }
    : loop;
  steps.push(ownStep(userStep.name, run));
  steps.push(raiseFailure(concurrent, at));
  if (target !== undefined && target !== variableOf(at, userStep.name)) {
    steps.push(assign(stepName(at, 'done'), { variable: variableOf(at, userStep.name), value: name(target) }));
  }
  return steps;
}

/** The list twice: as what is copied, and as what the loop runs over. */
function itemsOf(userStep: ForStep, at: At, out: Step[]): { readonly items: Expr; readonly list: Value } {
  if (userStep.where) {
    const kept = filtered(userStep, userStep.where, at, out);
    return { items: kept, list: kept };
  }
  const list = listOf(userStep.in, at, out);
  if (list.kind === 'name') return { items: list, list };
  if (list.kind === 'invoke' && list.function === 'if') return { items: once(lowerExpr(userStep.in, at, out), at, out), list };
  const variable = temporary(at, 'items');
  out.push(assign(stepName(at, 'items'), { variable, value: list }));
  return { items: name(variable), list: name(variable) };
}
