import type { Binary, BuiltinCall, Expression, Logical, Member, Text, Unary, Variable } from '../../../src/adapter';
import { types, type TypeSet } from '../../../src/language/expressions/typeset';
import { childrenOf } from '../../../src/language/visit';
import { prototypeKeys } from './names';

/**
 * JSONata that stands where the workflow's own expressions can't say it: `$states.result.Payload`, a filtered list, a
 * caught error. To the language's functions it is a variable of any type, so that it may take a variable's place.
 */
export interface Raw extends Variable {
  readonly raw: RawCode;
}

export interface RawCode {
  /** JSONata, with the language's expressions in it; these come out as definite values. */
  readonly parts: readonly (string | Expression)[];
  readonly types: TypeSet;
  /** True when it may be undefined, which then stands for null. */
  readonly mayMiss: boolean;
  readonly canFail: boolean;
  /** True for a path or a call, which need no parentheses. */
  readonly isAtom: boolean;
  /** Names that its own functions bind. */
  readonly bound: readonly string[];
  /** Helpers that the text calls. */
  readonly helpers: readonly string[];
  /** True when its expressions may come out undefined: then it fails. */
  readonly takesMissing: boolean;
  /** A path to a map with the same members, whose value may be missing. */
  readonly path?: string;
  /** A check that isn't needed when the expression in it has this type in any case. */
  readonly unless?: TypeSet;
}

const nowhere = { path: [] };

export function raw(parts: RawCode['parts'], is: Partial<Omit<RawCode, 'parts'>> = {}): Expression {
  const code: RawCode = {
    types: types.any,
    mayMiss: false,
    canFail: false,
    isAtom: true,
    bound: [],
    helpers: [],
    takesMissing: false,
    ...is,
    parts,
  };
  const node: Raw = { kind: 'variable', name: '', place: nowhere, raw: code };
  return node;
}

export function isRaw(expression: Expression): expression is Raw {
  return 'raw' in expression;
}

export const literal = (value: null | boolean | number | string): Expression => ({ kind: 'literal', value, place: nowhere });
export const variable = (name: string): Expression => ({ kind: 'variable', name, place: nowhere });
export const mapOf = (entries: Readonly<Record<string, Expression>>): Expression => ({
  kind: 'map',
  entries: Object.entries(entries).map(([key, value]) => ({ key, value })),
  place: nowhere,
});
export const nothing = literal(null);

/** A value that must have a type; one that has it in any case stands for itself. */
export function checked(value: Expression, type: 'boolean' | 'string' | 'list'): Expression {
  if (value.kind === 'literal' && typeof value.value === type) return value;
  const helper = `_${type}`;
  return raw([`$${helper}(`, value, ')'], {
    types: types[type],
    canFail: true,
    takesMissing: true,
    helpers: [helper],
    unless: types[type],
  });
}

/** A variable that holds a number or a list of the lowering's own: known to be one. */
export const typedVariable = (name: string, set: TypeSet): Expression => raw([variable(name)], { types: set });

/** The variables an expression reads, what stands in its JSONata included. */
export function freeVariables(expression: Expression, into = new Map<string, number>()): Map<string, number> {
  if (isRaw(expression)) {
    const inner = new Map<string, number>();
    for (const part of expression.raw.parts) if (typeof part !== 'string') freeVariables(part, inner);
    for (const [name, count] of inner) if (!expression.raw.bound.includes(name)) into.set(name, (into.get(name) ?? 0) + count);
  } else if (expression.kind === 'variable') {
    into.set(expression.name, (into.get(expression.name) ?? 0) + 1);
  } else {
    for (const child of childrenOf(expression)) freeVariables(child, into);
  }
  return into;
}

/** What an expression says, wherever it stands: the same for the same. */
export const textOf = (e: Expression): string => JSON.stringify(e, (key, item: unknown) => (key === 'place' ? undefined : item));

/** Whether evaluating the expression evaluates such a part of it, whatever the values. */
export function isAlwaysIn(e: Expression, isPart: (part: Expression) => boolean): boolean {
  if (isPart(e)) return true;
  const isIn = (part: Expression): boolean => isAlwaysIn(part, isPart);
  if (isRaw(e)) {
    const parts = e.raw.parts.filter(part => typeof part !== 'string');
    // What a function of the expression says may be said for no item at all.
    return (e.raw.bound.length > 0 ? parts.slice(0, 1) : parts).some(isIn);
  }
  switch (e.kind) {
    case 'logical':
      return isIn(e.left);
    case 'conditional':
      return isIn(e.test);
    default:
      return childrenOf(e).some(isIn);
  }
}

