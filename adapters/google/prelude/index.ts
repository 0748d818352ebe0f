import type { Definition } from './definition';
import { errors } from './errors';
import { lists } from './lists';
import { maps } from './maps';
import { strings } from './strings';
import { time } from './time';
import { values } from './values';

/**
 * Subworkflows for what the language has and Google's standard library hasn't. A document holds those it uses.
 * Expressions call them by position: https://cloud.google.com/workflows/docs/reference/syntax/subworkflows
 */
export const prelude = { ...errors, ...values, ...strings, ...lists, ...maps, ...time };

export type PreludeName = keyof typeof prelude;
export const preludeNames = Object.keys(prelude) as readonly PreludeName[];

/** Those used, and those that they use, in the order of the tables. */
export function preludeOf(used: ReadonlySet<PreludeName>): readonly (readonly [PreludeName, Definition])[] {
  const all = new Set<PreludeName>();
  const add = (named: PreludeName): void => {
    if (all.has(named)) return;
    all.add(named);
    const { uses = [] } = prelude[named] as Definition;
    for (const other of uses) add(other as PreludeName);
  };
  for (const named of used) add(named);
  return preludeNames.filter(named => all.has(named)).map(named => [named, prelude[named] as Definition]);
}

/** Parameters and variables of the prelude: a workflow's subworkflow mustn't have the name of one. */
export const preludeVariables: ReadonlySet<string> = new Set(
  preludeNames.flatMap(named => variablesOf(prelude[named] as Definition)),
);

function variablesOf({ params, steps }: Definition): readonly string[] {
  const names: string[] = [...params];
  const visit = (value: unknown, key: string): void => {
    if (key === 'assign' && Array.isArray(value))
      names.push(...value.map(entry => Object.keys(entry as object)[0]!.split('[')[0]!));
    if ((key === 'value' || key === 'index') && typeof value === 'string') names.push(value);
    if (typeof value === 'object' && value !== null) for (const [inner, child] of Object.entries(value)) visit(child, inner);
  };
  visit(steps, '');
  return names;
}
