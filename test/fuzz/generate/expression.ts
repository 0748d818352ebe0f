import type { Expression } from '../../../src/language/expressions/ast';
import type { Random } from '../random';
import { builtinOf } from './builtins';
import { binary, call, conditional, constant, index, list, literal, logical, map, member, minus, not, textOf } from './nodes';
import { pathsIn, type Path, type Scope } from './scope';
import {
  boolean,
  fits,
  isData,
  listOf,
  nullable,
  randomKey,
  randomType,
  randomValue,
  solid,
  text,
  type Type,
  whole,
} from './types';
import { shape, sourceWeights } from './weights';

/** What the making of an expression needs to know. */
export interface Maker {
  readonly random: Random;
  readonly scope: Scope;
  /** How deep the expression may still become. */
  readonly depth: number;
  /** A mistake on purpose, an ExpressionError at run time, is allowed. */
  readonly mistakes: boolean;
}

export function maker(random: Random, scope: Scope, mistakes: boolean, depth: number = shape.expressionDepth): Maker {
  return { random, scope, depth, mistakes };
}

const deeper = (m: Maker): Maker => ({ ...m, depth: m.depth - 1 });

/** An expression that comes out as a value of the type; null only where the type says so. */
export function expressionOf(type: Type, m: Maker): Expression {
  if (m.mistakes && m.random.chance(0.03)) return mistake(type, m);
  if (type.kind === 'null') return literal(null);
  if (type.nullable && m.random.chance(0.15)) return missing(m);
  const wanted = type.kind === 'any' ? randomType(m.random, 1) : type;
  const source = m.depth <= 0 ? m.random.weighted({ literal: 2, path: 3 }) : m.random.weighted(sourceWeights);
  switch (source) {
    case 'literal':
      return literalOf(wanted, m);
    case 'path':
      return pathTo(wanted, m) ?? literalOf(wanted, m);
    case 'operator':
      return operatorOf(wanted, deeper(m)) ?? pathTo(wanted, m) ?? literalOf(wanted, m);
    case 'builtin':
      return builtinOf(wanted, deeper(m)) ?? pathTo(wanted, m) ?? literalOf(wanted, m);
    case 'choice':
      return choiceOf(wanted, deeper(m));
  }
}

/** A list or a map is spelled out, so that there are expressions in its places. */
function literalOf(type: Type, m: Maker): Expression {
  if (m.depth <= 0 || type.nullable) return constant(randomValue(solid(type), m.random));
  if (type.kind === 'list') return list(Array.from({ length: m.random.whole(0, 3) }, () => expressionOf(type.of, deeper(m))));
  if (type.kind === 'map')
    return map(Object.entries(type.fields).map(([key, field]) => ({ key, value: expressionOf(field, deeper(m)) })));
  return constant(randomValue(type, m.random));
}

/** Something in scope that has the type; where it may be null, guarded. */
function pathTo(type: Type, m: Maker): Expression | undefined {
  const fitting = pathsIn(m.scope).filter(path => path.type.kind !== 'null' && fits(path.type, type));
  if (fitting.length === 0) return undefined;
  const path = m.random.pick(fitting);
  if (!path.type.nullable || type.nullable) return path.expression;
  const instead = m.random.chance(0.6) ? constant(randomValue(type, m.random)) : expressionOf(type, deeper(m));
  return m.random.chance(0.7)
    ? logical('??', path.expression, instead)
    : conditional(binary('!=', path.expression, literal(null)), path.expression, instead);
}

/** An expression that is null: a key that isn't there, an index outside. */
function missing(m: Maker): Expression {
  const paths = pathsIn(m.scope).filter(path => path.type.kind === 'map' || path.type.kind === 'list');
  if (paths.length === 0 || m.random.chance(0.3)) return literal(null);
  const { expression, type } = m.random.pick(paths);
  if (type.kind === 'list') return index(expression, m.random.pick([literal(99), minus(literal(1))]));
  const key = randomKey(m.random);
  return type.kind === 'map' && Object.hasOwn(type.fields, key) ? literal(null) : member(expression, key);
}

function choiceOf(type: Type, m: Maker): Expression {
  if (m.random.chance(0.3)) return logical('??', expressionOf(nullable(type), m), expressionOf(type, m));
  return conditional(expressionOf(boolean, m), expressionOf(type, m), expressionOf(type, m));
}

function operatorOf(type: Type, m: Maker): Expression | undefined {
  const { random } = m;
  const make = (wanted: Type): Expression => expressionOf(wanted, m);
  switch (type.kind) {
    case 'boolean':
      return comparison(m);
    case 'whole':
      switch (random.weighted({ plus: 4, minus: 3, times: 2, negative: 1, rest: 2 })) {
        case 'plus':
          return binary('+', make(whole), make(whole));
        case 'minus':
          return binary('-', make(whole), make(whole));
        case 'times':
          return binary('*', make(whole), literal(random.whole(-2, 4)));
        case 'negative':
          return minus(make(whole));
        case 'rest':
          return binary('%', call('abs', make(whole)), literal(random.pick([1, 2, 3, 7, 10])));
      }
    // falls through
    case 'number':
      return random.chance(0.5)
        ? binary('/', make(whole), literal(random.pick([1, 2, 4, -2])))
        : binary(random.pick(['+', '-']), make({ kind: 'number' }), make({ kind: 'number' }));
    case 'decimal':
      return binary('/', make(whole), literal(random.pick([5, 10, 100])));
    case 'string':
      return random.chance(0.5) ? binary('+', make(text), make(text)) : binary('+', literal('n='), printed(m));
    case 'list':
    case 'map':
      return dynamicMember(type, m);
    default:
      return undefined;
  }
}

