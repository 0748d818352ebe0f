import { isMap, type Json, type JsonMap } from '../../../../src/language/json';
import type { Report } from './places';

const retrierFields = [
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
];
const catcherFields = ['ErrorEquals', 'Next', 'Assign', 'Output', 'Comment'];

/** Retriers take literals only. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const bounds: Readonly<Record<string, { readonly least: number; readonly most: number; readonly fraction?: boolean }>> = {
  IntervalSeconds: { least: 1, most: 99_999_999 },
  MaxAttempts: { least: 0, most: 99_999_999 },
  BackoffRate: { least: 1, most: Infinity, fraction: true },
  MaxDelaySeconds: { least: 1, most: 31_622_400 },
};

export function checkRecovery(state: JsonMap, location: string, report: Report): void {
  checkEntries(state.Retry, retrierFields, `${location}/Retry`, report, checkRetrier);
  checkEntries(state.Catch, catcherFields, `${location}/Catch`, report, checkCatcher);
}

function checkEntries(
  entries: Json | undefined,
  fields: readonly string[],
  location: string,
  report: Report,
  check: (entry: JsonMap, location: string, report: Report) => void,
): void {
  if (entries === undefined) return;
  if (!Array.isArray(entries)) return report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [ARRAY]', location);
  for (const [i, entry] of (entries as Json[]).entries()) {
    const here = `${location}[${i}]`;
    if (!isMap(entry)) {
      report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [OBJECT]', here);
      continue;
    }
    for (const field of Object.keys(entry)) {
      if (!fields.includes(field)) report('SCHEMA_VALIDATION_FAILED', `Field '${field}' is not supported`, here);
    }
    checkErrorEquals(entry as JsonMap, i === entries.length - 1, here, report);
    check(entry as JsonMap, here, report);
  }
}

function checkErrorEquals(entry: JsonMap, last: boolean, location: string, report: Report): void {
  const { ErrorEquals: names } = entry;
  if (names === undefined) return report('SCHEMA_VALIDATION_FAILED', 'These fields are required: [ErrorEquals]', location);
  const here = `${location}/ErrorEquals`;
  if (!Array.isArray(names) || !names.every(name => typeof name === 'string')) {
    return report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [ARRAY] of [STRING]', here);
  }
  if (names.length === 0) report('SCHEMA_VALIDATION_FAILED', 'Value cannot be empty', here);
  if (!names.includes('States.ALL')) return;
  if (names.length > 1) report('SCHEMA_VALIDATION_FAILED', 'States.ALL must appear alone in ErrorEquals', here);
  if (!last) report('SCHEMA_VALIDATION_FAILED', 'States.ALL must appear in the last entry', here);
}

function checkRetrier(retrier: JsonMap, location: string, report: Report): void {
  for (const [field, { least, most, fraction }] of Object.entries(bounds)) {
    const value = retrier[field];
    if (value === undefined) continue;
    if (typeof value === 'number' && (fraction || Number.isInteger(value)) && value >= least && value <= most) continue;
    const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
    report('SCHEMA_VALIDATION_FAILED', `Expected ${fraction ? 'a number' : 'an integer'} ${range}`, `${location}/${field}`);
  }
  const { JitterStrategy: jitter } = retrier;
  if (jitter !== undefined && jitter !== 'FULL' && jitter !== 'NONE') {
    report('SCHEMA_VALIDATION_FAILED', 'Value should be one of the following: [FULL, NONE]', `${location}/JitterStrategy`);
  }
  const { MaxDelaySeconds: most, IntervalSeconds: interval = 1 } = retrier;
  if (typeof most === 'number' && typeof interval === 'number' && most <= interval) {
    report('SCHEMA_VALIDATION_FAILED', 'MaxDelaySeconds must be greater than IntervalSeconds', `${location}/MaxDelaySeconds`);
  }
}

function checkCatcher(catcher: JsonMap, location: string, report: Report): void {
  if (catcher.Next === undefined) report('SCHEMA_VALIDATION_FAILED', 'These fields are required: [Next]', location);
}