/** Puts expressions in the place of variables. Names are unique in a machine, so nothing is captured. */
export function substitute(expression: Expression, values: ReadonlyMap<string, Expression>): Expression {
  if (values.size === 0) return expression;
  return transform(expression, e => (e.kind === 'variable' && !isRaw(e) ? values.get(e.name) : undefined));
}

/** Replaces what `replace` answers for, outermost first, and leaves out what the result says twice. */
export function transform(expression: Expression, replace: (e: Expression) => Expression | undefined): Expression {
  const go = (e: Expression): Expression => transform(e, replace);
  const replaced = replace(expression);
  if (replaced) return replaced;
  if (isRaw(expression)) {
    const parts = expression.raw.parts.map(part => (typeof part === 'string' ? part : go(part)));
    const [only] = parts;
    // A variable whose type was known has become a value, which says its type itself.
    const isValue = parts.length === 1 && typeof only === 'object' && (only.kind !== 'variable' || isRaw(only));
    return isValue ? only : raw(parts, expression.raw);
  }
  switch (expression.kind) {
    case 'literal':
    case 'workflow':
    case 'variable':
      return expression;
    case 'member':
      return simpleMember({ ...expression, object: go(expression.object) });
    case 'index':
      return { ...expression, object: go(expression.object), index: go(expression.index) };
    case 'unary':
      return simpleNot({ ...expression, operand: go(expression.operand) });
    case 'binary':
      return simpleBinary({ ...expression, left: go(expression.left), right: go(expression.right) });
    case 'logical':
      return simpleElse({ ...expression, left: go(expression.left), right: go(expression.right) });
    case 'conditional':
      return { ...expression, test: go(expression.test), then: go(expression.then), otherwise: go(expression.otherwise) };
    case 'list':
      return { ...expression, items: expression.items.map(go) };
    case 'map':
      return { ...expression, entries: expression.entries.map(({ key, value }) => ({ key, value: go(value) })) };
    case 'text':
      return simpleText({ ...expression, parts: expression.parts.map(go) });
    case 'call':
      return simpleAppend({ ...expression, args: expression.args.map(go) });
  }
}

/** A member of a map that is written out is that entry: `error.message` of a caught error is the message alone. */
function simpleMember(member: Member): Expression {
  const { object, key } = member;
  // JSONata takes no literal for the first step of a path.
  if (object.kind === 'literal' && object.value === null) return nothing;
  if (isRaw(object) && object.raw.path !== undefined && !prototypeKeys.has(key)) {
    return { ...member, object: raw([object.raw.path], { mayMiss: true }) };
  }
  if (object.kind !== 'map') return member;
  return object.entries.find(entry => entry.key === key)?.value ?? nothing;
}

/** What is known before it runs: sums and comparisons of values that are written out, mostly of a null at the start. */
function simpleBinary(binary: Binary): Expression {
  const { operator, left, right } = binary;
  if (left.kind !== 'literal' || right.kind !== 'literal') return binary;
  if (operator === '==' || operator === '!=') return literal((left.value === right.value) === (operator === '=='));
  const isSum = operator === '+' && typeof left.value === 'number' && typeof right.value === 'number';
  return isSum ? literal((left.value as number) + (right.value as number)) : binary;
}

function simpleNot(unary: Unary): Expression {
  const { operator, operand } = unary;
  return operator === '!' && operand.kind === 'literal' && typeof operand.value === 'boolean' ? literal(!operand.value) : unary;
}

function simpleElse(logical: Logical): Expression {
  const { operator, left, right } = logical;
  if (operator !== '??' || left.kind !== 'literal') return logical;
  return left.value === null ? right : left;
}

/** Texts in a text, and texts side by side, are one. */
function simpleText(text: Text): Expression {
  const parts: Expression[] = [];
  for (const part of text.parts.flatMap(inner => (inner.kind === 'text' ? inner.parts : [inner]))) {
    const last = parts.at(-1);
    if (isText(last) && isText(part)) parts[parts.length - 1] = literal(last.value + part.value);
    else parts.push(part);
  }
  const [only] = parts;
  return parts.length === 1 && isText(only) ? only : { ...text, parts };
}

const isText = (e: Expression | undefined): e is Expression & { kind: 'literal'; value: string } =>
  e?.kind === 'literal' && typeof e.value === 'string';

function simpleAppend(call: BuiltinCall): Expression {
  const [list, item] = call.args;
  const isKnown = call.builtin === 'append' && list?.kind === 'list' && item;
  return isKnown ? { ...list, items: [...list.items, item] } : call;
}
