import type { Expression, ForStep } from '../../../src/adapter';
import { types } from '../../../src/language/expressions/typeset';
import { variablesReadIn } from '../../../src/language/visit';
import { assign, binary, bodyOf, invoke, literal, name, nothing, step, when } from '../build';
import { lowerCondition, lowerExpr, lowerValue } from '../expressions/lower';
import { knownTypes, once } from '../expressions/operands';
import { fit } from '../expressions/split';
import { type At, bind, type Out, reads, stepName, temporary, variableOf } from '../frame';
import type { Expr, Step, Value } from '../model';

/** The list is made in the step's own variable where nobody could see it half made. */
export function targetOf(userStep: ForStep, at: At): string {
  const own = variableOf(at, userStep.name);
  const isSeen =
    variablesReadIn(userStep.body).has(userStep.name) || (userStep.until !== undefined && reads(userStep.until, userStep.name));
  return at.guarded || isSeen ? temporary(at, 'values') : own;
}

export function bindRound(
  userStep: Pick<ForStep, 'each' | 'at'>,
  at: At,
  itemsAreInts = false,
): { readonly at: At; readonly each: string; readonly position: string | undefined } {
  const item = bind({ ...at, again: true }, userStep.each, itemsAreInts);
  if (userStep.at === undefined) return { at: item.at, each: item.name, position: undefined };
  const position = bind(item.at, userStep.at, true);
  return { at: position.at, each: item.name, position: position.name };
}

/** The items of a `for`. Google's documentation has lists there; whatever it does with a map, it can't be given null. */
export function listOf(list: Expression, at: At, out: Out): Value {
  if (list.kind === 'list') return lowerValue(list, at, out);
  const lowered = lowerExpr(list, at, out);
  if (knownTypes(list, at) === types.list) return fit(lowered, at, out);
  const items = once(lowered, at, out);
  return fit(invoke('if', binary('==', invoke('get_type', items), literal('list')), items, nothing), at, out);
}

/** `where` filters before the first round: a loop of its own, whose list the rounds then have. */
export function filtered(userStep: ForStep, where: Expression, at: At, out: Out): Expr {
  const list = listOf(userStep.in, at, out);
  const kept = temporary(at, 'items');
  const { at: inside, each } = bindRound({ each: userStep.each }, at);
  const round: Step[] = [];
  const holds = lowerCondition(where, inside, round);
  const keep = assign(stepName(at, 'item'), { variable: kept, value: invoke('list.concat', name(kept), name(each)) });
  const body = bodyOf([keep]);
  round.push(step(stepName(at, 'keep'), { kind: 'switch', arms: [when(holds, body)] }));
  out.push(
    assign(stepName(at, 'items'), { variable: kept, value: { kind: 'list', items: [] } }),
    step(stepName(at, 'where'), { kind: 'for', value: each, over: { kind: 'in', list }, steps: round }),
  );
  return name(kept);
}
