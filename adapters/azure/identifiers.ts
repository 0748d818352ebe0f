import { helperNames } from './helpers';

/**
 * Words that an orchestrator's code uses for itself. A user's variable of such a name gets a `$` behind it, which no
 * name of the language has; every other keeps its name.
 */
const used = new Set<string>([
  'context',
  'df',
  'execution',
  'loop',
  'require',
  'module',
  'exports',
  'thrown',
  'failure',
  'Object',
  'Array',
  'JSON',
  'Math',
  'Date',
  'Error',
  'NaN',
  'Infinity',
  'eval',
  '__proto__',
  ...helperNames,
]);

/** The JavaScript variable that holds a variable of the workflow. */
export function identifier(variable: string): string {
  return used.has(variable) ? `${variable}$` : variable;
}
