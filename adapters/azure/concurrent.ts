import type { Block, ForStep } from '../../src/adapter';
import { boundBy } from '../../src/language/visit';
import { awaits, manyTasks, tasksOf } from './analysis';
import {
  arrow,
  call,
  context,
  declare,
  declareVariable,
  delegated,
  execution,
  expression,
  list,
  literal,
  map,
  member,
  name,
  pack,
  tryCatch,
} from './code';
import { lowerExpression } from './expressions';
import { childOf, type Frame, fresh, help, into, nowhere, type Sink, withBound } from './frame';
import { identifier } from './identifiers';
import { itemsOf, lowerProjection } from './items';
import type { Binding, Code, Statement } from './model';
import { addOrchestrator, variablesOf } from './scope';
import { singleCall, startCall } from './single';
import { deliver, deliverNull } from './sinks';
import { freeNames } from './variables';

/** A `for` with `concurrency`: lanes of iterations, each lane an orchestration. What awaits nothing runs in place. */
export function lowerConcurrentFor(step: ForStep, frame: Frame, sink: Sink): readonly Statement[] {
  if (awaits(step.body)) return lowerLanes(step, frame, sink);
  if (step.body.steps.length === 0 && !step.settle) return lowerProjection(step, frame, sink);
  return lowerInPlace(step, frame, sink);
}

function lowerLanes(step: ForStep, frame: Frame, sink: Sink): readonly Statement[] {
  const orchestrator = childOf(frame, 'loop', step.name);
  const reads = freeNames(step.body);
  const bound = boundBy(step).filter((name, i) => i === 0 || reads.has(name));
  const outer = outerNames(step.body, bound, frame);
  const comment = `Iterations of "${step.name}".`;
  addOrchestrator(
    { name: orchestrator, comment, wrapper: 'asLane' },
    step.body,
    [...bound.map(identifier), ...outer],
    frame,
    step.at,
  );
  const limits = map({
    limit: literal(step.concurrency ?? 1),
    perLane: literal(Math.max(1, Math.floor(manyTasks / Math.max(1, tasksOf(step.body))))),
    ...(step.settle ? { settle: literal(true) } : {}),
    ...directly(step, bound.map(identifier), withBound(frame, boundBy(step), step.at)),
  });
  const rounds = call(member(itemsOf(step, frame), 'map'), arrow(bound.map(identifier), pack(bound.map(identifier))));
  const values = delegated(help(frame, 'lanes', context, execution, literal(orchestrator), limits, rounds, pack(outer)));
  if (step.body.output || step.settle) return deliver(sink, values);
  return [expression(values), ...deliverNull(sink, frame)];
}

/** How one call an iteration starts, and what becomes of its answer: up to the limit there is no need for lanes. */
function directly(step: ForStep, bound: readonly string[], frame: Frame): Readonly<Record<string, Code>> {
  const single = singleCall(step.body);
  if (!single) return {};
  const start = { start: arrow([{ map: bound }], startCall(single.call, frame)) };
  if (single.plain) return start;
  const value = single.output ? lowerExpression(single.output, frame) : literal(null);
  return { ...start, finish: arrow([{ map: bound }, identifier(single.call.name)], value) };
}

/** What a scope reads from outside, as JavaScript names. */
export function outerNames(block: Block, bound: readonly string[], frame: Frame): readonly string[] {
  const own = frame.build.scopes.get(block)?.names;
  return [...freeNames(block, bound)].filter(name => !own?.has(name)).map(identifier);
}

function lowerInPlace(step: ForStep, frame: Frame, sink: Sink): readonly Statement[] {
  const wanted = (step.body.output !== undefined || step.settle) && sink.kind !== 'none';
  const values = wanted ? fresh(frame, `${step.name}Values`) : undefined;
  const items = fresh(frame, `${step.name}Items`);
  const usesPosition = step.at !== undefined && freeNames(step.body).has(step.at);
  const binding: Binding = usesPosition ? { list: [identifier(step.at ?? ''), identifier(step.each)] } : identifier(step.each);
  const target: Sink = values === undefined ? nowhere : { kind: 'push', list: name(values) };
  return [
    declare(items, itemsOf(step, frame)),
    ...(values === undefined ? [] : [declare(values, list([]))]),
    {
      kind: 'forOf',
      binding,
      list: usesPosition ? call(member(name(items), 'entries')) : name(items),
      body: lowerOwnScope(step.body, step.settle, target, withBound(frame, boundBy(step), step.at)),
    },
    ...(values === undefined ? deliverNull(sink, frame) : deliver(sink, name(values))),
  ];
}

/** A scope that awaits nothing, in place; with `settle` its outcome goes into the sink. */
export function lowerOwnScope(block: Block, settle: boolean, sink: Sink, frame: Frame): readonly Statement[] {
  const names = variablesOf(block, frame);
  const own: Frame = { ...frame, repeats: false, guarded: frame.guarded || settle };
  const variables: readonly Statement[] = names.length > 0 ? [{ kind: 'variables', names }] : [];
  if (!settle) return [...variables, ...frame.build.block(block, sink, { ...own, repeats: sink.kind !== 'none' })];
  const error = help(frame, 'caughtError', name('thrown'));
  if (sink.kind === 'none')
    return [...variables, tryCatch(frame.build.block(block, nowhere, own), 'thrown', [expression(error)])];
  const value = fresh(frame, 'value');
  const outcome = (ok: boolean, entries: Readonly<Record<string, Code>>): readonly Statement[] =>
    deliver(sink, map({ ok: literal(ok), ...entries }));
  return [
    ...variables,
    declareVariable(value, literal(null)),
    tryCatch(
      [...frame.build.block(block, into(name(value)), own), ...outcome(true, { value: name(value) })],
      'thrown',
      outcome(false, { error }),
    ),
  ];
}