const printable: readonly Type[] = [text, whole, boolean, { kind: 'number' }, { kind: 'decimal' }, { kind: 'time' }];

function printed(m: Maker): Expression {
  return call('string', expressionOf(m.random.pick(printable), m));
}

/** A template: its maps, lists and texts are spelled out in YAML, with expressions in them. */
export function templateOf(type: Type, m: Maker): Expression {
  const { random } = m;
  if (m.depth > 0 && !type.nullable && random.chance(0.6)) {
    const below = deeper(m);
    if (type.kind === 'list') return list(Array.from({ length: random.whole(0, 3) }, () => templateOf(type.of, below)));
    if (type.kind === 'map')
      return map(Object.entries(type.fields).map(([key, field]) => ({ key, value: templateOf(field, below) })));
    if (type.kind === 'string' && random.chance(0.4)) {
      const parts = Array.from({ length: random.whole(1, 2) }, () => [
        literal(random.pick(['a ', ' - ', 'n=', '"', "'", '$', '{', ': '])),
        expressionOf(random.pick(printable), below),
      ]);
      return textOf([literal('t'), ...parts.flat()]);
    }
  }
  return expressionOf(type, m);
}

/** A member by a key that is known at run time only, or an item by a position. */
function dynamicMember(type: Type, m: Maker): Expression {
  const fallback = expressionOf(solid(type), m);
  if (m.random.chance(0.5)) return logical('??', index(expressionOf(listOf(solid(type)), m), expressionOf(whole, m)), fallback);
  const key = randomKey(m.random);
  const holder = expressionOf({ kind: 'map', fields: { [key]: nullable(type) } }, m);
  return logical('??', index(holder, expressionOf(text, m)), fallback);
}

const comparable: readonly Type[] = [whole, text, boolean, { kind: 'number' }, { kind: 'decimal' }, { kind: 'plain' }];

function comparison(m: Maker): Expression {
  const { random } = m;
  switch (random.weighted({ less: 4, equal: 4, null: 3, and: 2, or: 2, not: 2 })) {
    case 'less': {
      const type = random.pick<Type>([whole, { kind: 'number' }, { kind: 'decimal' }]);
      return binary(random.pick(['<', '<=', '>', '>=']), expressionOf(type, m), expressionOf(type, m));
    }
    case 'equal': {
      const type = random.pick(comparable);
      const side = (): Type => (random.chance(0.2) ? nullable(type) : type);
      return binary(random.pick(['==', '!=']), expressionOf(side(), m), expressionOf(side(), m));
    }
    case 'null':
      return binary(random.pick(['==', '!=']), nullableExpression(m), literal(null));
    case 'and':
      return logical('&&', expressionOf(boolean, m), expressionOf(boolean, m));
    case 'or':
      return logical('||', expressionOf(boolean, m), expressionOf(boolean, m));
    case 'not':
      return not(expressionOf(boolean, m));
  }
}

function nullableExpression(m: Maker): Expression {
  const paths = pathsIn(m.scope).filter(path => path.type.nullable);
  return paths.length > 0 && m.random.chance(0.7) ? m.random.pick(paths).expression : expressionOf(nullable(text), m);
}

/**
 * What is an ExpressionError at run time, and can't be seen before: null where a value is needed, a condition that
 * isn't a boolean, a division by what turns out to be 0, a text that isn't JSON.
 */
function mistake(type: Type, m: Maker): Expression {
  // As an item of a list its type can't be seen.
  return index(list([mistakeIn(type, m)]), literal(0));
}

function mistakeIn(type: Type, m: Maker): Expression {
  const paths = pathsIn(m.scope);
  const null_ = member(map([]), 'nope');
  const wrong = paths.filter((path: Path) => isData(path.type) && ['string', 'whole', 'list', 'map'].includes(path.type.kind));
  switch (m.random.weighted({ null: 5, condition: 3, zero: 2, json: 1, argument: 3 })) {
    case 'null':
      return call('floor', binary('+', null_, literal(1)));
    case 'condition': {
      const test = wrong.length > 0 ? m.random.pick(wrong).expression : null_;
      return conditional(test, constant(randomValue(solid(type), m.random)), literal(null));
    }
    case 'zero':
      return binary('/', literal(1), call('length', call('range', literal(0))));
    case 'json':
      return call('fromJson', literal(m.random.pick(['', '{', '[1,]', "{'a': 1}", 'NaN'])));
    case 'argument':
      return call('length', call('join', list([literal('a'), null_]), literal(',')));
  }
}
