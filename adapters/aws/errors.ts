import type { Expression } from '../../src/adapter';
import { statusOf } from '../../src/language/errors';
import { types } from '../../src/language/expressions/typeset';
import { httpSocket, httpStatusPrefix, lambdaRefused, lambdaUnavailable, transientStatuses } from './expressions/error-names';
import { literal, mapOf, nothing, raw } from './expressions/raw';

/**
 * Where a failure comes from, and so which names it can have on AWS: a function, a request, another workflow, or
 * whatever is in a Map or a Parallel. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export type Source =
  | { readonly kind: 'call' | 'http' }
  /** `http`: requests are made in it, whose failures come out under AWS's names. */
  | { readonly kind: 'run' | 'inner'; readonly http: boolean };

const statusName = (status: number): string => `${httpStatusPrefix}${status}`;
const httpUnavailable = [...transientStatuses.map(statusName), httpSocket];

/** Errors that nothing takes: AWS's own, and the one a Fail state passes on in its place. */
export const expressionErrors = ['States.QueryEvaluationError', 'ExpressionError'];

const hasHttp = (source: Source): boolean => source.kind === 'http' || ('http' in source && source.http);

/** The names on AWS that a name in `errors` stands for; undefined when a list can't say it. */
function awsNames(name: string, source: Source): readonly string[] | undefined {
  const http = hasHttp(source);
  const own = source.kind === 'http' ? [] : [name];
  const status = statusOf(name);
  if (status) {
    if (!http) return [];
    if (source.kind !== 'http' || status.from !== status.to) return undefined;
    return transientStatuses.some(transient => transient === status.from) ? [] : [statusName(status.from)];
  }
  switch (name) {
    case 'Timeout':
      return ['States.Timeout', ...own];
    case 'Unavailable':
      return [...own, ...(source.kind === 'http' ? [] : lambdaUnavailable), ...(http ? httpUnavailable : [])];
    case 'Error':
      return http ? undefined : [...own, ...lambdaRefused];
    case 'HttpError':
      return http ? undefined : own;
    default:
      return own;
  }
}

/** What `ErrorEquals` says for an `errors` list; undefined when it can't, an empty list when none of them can come. */
export function errorEquals(errors: readonly string[], source: Source): readonly string[] | undefined {
  if (source.kind === 'run') return undefined;
  const names = errors.map(name => awsNames(name, source));
  return names.every(list => list !== undefined) ? [...new Set(names.flat())] : undefined;
}

const output = '$states.errorOutput';

/**
 * The error that a catcher is given, as the language sees it: `{ name, message, details }`, each in its own expression,
 * and no more of a translation than the catcher's `errors` need.
 */
export function caughtError(source: Source, errors?: readonly string[]): Expression {
  if (source.kind === 'run') {
    const helper = source.http ? '_childHttpError' : '_childError';
    return raw([`$${helper}(${output})`], { types: types.map, helpers: [helper] });
  }
  const helped = (helper: string, argument: string, set = types.string as number): Expression =>
    raw([`$${helper}(${argument})`], { types: set, helpers: [helper] });
  const isPlain = errors?.every(isOwnName);
  if (source.kind === 'http') return requestError(errors, helped);
  return mapOf({
    name: nameOf(source, errors),
    message: isPlain
      ? raw([`$parse(${output}.Cause).errorMessage`], { types: types.string })
      : helped('_errorMessage', `${output}.Cause`),
    details: detailsOf(source, isPlain, helped),
  });
}

/** A request's error: nothing raises one under a name of its own, and its Cause is no more than the status in words. */
function requestError(
  errors: readonly string[] | undefined,
  helped: (helper: string, argument: string, set: number) => Expression,
): Expression {
  const own = `${output}.Error`;
  const [only] = errors ?? [];
  const status = errors?.length === 1 && only !== undefined ? statusOf(only) : undefined;
  const isKnown = errors?.length === 1 && only !== undefined;
  return mapOf({
    name: isKnown ? literal(status ? 'HttpError' : only) : helped('_requestErrorName', own, types.string),
    message: raw([`$string(${output}.Cause)`], { types: types.string }),
    details:
      status && status.from === status.to
        ? mapOf({ status: literal(status.from), body: nothing })
        : isKnown && only === 'Timeout'
          ? nothing
          : helped('_requestErrorDetails', own, types.any),
  });
}

