import assert from 'node:assert/strict';
import { cronExpression } from '../../../adapters/aws/cron';

describe('aws: cron in six fields', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['0 9 * * *', 'cron(0 9 * * ? *)'],
    ['0 9 * * MON-FRI', 'cron(0 9 ? * MON-FRI *)'],
    ['0 9 * * 1-5', 'cron(0 9 ? * MON-FRI *)'],
    ['0 9 * * 0', 'cron(0 9 ? * SUN *)'],
    ['0 9 * * 7', 'cron(0 9 ? * SUN *)'],
    ['0 9 * * 5-7', 'cron(0 9 ? * SUN,FRI,SAT *)'],
    ['0 9 * * 6,0', 'cron(0 9 ? * SUN,SAT *)'],
    ['0 9 * * sat', 'cron(0 9 ? * SAT *)'],
    ['0 9 * * */2', 'cron(0 9 ? * SUN,TUE,THU,SAT *)'],
    ['*/15 * * * *', 'cron(0,15,30,45 * * * ? *)'],
    ['10-20/5 0-6/3 1 */4 *', 'cron(10,15,20 0,3,6 1 1,5,9 ? *)'],
    ['0 0 1,15 jan-mar *', 'cron(0 0 1,15 JAN-MAR ? *)'],
    ['0 0 31 12 *', 'cron(0 0 31 12 ? *)'],
    ['0 0 1 FEB/2 *'.replace('FEB/2', 'FEB-DEC/5'), 'cron(0 0 1 2,7,12 ? *)'],
  ];
  for (const [unix, expected] of cases) it(unix, () => assert.equal(cronExpression(unix), expected));
});
