import type { ScheduleEvent } from '../../src/adapter';

/**
 * A schedule as a cron expression of Cloud Scheduler (https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules); undefined
 * when no expression has even rounds.
 */
export function cronOf({ cron, rate }: ScheduleEvent): string | undefined {
  if (cron !== undefined) return cron;
  if (!rate) return undefined;
  const { value, unit } = rate;
  if (unit === 'minute') {
    if (value < 60) return 60 % value === 0 ? (value === 1 ? '* * * * *' : `*/${value} * * * *`) : undefined;
    return value % 60 === 0 ? everyHours(value / 60) : undefined;
  }
  if (unit === 'hour') return everyHours(value);
  return value === 1 ? '0 0 * * *' : undefined;
}

function everyHours(value: number): string | undefined {
  if (value === 24) return '0 0 * * *';
  if (value > 24 || 24 % value !== 0) return undefined;
  return value === 1 ? '0 * * * *' : `0 */${value} * * *`;
}

export function rateText({ rate }: ScheduleEvent): string {
  return rate ? `${rate.value} ${rate.unit}${rate.value === 1 ? '' : 's'}` : '';
}