function nameOf(source: Source, errors: readonly string[] | undefined): Expression {
  const own = `${output}.Error`;
  const translate = (helper: string): Expression => raw([`$${helper}(${own})`], { types: types.string, helpers: [helper] });
  if (errors === undefined) return translate(hasHttp(source) ? '_httpErrorName' : '_errorName');
  const [only] = errors;
  if (errors.length === 1 && only !== undefined) return literal(statusOf(only) ? 'HttpError' : only);
  if (errors.every(isOwnName)) return raw([own], { types: types.string });
  const isTimeout = errors.every(name => isOwnName(name) || name === 'Timeout');
  if (isTimeout) return raw([`${own} = "States.Timeout" ? "Timeout" : ${own}`], { types: types.string, isAtom: false });
  return translate(hasHttp(source) ? '_httpErrorName' : '_errorName');
}

function detailsOf(
  source: Source,
  isPlain: boolean | undefined,
  helped: (helper: string, argument: string, set: number) => Expression,
): Expression {
  if (source.kind === 'call') return nothing;
  if (isPlain) return raw([`$parse(${output}.Cause).details`], { mayMiss: true });
  return helped(hasHttp(source) ? '_httpErrorDetails' : '_errorDetails', output, types.any);
}

/** Whether only a function or a workflow gives an error this name, and always in a Cause that is JSON. */
function isOwnName(name: string): boolean {
  return !['Timeout', 'Unavailable', 'Error', 'HttpError'].includes(name) && !statusOf(name);
}

/** Whether an error in a variable has one of the names. */
export function hasName(error: Expression, errors: readonly string[]): Expression {
  const name = errorMember(error, 'name');
  const names = errors.filter(entry => !statusOf(entry)).map(entry => JSON.stringify(entry));
  const conditions: (string | Expression)[][] = [];
  if (names.length > 0) conditions.push([name, names.length === 1 ? ` = ${names[0]}` : ` in [${names.join(', ')}]`]);
  for (const entry of errors) {
    const status = statusOf(entry);
    if (!status) continue;
    const range = status.from === status.to ? `[${status.from}]` : `[${status.from}..${status.to}]`;
    conditions.push(['(', name, ' = "HttpError" and ', errorMember(error, 'details'), `.status in ${range})`]);
  }
  const parts = conditions.flatMap((condition, i) => (i === 0 ? condition : [' or ', ...condition]));
  return raw(parts, { types: types.boolean, isAtom: false });
}

/** A member of an error that is written out, or in a variable, where each of its three members is. */
export function errorMember(error: Expression, key: 'name' | 'message' | 'details'): Expression {
  if (error.kind === 'map') return error.entries.find(entry => entry.key === key)?.value ?? nothing;
  return raw([error, `.${key}`], { types: key === 'details' ? types.any : types.string });
}

/** The Cause of a Fail state: JSON as Lambda writes it, so that one reader does for both. */
export function causeOf(error: {
  readonly name: Expression;
  readonly message: Expression;
  readonly details: Expression;
}): Expression {
  const isPlain = error.details.kind === 'literal' && error.details.value === null;
  const cause = mapOf({
    errorType: error.name,
    errorMessage: error.message,
    ...(isPlain ? {} : { details: error.details }),
  });
  const json = literalJson(cause);
  return json === undefined ? raw(['$string(', cause, ')'], { types: types.string }) : literal(json);
}

function literalJson(expression: Expression): string | undefined {
  const value = literalValue(expression);
  return value && JSON.stringify(value.value);
}

function literalValue(e: Expression): { value: unknown } | undefined {
  switch (e.kind) {
    case 'literal':
      return { value: e.value };
    case 'list': {
      const items = e.items.map(literalValue);
      return items.every(item => item !== undefined) ? { value: items.map(item => item.value) } : undefined;
    }
    case 'map': {
      const entries = e.entries.map(({ key, value }) => [key, literalValue(value)] as const);
      if (entries.some(([, value]) => !value)) return undefined;
      return { value: Object.fromEntries(entries.map(([key, value]) => [key, value?.value])) };
    }
    default:
      return undefined;
  }
}
