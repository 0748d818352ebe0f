import type { Expression, RetryPolicy, Step } from '../../src/adapter';
import { statusOf, takes } from '../../src/language/errors';
import { types } from '../../src/language/expressions/typeset';
import { caughtError, causeOf, errorEquals, errorMember, expressionErrors, hasName, type Source } from './errors';
import { literal, raw, variable } from './expressions/raw';
import type { Catcher, Edge, Node, Retrier, Rule } from './flow/graph';
import { commentOf, nameOf, orderOf, type Scope, type Taker } from './scope';
import { choice, to } from './states';

/** An error on its way: a name the compiler knows, or one that shows at run time. */
export interface Raised {
  readonly name?: string;
  readonly error: Expression;
  /** True when it can't be an ExpressionError. */
  readonly isTakeable?: true;
}

/** The `Catch` of a state, from who takes errors around it. */
export function catchersOf(step: Step, scope: Scope, takers: readonly Taker[], source: Source): Catcher[] {
  const catchers: Catcher[] = [];
  const seen = new Set<string>();
  if (source.kind === 'run' && takers.length === 0) return [{ errors: ['States.TaskFailed'], edge: passOn(step, scope) }];
  for (const [i, taker] of takers.entries()) {
    if (source.kind !== 'run' && taker.errors === undefined) {
      const mistakes = source.kind === 'inner' ? expressionErrors : expressionErrors.slice(0, 1);
      return [
        { errors: mistakes, edge: to(scope.mistake()) },
        ...catchers,
        { errors: ['States.ALL'], edge: taker.edge(caughtError(source)) },
      ];
    }
    const names = taker.errors && errorEquals(taker.errors, source);
    if (!names) {
      const rest = raiseEdge(step, scope, takers.slice(i), { error: caughtError(source) });
      return [...catchers, { errors: ['States.ALL'], edge: rest }];
    }
    const fresh = names.filter(name => !seen.has(name));
    for (const name of fresh) seen.add(name);
    if (fresh.length > 0) catchers.push({ errors: fresh, edge: taker.edge(caughtError(source, taker.errors)) });
  }
  return catchers;
}

/**
 * What another workflow failed with, which stands in the description of its execution, ends this one too: its Error and
 * its Cause, as they are; and so does what kept it from running, which the catcher is given as well. https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
function passOn(step: Step, scope: Scope): Edge {
  const own = scope.machine.variables.own(step.name, 'execution');
  const child = variable(own);
  const failed: Node = {
    kind: 'fail',
    name: nameOf(step, 'fail'),
    order: orderOf(step, scope, 8),
    error: raw([child, '.Status = "TIMED_OUT" ? "Timeout" : $exists(', child, '.Error) ? ', child, '.Error : "Error"'], {
      types: types.string,
      isAtom: false,
    }),
    cause: raw(['$exists(', child, '.Cause) ? ', child, '.Cause : ""'], { types: types.string, isAtom: false }),
  };
  const output = '$states.errorOutput';
  const described = raw([`${output}.Error = "States.TaskFailed" ? $parse(${output}.Cause) : ${output}`], {
    types: types.map,
    isAtom: false,
  });
  return { assign: [{ name: own, value: described }], to: failed };
}

/** The `Retry` of a state; undefined when its lists can't say what the policies say, and it has to be a loop. */
export function retriersOf(policies: readonly RetryPolicy[], source: Source): Retrier[] | undefined {
  const retriers: Retrier[] = [];
  if (policies.length > 0 && source.kind === 'run') return undefined;
  for (const policy of policies) {
    const names = policy.errors === undefined ? ['States.ALL'] : errorEquals(policy.errors, source);
    if (!names) return undefined;
    if (policy.errors === undefined) {
      const errors = source.kind === 'inner' ? expressionErrors : expressionErrors.slice(0, 1);
      retriers.unshift({ errors, interval: 1, attempts: 0, backoff: 1 });
    }
    if (names.length > 0) retriers.push(retrier(names, policy));
    if (policy.errors === undefined) break;
  }
  return retriers;
}

function retrier(errors: readonly string[], { delay, maxRetries, backoff, maxDelay }: RetryPolicy): Retrier {
  const base = { errors, attempts: maxRetries };
  // AWS wants the greatest delay to be greater than the first.
  if (maxDelay !== undefined && maxDelay <= delay) return { ...base, interval: maxDelay, backoff: 1 };
  return { ...base, interval: delay, backoff, maxDelay: backoff > 1 ? maxDelay : undefined };
}

/** The way of an error to whoever takes it: straight there where the name is known, else by a choice. */
export function raiseEdge(step: Step, scope: Scope, takers: readonly Taker[], raised: Raised): Edge {
  const { name } = raised;
  const isKnown = name !== undefined && !(name === 'HttpError' && takers.some(({ errors }) => errors?.some(statusOf)));
  if (isKnown) {
    const taker = takers.find(({ errors }) => takes(errors, { name, message: '', details: null }));
    return taker ? taker.edge(raised.error) : to(failure(step, scope, raised.error, name));
  }
  const [first] = takers;
  if (raised.isTakeable && first && first.errors === undefined) return first.edge(raised.error);
  const own = scope.machine.variables.own(step.name, 'error');
  const next = takers.length === 0 ? failure(step, scope, variable(own)) : dispatch(step, scope, takers, own, raised.isTakeable);
  return { assign: [{ name: own, value: raised.error }], to: next };
}

/** Asks whose the error is, in their order. */
function dispatch(step: Step, scope: Scope, takers: readonly Taker[], error: string, isTakeable = false): Node {
  const rules: Rule[] = [];
  const fail = to(failure(step, scope, variable(error)));
  let otherwise = fail;
  for (const taker of takers) {
    const edge = taker.edge(variable(error));
    if (taker.errors === undefined) {
      if (!isTakeable) rules.unshift({ condition: hasName(variable(error), ['ExpressionError']), edge: fail });
      otherwise = edge;
      break;
    }
    rules.push({ condition: hasName(variable(error), taker.errors), edge });
  }
  return choice({ name: nameOf(step, 'caught'), order: orderOf(step, scope, 7) }, rules, otherwise);
}

/** The state that ends the machine with an error, for whoever is around it. */
function failure(step: Step, scope: Scope, error: Expression, name?: string): Node {
  const own = name === undefined ? errorMember(error, 'name') : literal(name);
  return {
    kind: 'fail',
    name: step.kind === 'raise' ? step.name : nameOf(step, 'fail'),
    ...(step.kind === 'raise' ? commentOf(step) : {}),
    order: orderOf(step, scope, step.kind === 'raise' ? 1 : 8),
    error: own,
    cause: causeOf({ name: own, message: errorMember(error, 'message'), details: errorMember(error, 'details') }),
  };
}
