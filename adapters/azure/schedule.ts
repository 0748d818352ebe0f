import type { ScheduleEvent } from '../../src/adapter';

/** A timer trigger: when it fires, and what must hold then, where its expression can't say all of it. */
export interface Timer {
  /** NCRONTAB: seconds first. https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions */
  readonly schedule: string;
  /** For people. */
  readonly says: string;
  readonly due: Due | null;
}

/** `every`: minutes since 1970 are a multiple of it. `cron`: the fields' values fit the time in the zone. */
export type Due =
  | { readonly kind: 'every'; readonly minutes: number }
  | { readonly kind: 'cron'; readonly timezone: string; readonly fields: readonly (readonly number[] | null)[] };

export function timerOf(event: ScheduleEvent): Timer {
  if (event.rate) return everyTimer(event.rate);
  const cron = event.cron ?? '';
  const zone = event.timezone;
  if (zone === undefined || /^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu)$/i.test(zone)) {
    return { schedule: `0 ${fieldsOf(cron).join(' ')}`, says: `${cron} (UTC)`, due: null };
  }
  const fields = fieldsOf(cron).map((field, i) => valuesOf(field, i));
  const [minutes = '*'] = fieldsOf(cron);
  return {
    schedule: hasWholeHours(zone) ? `0 ${minutes} * * * *` : '0 * * * * *',
    says: `${cron} (${zone})`,
    due: { kind: 'cron', timezone: zone, fields },
  };
}

const minutesOf = { minute: 1, hour: 60, day: 1440 } as const;

function everyTimer(rate: NonNullable<ScheduleEvent['rate']>): Timer {
  const minutes = rate.value * minutesOf[rate.unit];
  const says = `every ${rate.value === 1 ? '' : `${rate.value} `}${rate.unit}${rate.value === 1 ? '' : 's'}`;
  if (minutes === 1) return { schedule: '0 * * * * *', says, due: null };
  if (60 % minutes === 0) return { schedule: minutes === 60 ? '0 0 * * * *' : `0 */${minutes} * * * *`, says, due: null };
  if (1440 % minutes === 0 && minutes % 60 === 0)
    return { schedule: minutes === 1440 ? '0 0 0 * * *' : `0 0 */${minutes / 60} * * *`, says, due: null };
  const fires = minutes % 1440 === 0 ? '0 0 0 * * *' : minutes % 60 === 0 ? '0 0 * * * *' : '0 * * * * *';
  return { schedule: fires, says, due: { kind: 'every', minutes } };
}

/** Minute, hour, day of the month, month, day of the week; Sunday is 0 alone in NCRONTAB. */
function fieldsOf(cron: string): readonly string[] {
  const fields = cron.split(' ');
  return fields.map((field, i) =>
    i === 4 && field.includes('7') ? [...new Set((valuesOf(field, 4) ?? []).map(String))].join(',') : field,
  );
}

const words = [
  [],
  [],
  [],
  'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' '),
  'SUN MON TUE WED THU FRI SAT'.split(' '),
] as const;
const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

/** The numbers that a field stands for; null for all of them. */
function valuesOf(field: string, i: number): readonly number[] | null {
  if (field === '*') return null;
  const numberOf = (text: string): number => {
    const word = words[i]?.findIndex(candidate => candidate === text.toUpperCase()) ?? -1;
    return word < 0 ? Number(text) : word + (i === 3 ? 1 : 0);
  };
  const values = field.split(',').flatMap(item => {
    const [range = '*', step = '1'] = item.split('/');
    const [first, last = first] = range.split('-');
    const [from, to] = range === '*' ? (ranges[i] ?? [0, 0]) : [numberOf(first ?? ''), numberOf(last ?? '')];
    return Array.from({ length: Math.floor((to - from) / Number(step)) + 1 }, (_, k) => from + k * Number(step));
  });
  return [...new Set(values.map(value => (i === 4 ? value % 7 : value)))].sort((a, b) => a - b);
}

/** Whether the zone is whole hours away from UTC, in winter and in summer. */
function hasWholeHours(timezone: string): boolean {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, minute: 'numeric' });
  return [Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1)].every(time => Number(format.format(time)) === 0);
}
