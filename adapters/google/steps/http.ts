import type { Expression, HttpStep } from '../../../src/adapter';
import { typesOf } from '../../../src/language/expressions/types';
import { types } from '../../../src/language/expressions/typeset';
import { assign, entriesOf, literal, map, name, ownStep } from '../build';
import { lowerExpr, lowerValue } from '../expressions/lower';
import { inVariable, printed } from '../expressions/operands';
import { fit } from '../expressions/split';
import { type At, type Out, stepName, temporary, usePrelude, variableOf } from '../frame';
import type { Entry, Step, Value } from '../model';
import { isRead } from './block';
import { lowerDuration } from './duration';
import type { Lowered } from './lowered';
import { lowerString } from '../expressions/demanded';

const shortcuts: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** https://cloud.google.com/workflows/docs/reference/stdlib/http/request and the shortcuts beside it. */
export function lowerHttp(userStep: HttpStep, at: At): Lowered {
  const before: Step[] = [];
  const hasShortcut = shortcuts.has(userStep.method);
  const headers = userStep.headers && lowerHeaders(userStep.headers, at, before);
  const query = userStep.query && lowerQuery(userStep.query, at, before);
  const args: Record<string, Value> = {
    ...(hasShortcut ? {} : { method: literal(userStep.method) }),
    url: lowerUrl(userStep.url, at, before),
    ...(headers ? { headers } : {}),
    ...(query ? { query } : {}),
    ...(userStep.body ? { body: bodyOfRequest(userStep.body, at, before) } : {}),
    timeout: lowerDuration(userStep.timeout, 1, at, before),
  };
  const called = hasShortcut ? `http.${userStep.method.toLowerCase()}` : 'http.request';
  const wanted = isRead(userStep, at);
  const response = wanted ? temporary(at, 'response') : undefined;
  const call = ownStep(userStep.name, {
    kind: 'call',
    function: called,
    args: entriesOf(args),
    ...(response === undefined ? {} : { result: response }),
  });
  if (response === undefined) return { before, attempt: [call] };
  const { keys, whole } = at.frame.flow.uses.get(userStep.name)!;
  // Of an answer only what somebody reads is kept.
  const isWanted = (key: string): boolean => whole > 0 || keys.has(key);
  const value = map({
    ...(isWanted('status') ? { status: { kind: 'property', object: name(response), key: 'code' } as const } : {}),
    ...(isWanted('body') ? { body: usePrelude(at, 'bodyOf', name(response)) } : {}),
  });
  return { before, attempt: [call, assign(stepName(at, 'answer'), { variable: variableOf(at, userStep.name), value })] };
}

/** A literal address stands for itself when it is one; the schema wants a URI there or an expression. */
function lowerUrl(url: Expression, at: At, out: Out): Value {
  const value = lowerString(url, at, out);
  const isAddress =
    value.kind !== 'literal' || (typeof value.value === 'string' && /^https?:\/\/[\w.~:/?#@!$&'()*+,;=%-]+$/.test(value.value));
  return isAddress ? value : inVariable(value, at, out, 'url');
}

function lowerHeaders(headers: Expression, at: At, out: Out): Value | undefined {
  if (headers.kind !== 'map') return fit(usePrelude(at, 'printedValues', lowerExpr(headers, at, out)), at, out);
  const entries = headers.entries.map(({ key, value }): Entry => ({ key, value: lowerText(value, at, out) }));
  return entries.length === 0 ? undefined : { kind: 'map', entries };
}

/** Headers are text. */
function lowerText(value: Expression, at: At, out: Out): Value {
  if (value.kind === 'literal' && typeof value.value !== 'string' && value.value !== null) return literal(String(value.value));
  return value.kind === 'literal' ? lowerValue(value, at, out) : fit(printed(value, lowerExpr(value, at, out), at), at, out);
}

/** Null entries are left out: here where the text tells, else by a subworkflow. */
function lowerQuery(query: Expression, at: At, out: Out): Value | undefined {
  if (query.kind !== 'map') return checkedQuery(lowerExpr(query, at, out), at, out);
  const entries = query.entries.filter(({ value }) => typesOf(value) !== types.null);
  const plain = entries.every(({ value }) => isPlain(value));
  const value = lowerValue({ ...query, entries }, at, out);
  if (entries.length === 0) return undefined;
  return plain ? value : checkedQuery(value, at, out);
}

function isPlain(value: Expression): boolean {
  return value.kind === 'literal' || (typesOf(value) & ~(types.string | types.boolean)) === 0;
}

/** Google's schema has maps, texts and null there; anything else comes from a variable. Google writes it as JSON. */
function bodyOfRequest(body: Expression, at: At, out: Out): Value {
  const value = lowerValue(body, at, out);
  const isPlain = value.kind === 'literal' && value.value !== null && typeof value.value !== 'string';
  return value.kind === 'list' || isPlain ? inVariable(value, at, out, 'body') : value;
}

function checkedQuery(query: Value, at: At, out: Out): Value {
  const given = query.kind === 'map' || query.kind === 'list' ? inVariable(query, at, out, 'query') : query;
  return fit(usePrelude(at, 'withoutNulls', given), at, out);
}
