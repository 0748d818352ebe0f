import type { Block, ForStep } from '../../src/adapter';
import { boundBy } from '../../src/language/visit';
import { awaits, manyTasks, tasksOf } from './analysis';
import {
  arrow,
  assign,
  call,
  context,
  declare,
  declareVariable,
  delegated,
  execution,
  expression,
  leaves,
  list,
  literal,
  map,
  member,
  name,
  pack,
  reachable,
  tryCatch,
} from './code';
import { namesIn, withDeclarations } from './declarations';
import { lowerExpression } from './expressions';
import { childOf, type Frame, fresh, help, into, nowhere, type Sink, withIteration } from './frame';
import { identifier } from './identifiers';
import { itemsOf, lowerProjection, namedItems } from './items';
import type { Binding, Code, Statement } from './model';
import { addOrchestrator, variablesOf } from './scope';
import { singleCall, startCall } from './single';
import { deliver, deliverNull } from './sinks';
import { freeNames, isUnseen } from './variables';

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
    own => withIteration(own, step),
  );
  const limits = map({
    limit: literal(step.concurrency ?? 1),
    perLane: literal(Math.max(1, Math.floor(manyTasks / Math.max(1, tasksOf(step.body))))),
    ...(step.settle ? { settle: literal(true) } : {}),
    ...directly(step, bound.map(identifier), withIteration(frame, step)),
  });
  const rounds = call(member(itemsOf(step, frame), 'map'), arrow(bound.map(identifier), pack(bound.map(identifier))));
  const read = outer.length > 0 ? [pack(outer)] : [];
  const values = delegated(help(frame, 'lanes', context, execution, literal(orchestrator), limits, rounds, ...read));
  if (step.body.output || step.settle) return deliver(sink, values);
  return [expression(values), ...deliverNull(sink, frame)];
}

/** How one call an iteration starts, and what becomes of its answer: up to the limit there is no need for lanes. */
function directly(step: ForStep, bound: readonly string[], frame: Frame): Readonly<Record<string, Code>> {
  const single = singleCall(step.body);
  if (!single) return {};
  const started = startCall(single.call, frame);
  const start = { start: arrow([mentioned(bound, started)], started) };
  if (single.plain) return start;
  const value = single.output ? lowerExpression(single.output, frame) : literal(null);
  return { ...start, finish: arrow([mentioned(bound, value), identifier(single.call.name)], value) };
}

/** An iteration as a parameter: the names that the code mentions. */
function mentioned(bound: readonly string[], code: Code): Binding {
  const used = namesIn(code);
  return { map: bound.filter(name => used.has(name)) };
}

/** What a scope reads from outside, as JavaScript names. */
export function outerNames(block: Block, bound: readonly string[], frame: Frame): readonly string[] {
  const own = frame.build.scopes.get(block)?.names;
  return [...freeNames(block, bound)].filter(name => !own?.has(name)).map(identifier);
}

function lowerInPlace(step: ForStep, frame: Frame, sink: Sink): readonly Statement[] {
  const wanted = (step.body.output !== undefined || step.settle) && sink.kind !== 'none';
  const own = wanted && sink.kind === 'assign' && isUnseen(step, frame);
  const values = own ? identifier(step.name) : wanted ? fresh(frame, `${step.name}Values`) : undefined;
  const { declared, items } = namedItems(step, frame);
  const usesPosition = step.at !== undefined && freeNames(step.body).has(step.at);
  const binding: Binding = usesPosition ? { list: [identifier(step.at ?? ''), identifier(step.each)] } : identifier(step.each);
  const target: Sink = values === undefined ? nowhere : { kind: 'push', list: name(values) };
  return [
    ...declared,
    ...(values === undefined ? [] : [own ? assign(name(values), list([])) : declare(values, list([]))]),
    {
      kind: 'forOf',
      binding,
      list: usesPosition ? call(member(items, 'entries')) : items,
      body: lowerOwnScope(step.body, step.settle, target, withIteration(frame, step)),
    },
    ...(own ? [] : values === undefined ? deliverNull(sink, frame) : deliver(sink, name(values))),
  ];
}

/** A scope that awaits nothing, in place; with `settle` its outcome goes into the sink. */
export function lowerOwnScope(block: Block, settle: boolean, sink: Sink, frame: Frame): readonly Statement[] {
  const own: Frame = { ...frame, repeats: false, guarded: frame.guarded || settle };
  const body = settle ? settled(block, sink, own) : frame.build.block(block, sink, { ...own, repeats: sink.kind !== 'none' });
  return withDeclarations(variablesOf(block, frame), body);
}

function settled(block: Block, sink: Sink, frame: Frame): readonly Statement[] {
  const error = help(frame, 'caughtError', name('thrown'));
  if (sink.kind === 'none') return [tryCatch(frame.build.block(block, nowhere, frame), 'thrown', [expression(error)])];
  const outcome = (ok: boolean, entries: Readonly<Record<string, Code>>): readonly Statement[] =>
    deliver(sink, map({ ok: literal(ok), ...entries }));
  const failed = outcome(false, { error });
  if (!block.output) {
    const done = [...frame.build.block(block, nowhere, frame), ...outcome(true, { value: literal(null) })];
    return [tryCatch(reachable(done), 'thrown', failed)];
  }
  const value = fresh(frame, 'value');
  const body = frame.build.block(block, into(name(value)), frame);
  if (body.some(leaves)) return [tryCatch(body, 'thrown', failed)];
  const done = [...body, ...outcome(true, { value: name(value) })];
  return [declareVariable(value, literal(null)), tryCatch(done, 'thrown', failed)];
}
