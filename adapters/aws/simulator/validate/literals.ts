import type { Json } from '../../../../src/language/json';
import { isExpression } from '../jsonata';
import type { Report } from './places';

export function checkQueryLanguage(value: Json | undefined, location: string, report: Report): void {
  if (value === undefined || value === 'JSONata' || value === 'JSONPath') return;
  const message =
    typeof value === 'string' ? 'Value should be one of the following: [JSONPath, JSONata]' : 'Expected value of type [STRING]';
  report('SCHEMA_VALIDATION_FAILED', message, location);
}

export function checkText(value: Json | undefined, location: string, report: Report): void {
  if (value !== undefined && typeof value !== 'string')
    report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [STRING]', location);
}

/** A literal number in its bounds, or an expression. */
export function checkNumber(
  value: Json | undefined,
  bounds: { readonly least: number; readonly most?: number; readonly fraction?: boolean },
  location: string,
  report: Report,
): void {
  if (value === undefined || (typeof value === 'string' && isExpression(value))) return;
  const { least, most = Infinity, fraction = false } = bounds;
  if (typeof value === 'number' && (fraction || Number.isInteger(value)) && value >= least && value <= most) return;
  const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
  report('SCHEMA_VALIDATION_FAILED', `Expected ${fraction ? 'a number' : 'an integer'} ${range}`, location);
}
