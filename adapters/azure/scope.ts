import type { Block } from '../../src/adapter';
import { asResult, type Frame, ofFunction } from './frame';
import { identifier } from './identifiers';
import type { Orchestrator, Statement, Wrapper } from './model';
import { namesIn, withDeclarations } from './declarations';

/** The variables that a scope owns and somebody reads. */
export function variablesOf(block: Block, frame: Frame): readonly string[] {
  const names = frame.build.scopes.get(block)?.names.keys() ?? [];
  return [...names].filter(name => frame.build.read.has(name)).map(identifier);
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
