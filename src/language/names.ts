import { isBuiltin } from './expressions/builtins';

/** Names that mean something else in every expression. `error` is what `as` binds when it isn't said. */
export const ownNames = ['input', 'workflow', 'error', 'callback'] as const;

const reservedWords = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if ' +
    'implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof ' +
    'undefined var void while with yield'
  ).split(' '),
);

export const maxNameLength = 60;
export const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

export type NameProblem = { readonly kind: 'shape'; readonly why: string } | { readonly kind: 'reserved'; readonly is: string };

/** Why a word can't name a step, a branch or a variable; undefined when it can. */
export function nameProblem(name: string): NameProblem | undefined {
  if (!namePattern.test(name)) return { kind: 'shape', why: "names have letters, digits and _ and don't begin with a digit" };
  if (name.length > maxNameLength) return { kind: 'shape', why: `names have at most ${maxNameLength} characters` };
  if (reservedWords.has(name)) return { kind: 'reserved', is: 'a reserved word of JavaScript' };
  if (isBuiltin(name)) return { kind: 'reserved', is: 'a builtin' };
  if ((ownNames as readonly string[]).includes(name)) return { kind: 'reserved', is: 'a name of the language itself' };
  return undefined;
}

/** Names of workflows are keys of `workflows`; targets make identifiers of them. */
export const workflowNamePattern = /^[A-Za-z_][A-Za-z0-9_-]*$/;
