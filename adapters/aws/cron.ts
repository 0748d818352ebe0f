const days = 'SUN MON TUE WED THU FRI SAT'.split(' ');
const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/**
 * Five Unix fields as AWS's six. AWS wants a `?` in one of the two fields for days, and counts Sunday as 1: the days of
 * the week are named. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function cronExpression(cron: string): string {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = cron.split(' ');
  const weekdays = weekday === '*' ? '?' : field(weekday, 0, 6, days);
  const dates = weekday === '*' ? field(day, 1, 31) : '?';
  return `cron(${field(minute, 0, 59)} ${field(hour, 0, 23)} ${dates} ${field(month, 1, 12, months)} ${weekdays} *)`;
}

/** A field with its steps spelled out: AWS documents them for a start, not for a range. */
function field(text: string, from: number, to: number, words: readonly string[] = []): string {
  if (text === '*') return '*';
  const isPlain = !text.includes('/') && (words.length === 0 || from === 1);
  if (isPlain) return text.toUpperCase();
  const values = [...new Set(text.split(',').flatMap(item => valuesOf(item, from, to, words)))].sort((a, b) => a - b);
  if (from === 0 && words.length > 0) return runs(values.map(value => days[value % 7] as string));
  return values.join(',');
}

/** Days that follow each other as a range: MON-FRI. */
function runs(names: readonly string[]): string {
  const unique = days.filter(day => names.includes(day));
  const first = unique[0] as string;
  const last = unique.at(-1) as string;
  const isRun = unique.length > 2 && days.indexOf(last) - days.indexOf(first) === unique.length - 1;
  return isRun ? `${first}-${last}` : unique.join(',');
}

function valuesOf(item: string, from: number, to: number, words: readonly string[]): number[] {
  const [range = '*', step = '1'] = item.split('/');
  const [first = '*', last = first] = range.split('-');
  const start = first === '*' ? from : numberOf(first, from, words);
  const end = first === '*' ? to : numberOf(last, from, words);
  const values: number[] = [];
  for (let value = start; value <= end; value += Number(step)) values.push(value);
  return values;
}

function numberOf(text: string, from: number, words: readonly string[]): number {
  const word = words.indexOf(text.toUpperCase());
  return word >= 0 ? word + from : Number(text);
}
