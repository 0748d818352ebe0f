import jsonata from 'jsonata';
import type { Json } from '../../../src/language/json';
import { EvaluationError } from './errors';
import { addedFunctions, outsideFunctions, outsideKey, removedFunctions, type Outside } from './functions';
import { analyze, type Syntax } from './syntax';
import { show, take, unsupported } from './values';

/** An expression that parses under JSONata 2.0.6, the version that Step Functions runs. */
export interface Expression {
  /** Without `{%`, `%}` and the blanks beside them: as the service prints it. */
  readonly text: string;
  readonly syntax: Syntax;
  readonly compiled: jsonata.Expression;
  /** Whether it may read the clock or chance. */
  readonly readsOutside: boolean;
  /** Whether nesting must be counted while it is evaluated. Counting costs time, so only what may nest too deep is counted. */
  readonly counted: boolean;
}

/** Where an evaluation gets its values. */
export interface Scope {
  /** `$states` as the library may see it, with at least what the expression reads of it. */
  states(syntax: Syntax): unknown;
  /** Undefined when nothing assigned it. */
  variable(name: string): Json | undefined;
  outside(): Outside;
}

/** The deepest nesting that the service evaluates, and the steps that stand for its second of time. Both measured: see docs/services/step-functions.md of `floci-io/floci`. */
export const maxDepth = 100;
const maxSteps = 1_000_000;

const effortKey = ' effort';

const cache = new Map<string, Expression>();

/** Whether a text is an expression: `{%` at its very start and `%}` at its very end. */
export function isExpression(text: string): boolean {
  return text.length >= 4 && text.startsWith('{%') && text.endsWith('%}');
}

/**
 * Compiles `{% ... %}`; the same text is compiled once.
 * Throws what the library throws for a text that doesn't parse: an object with `code` and `message`.
 */
export function compileExpression(source: string): Expression {
  const known = cache.get(source);
  if (known) return known;
  const text = source.slice(2, -2).trim();
  const compiled = jsonata(text);
  for (const name of removedFunctions) compiled.assign(name, undefined);
  for (const added of addedFunctions) {
    compiled.registerFunction(added.name, added.implementation as (...parameters: unknown[]) => unknown, added.signature);
  }
  const syntax = analyze(compiled.ast());
  const expression = {
    text,
    syntax,
    compiled,
    readsOutside: outsideFunctions.some(name => syntax.variables.has(name)),
    counted: syntax.depth > maxDepth || syntax.bindsFunctions,
  };
  if (expression.counted) countEffort(compiled);
  cache.set(source, expression);
  return expression;
}

/**
 * Evaluates an expression to JSON. `field` is where it stands, as the service names the place in messages.
 * Throws an EvaluationError with the service's words for what fails, gives undefined or isn't JSON.
 */
export async function evaluate(expression: Expression, field: string, scope: Scope): Promise<Json> {
  let result: unknown;
  try {
    result = await expression.compiled.evaluate(undefined, bindingsOf(expression, scope));
  } catch (error) {
    throw evaluationError(expression, field, `threw an error during evaluation${describe(error)}`);
  }
  const value = take(result);
  if (value === undefined) throw evaluationError(expression, field, 'returned nothing (undefined).');
  if (value === unsupported) throw evaluationError(expression, field, 'returned an unsupported result type.');
  return value;
}

/** The error of an expression, in the service's words: `complaint` follows its text and its place. */
export function evaluationError(expression: Expression, field: string, complaint: string): EvaluationError {
  return new EvaluationError(
    `The JSONata expression '${expression.text}' specified for the field '${field}' ${complaint}`,
    field,
  );
}

function bindingsOf(expression: Expression, scope: Scope): Record<string, unknown> {
  const bindings: Record<string, unknown> = expression.readsOutside ? { [outsideKey]: scope.outside() } : {};
  for (const name of expression.syntax.variables) {
    if (name === 'states') {
      bindings[name] = scope.states(expression.syntax);
    } else {
      const value = scope.variable(name);
      if (value !== undefined) bindings[name] = show(value);
    }
  }
  if (expression.counted) bindings[effortKey] = { depth: 0, steps: 0 } satisfies Effort;
  return bindings;
}

/** `. T2001: The left side of …` for the library's own errors, `: …` for the limits of time and nesting, which have no code. */
function describe(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? `. ${code}: ${String(message)}` : `: ${String(message)}`;
}

/** Per evaluation: how deep it is now, and how much it has done. */
interface Effort {
  depth: number;
  steps: number;
}

interface Environment {
  readonly isParallelCall?: boolean;
  /** How many of the nodes that are under way in it were counted. */
  entered?: number;
  lookup(name: string): unknown;
}

/** The library calls what is bound to these two symbols around each node that it evaluates. */
const entry = Symbol.for('jsonata.__evaluate_entry') as unknown as string;
const exit = Symbol.for('jsonata.__evaluate_exit') as unknown as string;

function countEffort(compiled: jsonata.Expression): void {
  compiled.assign(entry, (_node: unknown, _input: unknown, environment: Environment) => {
    // What the library evaluates side by side (the items of a list) isn't nested.
    if (environment.isParallelCall) return;
    const effort = environment.lookup(effortKey) as Effort;
    environment.entered = (environment.entered ?? 0) + 1;
    if (++effort.depth > maxDepth) {
      throw new Error('Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive');
    }
    if (++effort.steps > maxSteps) throw new Error('Expression evaluation timeout: Check for infinite loop');
  });
  compiled.assign(exit, (_node: unknown, _input: unknown, environment: Environment) => {
    // The library marks an environment as parallel while nodes that were counted in it are under way, and leaves it marked.
    if (!environment.entered) return;
    environment.entered--;
    (environment.lookup(effortKey) as Effort).depth--;
  });
}
