import type { Expression, RetryPolicy, Step } from '../../src/adapter';
import { types } from '../../src/language/expressions/typeset';
import type { Source } from './errors';
import { literal, nothing, raw, typedVariable, variable } from './expressions/raw';
import type { Catcher, Edge, Node, Retrier } from './flow/graph';
import { bindError, nameOf, orderOf, type Scope, type Taker } from './scope';
import { pass, to } from './states';
import { catchersOf, raiseEdge, retriersOf } from './takers';

/** What a state says of its errors itself. */
export interface Handlers {
  readonly retry: readonly Retrier[];
  readonly catch: Catcher[];
}

/** The entries of the step's `catch`, and then whoever is around it. */
function takersOf(step: Step, scope: Scope, finish: (value: Expression) => Edge): readonly Taker[] {
  const { machine } = scope;
  const own = step.catch.map(entry => {
    const name = machine.variables.caughtBy(entry);
    const inside = bindError(scope, entry, name);
    let start: Node | undefined;
    const lowered = (): Node =>
      (start ??= machine.block(entry.body, inside, value => pass(nameOf(step, 'done'), orderOf(step, scope, 6), finish(value))));
    return { errors: entry.errors, edge: (error: Expression) => to(lowered(), { name, value: error }) };
  });
  return [...own, ...scope.takers];
}

/** A step that is one state, which retries and catches for itself where AWS's lists can say it. */
export function guardedState(
  step: Step,
  scope: Scope,
  source: Source,
  finish: (value: Expression) => Edge,
  build: (handlers: Handlers) => Node,
): Node {
  const takers = takersOf(step, scope, finish);
  const retry = retriersOf(step.retry, source);
  if (retry) return build({ retry, catch: catchersOf(step, scope, takers, source) });
  return retriedInLoop(step, scope, takers, inside => build({ retry: [], catch: catchersOf(step, scope, inside, source) }));
}

/** A step of several states: each of them knows who takes its errors. */
export function guardedBlock(step: Step, scope: Scope, finish: (value: Expression) => Edge, build: (scope: Scope) => Node): Node {
  const takers = takersOf(step, scope, finish);
  return retriedInLoop(step, scope, takers, inside => build({ ...scope, takers: inside }));
}

/**
 * Retries as a loop of states: an error goes to a choice that counts, waits, and starts again. Each policy counts for
 * itself, from zero each time the step is entered.
 */
function retriedInLoop(step: Step, scope: Scope, takers: readonly Taker[], build: (takers: readonly Taker[]) => Node): Node {
  if (step.retry.length === 0) return build(takers);
  const counters = step.retry.map((policy, i) => ({
    policy,
    name: scope.machine.variables.own(step.name, i === 0 ? 'retries' : `retries_${i + 1}`),
  }));
  const again = counters.map(({ policy, name }, i) => retryTaker(step, scope, policy, { name, i }, takers));
  const start = build([...again.map(({ taker }) => taker), ...takers]);
  // The states of the loop point at its start, which points at them.
  for (const { close } of again) close(start);
  const zero = counters.filter(({ policy }) => policy.maxRetries > 0).map(({ name }) => ({ name, value: literal(0) }));
  return pass(nameOf(step, 'start'), orderOf(step, scope, 0), { assign: zero, to: start });
}

function retryTaker(
  step: Step,
  scope: Scope,
  policy: RetryPolicy,
  counter: { readonly name: string; readonly i: number },
  outwards: readonly Taker[],
): { taker: Taker; close(start: Node): void } {
  const [only] = policy.errors ?? [];
  const name = policy.errors?.length === 1 && !only?.startsWith('HttpError') ? only : undefined;
  const giveUp = (error: Expression): Edge =>
    raiseEdge(step, scope, outwards, { error, isTakeable: true, ...(name === undefined ? {} : { name }) });
  const error = scope.machine.variables.own(step.name, 'error');
  if (policy.maxRetries === 0) {
    // What a catcher is given can be read on its own way alone: the error is kept in a variable.
    const outward = (value: Expression): Edge =>
      to(pass(nameOf(step, 'given up'), orderOf(step, scope, 6), giveUp(variable(error))), { name: error, value });
    return { taker: { errors: policy.errors, edge: outward }, close: () => undefined };
  }
  const suffix = counter.i === 0 ? '' : ` ${counter.i + 1}`;
  const retries = typedVariable(counter.name, types.number);
  const wait: Node = {
    kind: 'wait',
    name: nameOf(step, `backoff${suffix}`),
    order: orderOf(step, scope, 5),
    ...delayOf(policy, retries),
    next: to({ kind: 'fail', name: '', order: 0, error: nothing, cause: nothing }),
  };
  const question: Node = {
    kind: 'choice',
    name: nameOf(step, `retry${suffix}`),
    order: orderOf(step, scope, 4),
    rules: [
      {
        condition: raw([retries, ` < ${policy.maxRetries}`], { types: types.boolean, isAtom: false }),
        edge: to(wait, { name: counter.name, value: raw([retries, ' + 1'], { types: types.number, isAtom: false }) }),
      },
    ],
    otherwise: giveUp(variable(error)),
  };
  const taker: Taker = { errors: policy.errors, edge: value => to(question, { name: error, value }) };
  return { taker, close: start => void (wait.next = to(start)) };
}

/** The seconds before retry n: min(maxDelay, delay * backoff^(n-1)); a time where they aren't whole. */
function delayOf(
  { delay, backoff, maxDelay, maxRetries }: RetryPolicy,
  retries: Expression,
): { field: 'Seconds' | 'Timestamp'; value: Expression } {
  const isConstant = backoff === 1 || maxRetries === 1 || (maxDelay !== undefined && maxDelay <= delay);
  if (isConstant) return { field: 'Seconds', value: literal(Math.min(delay, maxDelay ?? delay)) };
  const power: (string | Expression)[] = [`${delay === 1 ? '' : `${delay} * `}$power(${backoff}, `, retries, ' - 1)'];
  const capped = maxDelay === undefined ? power : [`$min([${maxDelay}, `, ...power, '])'];
  if (Number.isInteger(backoff)) return { field: 'Seconds', value: raw(capped, { types: types.number, isAtom: false }) };
  return { field: 'Timestamp', value: raw(['$fromMillis($millis() + 1000 * ', ...capped, ')'], { types: types.string }) };
}
