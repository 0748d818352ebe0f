import type { Arm, Assignment, BinaryOperator, Body, Entry, Expr, Jump, Label, Step, Value } from './model';

/** Short makers of the model's nodes. */
export const nothing: Expr = { kind: 'literal', value: null };
export const yes: Expr = { kind: 'literal', value: true };
export const no: Expr = { kind: 'literal', value: false };

export function literal(value: null | boolean | number | string): Expr {
  return { kind: 'literal', value };
}

export function name(of: string): Expr {
  return { kind: 'name', name: of };
}

export function property(object: Expr, key: string): Expr {
  return { kind: 'property', object, key };
}

export function invoke(called: string, ...args: readonly Expr[]): Expr {
  return { kind: 'invoke', function: called, args };
}

export function binary(operator: BinaryOperator, left: Expr, right: Expr): Expr {
  return { kind: 'binary', operator, left, right };
}

/** The opposite of a boolean; `==` and `!=` are turned round. */
export function not(operand: Expr): Expr {
  if (operand.kind === 'binary' && operand.operator === '==') return { ...operand, operator: '!=' };
  if (operand.kind === 'binary' && operand.operator === '!=') return { ...operand, operator: '==' };
  if (operand.kind === 'literal') return literal(operand.value !== true);
  return { kind: 'unary', operator: 'not', operand };
}

/** `map.get(object, keys)`: null for what is missing on the way, whatever stands there. */
export function get(object: Expr, keys: readonly string[]): Expr {
  const path = keys.map(literal);
  return invoke('map.get', object, path.length === 1 ? path[0]! : { kind: 'list', items: path });
}

export function map(entries: Readonly<Record<string, Value>>): Value {
  return { kind: 'map', entries: entriesOf(entries) };
}

export function entriesOf(entries: Readonly<Record<string, Value>>): readonly Entry[] {
  return Object.entries(entries).map(([key, value]) => ({ key, value }));
}

export function step(named: string, body: Body, next?: Jump): Step {
  return { name: named, body, ...(next === undefined ? {} : { next }) };
}

/** A step of the user's. `end` is a word of Google's: a jump to it ends the workflow. */
export function ownStep(named: string, body: Body): Step {
  return { ...step(stepNameOf(named), body), own: true };
}

export function stepNameOf(named: string): string {
  return named === 'end' ? 'end_' : named;
}

export function assign(named: string, ...entries: readonly Assignment[]): Step {
  return step(named, { kind: 'assign', entries });
}

export function when(condition: Expr, body?: Body, next?: Jump): Arm {
  return { condition, ...(body ? { body } : {}), ...(next === undefined ? {} : { next }) };
}

/** A place for jumps, to be put behind a step. */
export function label(): Label {
  return { kind: 'behind' };
}

/** What an arm does: a single step of ours stands in the arm itself, a user's keeps its name. */
export function bodyOf(steps: readonly Step[]): Body | undefined {
  const [only] = steps;
  if (!only) return undefined;
  const bare = steps.length === 1 && !only.own && !only.next && !only.target && !only.comment && !only.behind;
  return bare && inlines.has(only.body.kind) ? only.body : { kind: 'steps', steps };
}

const inlines: ReadonlySet<Body['kind']> = new Set(['assign', 'call', 'raise', 'return']);
