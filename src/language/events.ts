import * as found from '../diagnostics/catalogue';
import { anyJson, label, text } from './fields';
import type { ScheduleEvent } from './ir';
import { defined, type Field, optional, readRecord, required } from './reader';

interface CronField {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly words: readonly string[];
}

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const days = 'SUN MON TUE WED THU FRI SAT'.split(' ');

const cronFields: readonly CronField[] = [
  { name: 'minute', from: 0, to: 59, words: [] },
  { name: 'hour', from: 0, to: 23, words: [] },
  { name: 'day of the month', from: 1, to: 31, words: [] },
  { name: 'month', from: 1, to: 12, words: months },
  { name: 'day of the week', from: 0, to: 7, words: days },
];

/** Why a text isn't a five-field Unix cron expression that every cloud reads alike; undefined when it is. */
export function cronProblem(cron: string): { readonly problem: string; readonly hint?: string } | undefined {
  const parts = cron.trim().split(/\s+/);
  if (parts.length !== 5) {
    const hint = /^cron\(|^rate\(/.test(cron)
      ? 'Write the plain Unix form, without cron( ).'
      : 'Write minute, hour, day of the month, month and day of the week: "0 9 * * MON-FRI".';
    return { problem: `Cron has five fields; "${cron}" has ${parts.length}.`, hint };
  }
  for (const [i, part] of parts.entries()) {
    const field = cronFields[i] as CronField;
    if (!part.split(',').every(item => isCronItem(item, field)))
      return { problem: `"${part}" can't be the ${field.name} of a cron expression.` };
  }
  if (parts[2] !== '*' && parts[4] !== '*') {
    return {
      problem: 'A day of the month and a day of the week together: clouds disagree on what that means.',
      hint: 'Leave one of them as *; make two schedules if both are meant.',
    };
  }
  return undefined;
}

function isCronItem(item: string, field: CronField): boolean {
  const match = /^(\*|[0-9A-Za-z]+)(?:-([0-9A-Za-z]+))?(?:\/([0-9]+))?$/.exec(item);
  if (!match) return false;
  const [, first, last, step] = match;
  if (step !== undefined && (Number(step) < 1 || Number(step) > field.to)) return false;
  if (first === '*') return last === undefined;
  // `5/10` is written `5-59/10`: the clouds read the short form differently.
  if (step !== undefined && last === undefined) return false;
  const from = cronNumber(first as string, field);
  const to = last === undefined ? from : cronNumber(last, field);
  return from !== undefined && to !== undefined && from <= to;
}

function cronNumber(text: string, field: CronField): number | undefined {
  const word = field.words.indexOf(text.toUpperCase());
  if (word >= 0) return word + (field.from === 1 ? 1 : 0);
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= field.from && value <= field.to ? value : undefined;
}

const cron: Field<string> = {
  schema: { type: 'string' },
  read(value, at, reader) {
    const read = text.read(value, at, reader);
    if (read === undefined) return undefined;
    const wrong = cronProblem(read);
    if (wrong) reader.report(found.badCron({ path: at }, wrong.problem, wrong.hint));
    return wrong ? undefined : read.trim().split(/\s+/).join(' ');
  },
};

const rate: Field<NonNullable<ScheduleEvent['rate']>> = {
  schema: { type: 'string', pattern: '^[1-9][0-9]* (minute|hour|day)s?$' },
  read(value, at, reader) {
    const read = text.read(value, at, reader);
    if (read === undefined) return undefined;
    const match = /^([1-9][0-9]*)\s+(minute|hour|day)s?$/.exec(read.trim());
    if (!match) reader.report(found.badRate({ path: at }, read));
    return match ? { value: Number(match[1]), unit: match[2] as 'minute' | 'hour' | 'day' } : undefined;
  },
};

const timezone: Field<string> = {
  schema: { type: 'string' },
  read(value, at, reader) {
    const read = text.read(value, at, reader);
    if (read === undefined) return undefined;
    if (isTimezone(read)) return read;
    reader.report(found.badTimezone({ path: at }, read));
    return undefined;
  },
};

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

export const scheduleFields = {
  cron: optional(cron, 'Five Unix fields: "0 9 * * MON-FRI".'),
  rate: optional(rate, 'A whole number of minutes, hours or days: "5 minutes".'),
  timezone: optional(timezone, 'An IANA name; UTC when absent.'),
  input: optional(anyJson, 'The input of each execution; an empty map when absent.'),
};

const schedule: Field<ScheduleEvent> = {
  schema: { $ref: '#/definitions/schedule' },
  read(value, at, reader) {
    const values = readRecord(value, at, '"schedule"', scheduleFields, reader);
    if (!values) return undefined;
    if ((values.cron === undefined) === (values.rate === undefined)) {
      const place = { path: at, key: true };
      reader.report(
        values.cron === undefined
          ? found.missingKey(place, 'cron', '"schedule"', 'Give it `cron` or `rate`.')
          : found.notAllowedHere(place, 'A schedule has `cron` or `rate`, not both.', 'Make two schedules.'),
      );
      return undefined;
    }
    return { kind: 'schedule', ...defined(values), origin: at };
  },
};

const eventFields = { schedule: required(schedule, 'Starts the workflow at set times.') };

export const event: Field<ScheduleEvent> = {
  schema: { $ref: '#/definitions/event' },
  read: (value, at, reader) => readRecord(value, at, label(at), eventFields, reader)?.schedule,
};
export { eventFields };
