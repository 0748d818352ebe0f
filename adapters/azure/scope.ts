import type { Block, ForStep, LoopStep } from '../../src/adapter';
import { asResult, type Frame, ofFunction } from './frame';
import { identifier } from './identifiers';
import type { Orchestrator, Statement, Wrapper } from './model';
import { namesIn, withDeclarations } from './declarations';

/** The variables that a scope owns and somebody reads, but those of its loops' rounds. */
export function variablesOf(block: Block, frame: Frame): readonly string[] {
  const { scopes, locals, read } = frame.build;
  const names = scopes.get(block)?.names.keys() ?? [];
  const inRounds = new Set([...locals.values()].flatMap(own => [...own]));
  return [...names].filter(name => read.has(name) && !inRounds.has(name)).map(identifier);
}

/** A round's statements, with the variables that live in it. */
export function roundBody(step: ForStep | LoopStep, body: readonly Statement[], frame: Frame): readonly Statement[] {
  const own = [...(frame.build.locals.get(step) ?? [])].filter(name => frame.build.read.has(name));
  return withDeclarations(own.map(identifier), body);
}

/** A scope's variables, and its block with its value as a function's result. */
export function scopeBody(block: Block, frame: Frame): readonly Statement[] {
  const names = variablesOf(block, frame);
  const body = frame.build.block(block, asResult, frame);
  return withDeclarations(names, body);
}

/** Notes an orchestrator that runs a scope of its own, given the values that it reads from outside. */
export function addOrchestrator(
  orchestrator: { readonly name: string; readonly comment: string; readonly wrapper: Wrapper },
  block: Block,
  values: readonly string[],
  from: Frame,
  bind: (own: Frame) => Frame = own => own,
): void {
  const { children } = from.build;
  if (children.has(orchestrator.name)) return;
  const own = ofFunction(from, { repeats: false, guarded: false, exit: 'return' });
  const body = scopeBody(block, bind(own));
  children.set(orchestrator.name, {
    ...orchestrator,
    comment: [orchestrator.comment],
    parameters: usedParameters([...values], body),
    body,
    timeout: null,
  });
}

/** `context, { values }, execution`, without those at the end that nobody needs. */
function usedParameters(values: readonly string[], body: readonly Statement[]): Orchestrator['parameters'] {
  if (namesIn(body).has('execution')) return ['context', { map: values }, 'execution'];
  return values.length > 0 ? ['context', { map: values }] : ['context'];
}
