import { type Json, isMap } from './json';

/** Errors that the language itself raises. Their messages aren't defined. */
export const languageErrors = ['Timeout', 'Unavailable', 'HttpError', 'Error', 'ExpressionError'] as const;

export interface ErrorValue {
  readonly name: string;
  readonly message: string;
  readonly details: Json;
}

const pattern = /^[A-Za-z_][A-Za-z0-9_.]*$/;

/** Why a text can't be an error's name in `raise` or `errors`; undefined when it can. */
export function errorNameProblem(name: string): string | undefined {
  if (!pattern.test(name)) return 'names have letters, digits, _ and dots, and begin with a letter or _';
  if (name.startsWith('States.') || name.startsWith('Lambda.')) return "it is one cloud's own name";
  if (name === 'ExpressionError')
    return 'an ExpressionError is a mistake in the workflow; nothing takes it and nothing raises it';
  return undefined;
}

/** Whether an `errors` list takes the error; a list that is absent takes every error but ExpressionError. */
export function takes(errors: readonly string[] | undefined, error: ErrorValue): boolean {
  if (error.name === 'ExpressionError') return false;
  return errors === undefined || errors.some(entry => entry === error.name || matchesStatus(entry, error));
}

const statusPattern = /^HttpError\.([1-5])(\d\d|xx)$/;

/** `HttpError.404` and `HttpError.5xx`: the status to compare, or undefined for another name. */
export function statusOf(entry: string): { readonly from: number; readonly to: number } | undefined {
  const match = statusPattern.exec(entry);
  if (!match) return undefined;
  const hundred = Number(match[1]) * 100;
  return match[2] === 'xx'
    ? { from: hundred, to: hundred + 99 }
    : { from: hundred + Number(match[2]), to: hundred + Number(match[2]) };
}

function matchesStatus(entry: string, error: ErrorValue): boolean {
  const wanted = statusOf(entry);
  if (!wanted || error.name !== 'HttpError' || !isMap(error.details)) return false;
  const status = error.details['status'];
  return typeof status === 'number' && status >= wanted.from && status <= wanted.to;
}
