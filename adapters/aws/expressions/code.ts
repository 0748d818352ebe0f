import type { Expression } from '../../../src/adapter';
import { builtins } from '../../../src/language/expressions/builtins';
import { typesOf } from '../../../src/language/expressions/types';
import { types, type TypeSet } from '../../../src/language/expressions/typeset';
import type { HelperName } from './helpers';
import { isRaw, type Raw } from './raw';

/**
 * What becomes of an expression's value, and so what may stand for null and for a mistake. In JSONata what is missing
 * is *undefined*; a field of a state that comes out undefined fails the execution with States.QueryEvaluationError,
 * which is the language's ExpressionError.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 *
 * - `value`: never undefined; missing is null.
 * - `loose`: undefined is taken for null.
 * - `field`: the value of a field: undefined fails, null is null.
 * - `strict`: undefined and null both fail.
 * - `condition`: a `Condition`: AWS itself refuses all but booleans.
 */
export type Sink = 'value' | 'loose' | 'field' | 'strict' | 'condition';

/** How tightly a piece of JSONata binds: https://docs.jsonata.org/other-operators */
export const level = { open: 0, or: 1, and: 2, compare: 3, add: 4, multiply: 5, sign: 6, atom: 7 } as const;

export interface Code {
  readonly text: string;
  readonly level: number;
}

export const atom = (text: string): Code => ({ text, level: level.atom });

/** The text, in parentheses when it binds less than `least`. */
export const inner = (code: Code, least: number): string => (code.level < least ? `(${code.text})` : code.text);

/** Generates one JSONata expression and remembers the helpers it calls. */
export interface Generator {
  readonly workflowName: string;
  gen(expression: Expression, sink: Sink): Code;
  /** A call of a helper. */
  help(name: HelperName, ...args: readonly string[]): Code;
}

/**
 * The types an expression can come out as, as far as its text and the types of the lowering's own JSONata say it;
 * `known` has those of variables.
 */
export function typesIn(expression: Expression, known?: ReadonlyMap<string, TypeSet>): TypeSet {
  const of = (e: Expression): TypeSet => typesIn(e, known);
  if (isRaw(expression)) {
    const [only] = expression.raw.parts;
    return expression.raw.parts.length === 1 && typeof only === 'object' && expression.raw.types === types.any
      ? of(only)
      : expression.raw.types;
  }
  switch (expression.kind) {
    case 'variable':
      return known?.get(expression.name) ?? types.any;
    case 'conditional':
      return of(expression.then) | of(expression.otherwise);
    case 'logical':
      return expression.operator === '??' ? (of(expression.left) & ~types.null) | of(expression.right) : types.boolean;
    case 'binary': {
      if (expression.operator !== '+') return typesOf(expression);
      const both = types.number | types.string;
      return of(expression.left) & of(expression.right) & both || both;
    }
    case 'call':
      return builtins[expression.builtin].result(expression.args.map(of));
    default:
      return typesOf(expression);
  }
}

/** Whether a check in the expression isn't needed. */
export const isNeedless = ({ raw: { unless, parts } }: Raw): boolean => {
  const [, inside] = parts;
  return unless !== undefined && typeof inside === 'object' && (typesIn(inside) & ~unless) === 0;
};

const isStrict = (sink: Sink): boolean => sink === 'strict' || sink === 'field' || sink === 'condition';

/** The sink of an operand whose undefined or null makes the whole undefined or fail. */
export const operandSink = (sink: Sink): Sink => (isStrict(sink) ? 'strict' : 'value');

/** A JSONata string. The marks of an expression inside it are spelled so that nothing takes them for the field's own. */
export function quote(text: string): string {
  return JSON.stringify(text).replaceAll('{%', '{\\u0025').replaceAll('%}', '\\u0025}');
}

const plainKey = /^[A-Za-z_][A-Za-z0-9_]*$/;
const words = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);

/** A key as the step of a path; quoted where JSONata would read something else. */
export function stepText(key: string): string {
  return plainKey.test(key) && !words.has(key) ? key : quote(key);
}
