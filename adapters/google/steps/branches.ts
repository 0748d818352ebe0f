import type { Block } from '../../../src/adapter';
import { assign, binary, literal, map, name, no, nothing, property, step, when, yes } from '../build';
import { lowerValue } from '../expressions/lower';
import { isTotal } from '../expressions/total';
import { type At, freshCaught, type Out, stepName, temporary, usePrelude, variableOf } from '../frame';
import { leaves } from '../leaves';
import type { Assignment, Step, Try, Value } from '../model';
import { lowerSteps } from './block';

/**
 * What branches and concurrent iterations share. Google lets all of them run to their end and then raises an error whose fields it
 * doesn't state, so each catches its own; one that failed is raised behind them.
 * https://cloud.google.com/workflows/docs/reference/syntax/parallel-steps
 */
export interface Concurrent {
  /** The shared variable for an error that the step fails with. */
  readonly failure: string;
  readonly settle: boolean;
  /** Variables of the branches' own that are null before they begin, since they are read behind the join. */
  readonly declared?: readonly string[];
}

/** Where a branch's value goes. */
export type Store = (value: Value) => Assignment;

/** The place inside a branch: a scope of its own, which starts anew each time. */
export function insideBranch(at: At): At {
  return { ...at, again: false, guarded: false };
}

/** Names of a scope's own that may be read before they are assigned. */
export function declareNames(block: Block, at: At, declared: readonly string[] = []): readonly Step[] {
  const names = (at.frame.flow.unassigned.get(block) ?? []).map(one => variableOf(at, one));
  const missing = names.filter(variable => !declared.includes(variable));
  return missing.length === 0
    ? []
    : [assign(stepName(at, 'variables'), ...missing.map(variable => ({ variable, value: nothing })))];
}

/** A branch's steps. `store` is absent when nobody reads its value. */
export function lowerBranch(block: Block, concurrent: Concurrent, store: Store | undefined, at: At): readonly Step[] {
  const inside = insideBranch(at);
  const steps: Step[] = [...declareNames(block, inside, concurrent.declared), ...lowerSteps(block, inside)];
  if (!leaves(steps)) storeOutput(block, concurrent, store, inside, steps);
  if (steps.length === 0) steps.push(assign(stepName(at, 'nothing'), { variable: temporary(at, 'nothing'), value: nothing }));
  if (!concurrent.settle && block.steps.length === 0 && (!block.output || isTotal(block.output))) return steps;
  const raising = concurrent.settle ? undefined : keepingError(steps, concurrent, at);
  if (raising) return [raising];
  const raised = freshCaught(at);
  const caught = concurrent.settle ? settled(concurrent, store, raised, at) : [keepError(concurrent, raised, at)];
  return [withExcept(steps, { as: raised, steps: caught }, at)];
}

/** A single try whose `except` only raises another form of the error keeps that itself. */
function keepingError(steps: readonly Step[], { failure }: Concurrent, at: At): Step | undefined {
  const [only] = steps;
  if (!only || steps.length > 1 || only.next || only.body.kind !== 'try' || !only.body.except) return undefined;
  const { as, steps: handler } = only.body.except;
  const [raise] = handler;
  if (!raise || handler.length > 1 || raise.body.kind !== 'raise') return undefined;
  const keep = assign(stepName(at, 'failed'), { variable: failure, value: raise.body.value });
  return { ...only, body: { ...only.body, except: { as, steps: [keep] } } };
}

/** A single call, retried or not, gets the `except` itself. */
function withExcept(steps: readonly Step[], except: NonNullable<Try['except']>, at: At): Step {
  const [only] = steps;
  const body = only && steps.length === 1 && !only.next ? only.body : undefined;
  if (only && body?.kind === 'call') return { ...only, body: { kind: 'try', body, except } };
  if (only && body?.kind === 'try' && !body.except) return { ...only, body: { ...body, except } };
  return step(stepName(at, 'try'), { kind: 'try', body: { kind: 'steps', steps }, except });
}

function storeOutput(block: Block, { settle }: Concurrent, store: Store | undefined, at: At, out: Out): void {
  const value = block.output ? lowerValue(block.output, at, out) : nothing;
  if (store && settle) out.push(assign(stepName(at, 'output'), store(map({ ok: yes, value }))));
  else if (store && block.output) out.push(assign(stepName(at, 'output'), store(value)));
  else if (!store && block.output && !isTotal(block.output))
    out.push(assign(stepName(at, 'output'), { variable: temporary(at, 'unread'), value }));
}

function keepError({ failure }: Concurrent, raised: string, at: At): Step {
  return assign(stepName(at, 'failed'), { variable: failure, value: name(raised) });
}

/** An error becomes the branch's value; an ExpressionError fails the step all the same. */
function settled({ failure }: Concurrent, store: Store | undefined, raised: string, at: At): readonly Step[] {
  const error = temporary(at, 'error');
  const mistake = binary('==', property(name(error), 'name'), literal('ExpressionError'));
  const told = store ? [when(yes, { kind: 'assign', entries: [store(map({ ok: no, error: name(error) }))] })] : [];
  return [
    assign(stepName(at, 'error'), { variable: error, value: usePrelude(at, 'asError', name(raised)) }),
    step(stepName(at, 'settled'), {
      kind: 'switch',
      arms: [when(mistake, { kind: 'assign', entries: [{ variable: failure, value: name(error) }] }), ...told],
    }),
  ];
}

/** Behind the join. */
export function raiseFailure({ failure }: Concurrent, at: At): Step {
  return step(stepName(at, 'joined'), {
    kind: 'switch',
    arms: [when(binary('!=', name(failure), nothing), { kind: 'raise', value: name(failure) })],
  });
}
