import type { Block, CatchEntry, Step } from '../../src/adapter';
import {
  choose,
  comment,
  declare,
  delegated,
  expression,
  leave,
  list,
  literal,
  name,
  raise,
  reachable,
  tryCatch,
  when,
} from './code';
import { lowerCondition } from './expressions';
import { type Frame, fresh, help, into, nowhere, type Sink, timed, withBound } from './frame';
import { identifier } from './identifiers';
import type { Code, Statement } from './model';
import { deliverExpression, deliverNull } from './sinks';
import { lowerKind } from './steps/index';
import { policies } from './tasks';
import { freeNames } from './variables';

/** A block's steps, then its value into the sink. */
export function lowerBlock(block: Block, sink: Sink, frame: Frame): readonly Statement[] {
  return reachable([
    ...block.steps.flatMap(step => lowerStep(step, frame)),
    ...(block.output ? deliverExpression(sink, block.output, frame) : deliverNull(sink, frame)),
  ]);
}

function lowerStep(step: Step, frame: Frame): readonly Statement[] {
  const sink = frame.build.read.has(step.name) ? into(name(identifier(step.name))) : nowhere;
  const statements = withCatch(step, frame, sink);
  const guarded = step.if ? choose(lowerCondition(step.if, frame), statements, deliverNull(sink, frame)) : statements;
  return step.description === undefined ? guarded : [comment(...linesOf(step.description)), ...guarded];
}

/** A comment can't be left by any kind of line end. */
export function linesOf(description: string): readonly string[] {
  return description.trimEnd().split(/[\n\r\u2028\u2029]+/);
}

function withCatch(step: Step, frame: Frame, sink: Sink): readonly Statement[] {
  if (step.catch.length === 0) return withRetry(step, frame, sink);
  return [tryCatch(withRetry(step, { ...frame, guarded: true }, sink), 'thrown', lowerCatch(step.catch, frame, sink))];
}

function lowerCatch(entries: readonly CatchEntry[], frame: Frame, sink: Sink): readonly Statement[] {
  const [only, ...others] = entries;
  if (only && others.length === 0) {
    const caught = help(frame, 'caughtError', name('thrown'), ...(only.errors ? [namesOf(only.errors)] : []));
    return [bindError(only, caught) ?? expression(caught), ...frame.build.block(only.body, sink, withBound(frame, [only.as]))];
  }
  const names = new Set(entries.map(entry => entry.as));
  const [common] = names.size === 1 ? [...names].map(identifier) : [];
  const failure = common ?? 'failure';
  const otherwise: readonly Statement[] = [raise(name('thrown'))];
  const choice = entries.reduceRight<readonly Statement[]>((rest, entry) => {
    const binding = common === undefined ? bindError(entry, name(failure)) : undefined;
    const body = [...(binding ? [binding] : []), ...frame.build.block(entry.body, sink, withBound(frame, [entry.as]))];
    if (!entry.errors) return body;
    const ignored = [comment('Ignored.')];
    return [when(help(frame, 'takes', name(failure), namesOf(entry.errors)), body.length > 0 ? body : ignored, rest)];
  }, otherwise);
  return [declare(failure, help(frame, 'caughtError', name('thrown'))), ...choice];
}

/** `const error = ...`, when the entry reads its error. */
function bindError(entry: CatchEntry, value: Code): Statement | undefined {
  return freeNames(entry.body).has(entry.as) ? declare(identifier(entry.as), value) : undefined;
}

function namesOf(errors: readonly string[]): Code {
  return list(errors.map(literal));
}

/** A call is retried by a helper; a block by a loop around its statements, since it may return from the workflow. */
function withRetry(step: Step, frame: Frame, sink: Sink): readonly Statement[] {
  if (step.retry.length === 0 || ['call', 'http', 'run'].includes(step.kind)) return lowerKind(step, frame, sink);
  const again = fresh(frame, `${step.name}Again`);
  const body = lowerKind(step, { ...frame, repeats: true, guarded: true }, sink);
  const next = delegated({ kind: 'call', callee: name(again), args: [...timed(frame), name('thrown')] });
  return [
    declare(again, help(frame, 'retries', policies(step.retry))),
    { kind: 'while', test: literal(true), body: [tryCatch(reachable([...body, leave]), 'thrown', [expression(next)])] },
  ];
}
