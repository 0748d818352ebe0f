import type { Expression, RetryPolicy, Step } from '../../src/adapter';
import { statusOf, takes } from '../../src/language/errors';
import { caughtError, causeOf, errorEquals, errorMember, expressionErrors, hasName, type Source } from './errors';
import { isRaw, literal, variable } from './expressions/raw';
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
  if (source.kind === 'run' && takers.length === 0) return [{ errors: ['States.TaskFailed'], edge: to(scope.failedRun()) }];
  for (const [i, taker] of takers.entries()) {
    if (source.kind !== 'run' && taker.errors === undefined) {
      return [mistakes(scope, source), ...catchers, { errors: ['States.ALL'], edge: taker.edge(caughtError(source)) }];
    }
    const names = taker.errors && errorEquals(taker.errors, source);
    if (!names) {
      if (source.kind === 'run') {
        const rest = raiseEdge(step, scope, takers.slice(i), { error: caughtError(source) });
        return [...catchers, { errors: ['States.ALL'], edge: rest }];
      }
      const rest = raiseEdge(step, scope, takers.slice(i), { error: caughtError(source), isTakeable: true });
      return [mistakes(scope, source), ...catchers, { errors: ['States.ALL'], edge: rest }];
    }
    const fresh = names.filter(name => !seen.has(name));
    for (const name of fresh) seen.add(name);
    if (fresh.length > 0) catchers.push({ errors: fresh, edge: taker.edge(caughtError(source, taker.errors)) });
  }
  return catchers;
}

/** Mistakes in the workflow, which nobody else takes, come before `States.ALL`. */
function mistakes(scope: Scope, source: Source): Catcher {
  return { errors: source.kind === 'inner' ? expressionErrors : expressionErrors.slice(0, 1), edge: to(scope.mistake()) };
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
  const isKept = raised.error.kind === 'variable' && !isRaw(raised.error);
  const own = scope.machine.variables.own(step.name, 'error');
  const error = isKept ? raised.error : variable(own);
  const next = takers.length === 0 ? failure(step, scope, error) : dispatch(step, scope, takers, error, raised.isTakeable);
  return { assign: isKept ? [] : [{ name: own, value: raised.error }], to: next };
}

/** Asks whose the error is, in their order. */
function dispatch(step: Step, scope: Scope, takers: readonly Taker[], error: Expression, isTakeable = false): Node {
  const rules: Rule[] = [];
  const seen = new Set<string>();
  const fail = to(failure(step, scope, error));
  let otherwise = fail;
  for (const taker of takers) {
    const edge = taker.edge(error);
    if (taker.errors === undefined) {
      if (!isTakeable) rules.unshift({ condition: hasName(error, ['ExpressionError']), edge: fail });
      otherwise = edge;
      break;
    }
    // What an entry further in takes can't come this far; a status may be one of several that it takes.
    const fresh = taker.errors.filter(name => !seen.has(name));
    for (const name of fresh) seen.add(name);
    if (fresh.length > 0) rules.push({ condition: hasName(error, fresh), edge });
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
