import assert from 'node:assert/strict';
import vm from 'node:vm';
import { render } from '../../../adapters/azure/print';
import { timerOf } from '../../../adapters/azure/schedule';
import type { ScheduleEvent } from '../../../src/adapter';

const event = (fields: Partial<ScheduleEvent>): ScheduleEvent => ({ kind: 'schedule', origin: [], ...fields });
const rate = (value: number, unit: 'minute' | 'hour' | 'day'): ScheduleEvent => event({ rate: { value, unit } });

describe('azure: schedules', () => {
  const expressions: readonly (readonly [ScheduleEvent, string])[] = [
    [event({ cron: '0 9 * * MON-FRI' }), '0 0 9 * * MON-FRI'],
    [event({ cron: '*/15 0-6 * * *', timezone: 'UTC' }), '0 */15 0-6 * * *'],
    [event({ cron: '0 0 * * 7' }), '0 0 0 * * 0'],
    [event({ cron: '0 0 * * 5-7' }), '0 0 0 * * 0,5,6'],
    [event({ cron: '30 6 1,15 * *' }), '0 30 6 1,15 * *'],
    [rate(1, 'minute'), '0 * * * * *'],
    [rate(5, 'minute'), '0 */5 * * * *'],
    [rate(60, 'minute'), '0 0 * * * *'],
    [rate(120, 'minute'), '0 0 */2 * * *'],
    [rate(1, 'hour'), '0 0 * * * *'],
    [rate(6, 'hour'), '0 0 */6 * * *'],
    [rate(24, 'hour'), '0 0 0 * * *'],
    [rate(1, 'day'), '0 0 0 * * *'],
  ];
  for (const [schedule, expected] of expressions) {
    it(`${timerOf(schedule).says} is ${expected}`, () => {
      assert.equal(timerOf(schedule).schedule, expected);
      assert.equal(timerOf(schedule).due, null);
    });
  }

  it('fires more often where the expression cannot say it', () => {
    assert.deepEqual(timerOf(rate(7, 'minute')), {
      schedule: '0 * * * * *',
      says: 'every 7 minutes',
      due: { kind: 'every', minutes: 7 },
    });
    assert.deepEqual(timerOf(rate(5, 'hour')).schedule, '0 0 * * * *');
    assert.deepEqual(timerOf(rate(2, 'day')).schedule, '0 0 0 * * *');
    assert.deepEqual(timerOf(event({ cron: '30 9 * JAN-MAR MON', timezone: 'Europe/Berlin' })), {
      schedule: '0 30 * * * *',
      says: '30 9 * JAN-MAR MON (Europe/Berlin)',
      due: { kind: 'cron', timezone: 'Europe/Berlin', fields: [[30], [9], null, [1, 2, 3], [1]] },
    });
    assert.equal(timerOf(event({ cron: '0 9 * * *', timezone: 'Asia/Kolkata' })).schedule, '0 * * * * *');
  });

  /** The times (of a list, ISO) at which the timer starts something. */
  function firing(schedule: ScheduleEvent, times: readonly string[], last?: string): readonly string[] {
    const { due } = timerOf(schedule);
    assert.ok(due);
    return times.filter(time => {
      const sandbox = { module: { exports: {} as { isDue(timer: unknown, due: unknown): boolean } }, now: Date.parse(time) };
      vm.runInNewContext(`Date.now = () => now; ${render('due', {})}`, sandbox);
      const scheduleStatus = last === undefined ? undefined : { last };
      return sandbox.module.exports.isDue({ isPastDue: false, scheduleStatus }, due);
    });
  }

  it("follows the zone's clock, in winter and in summer", () => {
    const nine = event({ cron: '0 9 * * MON-FRI', timezone: 'Europe/Berlin' });
    const times = ['2026-01-05T07:00:02Z', '2026-01-05T08:00:01Z', '2026-07-06T07:00:00Z', '2026-07-06T08:00:00Z'];
    assert.deepEqual(firing(nine, times), ['2026-01-05T08:00:01Z', '2026-07-06T07:00:00Z']);
    // A Sunday.
    assert.deepEqual(firing(nine, ['2026-01-04T08:00:00Z']), []);
    const midnight = event({ cron: '0 0 1 * *', timezone: 'Asia/Kolkata' });
    assert.deepEqual(firing(midnight, ['2026-01-31T18:30:00Z', '2026-02-01T00:00:00Z']), ['2026-01-31T18:30:00Z']);
  });

  it('counts from 1970 where a day does not divide evenly', () => {
    const minutes = Array.from({ length: 14 }, (_, i) => new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString());
    assert.equal(firing(rate(7, 'minute'), minutes).length, 2);
    const days = Array.from({ length: 6 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString());
    assert.equal(firing(rate(2, 'day'), days).length, 3);
  });

  it('catches up on what was due while the app slept', () => {
    const nine = event({ cron: '0 9 * * *', timezone: 'Europe/Berlin' });
    assert.deepEqual(firing(nine, ['2026-01-05T08:20:00Z'], '2026-01-05T07:00:00Z'), ['2026-01-05T08:20:00Z']);
    assert.deepEqual(firing(nine, ['2026-01-05T08:20:00Z'], '2026-01-05T08:00:00Z'), []);
    assert.deepEqual(firing(nine, ['2026-01-05T08:20:00Z'], '0001-01-01T00:00:00Z'), []);
  });
});
