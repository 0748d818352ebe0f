import type { Expression } from '../../src/adapter';
import { statusOf } from '../../src/language/errors';
import { types } from '../../src/language/expressions/typeset';
import { httpSocket, httpStatusPrefix, lambdaRefused, lambdaUnavailable, transientStatuses } from './expressions/error-names';
import { literal, mapOf, nothing, raw, variable } from './expressions/raw';

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
 * The error that a catcher is given, as the language sees it: `{ name, message, details }`, each in its own expression.
 * With `errors` known to be names that functions and workflows give themselves, they are taken as they come.
 */
export function caughtError(source: Source, errors?: readonly string[]): Expression {
  const plain = source.kind !== 'run' && source.kind !== 'http' && errors?.every(isOwnName);
  const failure = source.kind === 'run' ? `$_child(${output})` : output;
  const helpers = source.kind === 'run' ? ['_child'] : [];
  const http = hasHttp(source);
  const string = { types: types.string, helpers };
  if (plain) {
    return mapOf({
      name: errors?.length === 1 ? literal(errors[0] as string) : raw([`${output}.Error`], string),
      message: raw([`$parse(${output}.Cause).errorMessage`], string),
      details: source.kind === 'call' ? nothing : raw([`$parse(${output}.Cause).details`], { mayMiss: true }),
    });
  }
  return mapOf({
    name: raw([`$${http ? '_httpErrorName' : '_errorName'}(${failure}.Error)`], {
      ...string,
      helpers: [...helpers, http ? '_httpErrorName' : '_errorName'],
    }),
    message: raw([`$_errorMessage(${failure}.Cause)`], { ...string, helpers: [...helpers, '_errorMessage'] }),
    details:
      source.kind === 'call'
        ? nothing
        : raw([`$${http ? '_httpErrorDetails' : '_errorDetails'}(${failure})`], {
            helpers: [...helpers, http ? '_httpErrorDetails' : '_errorDetails'],
          }),
  });
}

/** Whether only a function or a workflow gives an error this name, and always in a Cause that is JSON. */
function isOwnName(name: string): boolean {
  return !['Timeout', 'Unavailable', 'Error', 'HttpError'].includes(name) && !statusOf(name);
}

/** Whether an error in a variable has one of the names. */
export function hasName(error: string, errors: readonly string[]): Expression {
  const own = variable(error);
  const names = errors.filter(name => !statusOf(name)).map(name => JSON.stringify(name));
  const conditions: (string | Expression)[][] = [];
  if (names.length > 0) conditions.push([own, names.length === 1 ? `.name = ${names[0]}` : `.name in [${names.join(', ')}]`]);
  for (const name of errors) {
    const status = statusOf(name);
    if (!status) continue;
    const range = status.from === status.to ? `[${status.from}]` : `[${status.from}..${status.to}]`;
    conditions.push(['(', own, '.name = "HttpError" and ', own, `.details.status in ${range})`]);
  }
  const parts = conditions.flatMap((condition, i) => (i === 0 ? condition : [' or ', ...condition]));
  return raw(parts, { types: types.boolean, isAtom: false });
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
