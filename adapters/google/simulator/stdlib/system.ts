import { fail } from '../errors';
import { define, want, type LibraryFunction } from './signature';

/** https://cloud.google.com/workflows/docs/reference/stdlib/sys and .../time: what doesn't wait. */
export const system: Readonly<Record<string, LibraryFunction>> = {
  'sys.get_env': define('name default?', ([name, standard], context) => {
    const key = want.string(name, 'name');
    if (standard !== undefined) want.string(standard, 'default');
    // The page doesn't say what an unknown name without a default does: KeyError (secondary source).
    return context.environment.get(key) ?? standard ?? fail('KeyError', `environment variable not found: ${key}`);
  }),
  'sys.now': define('', (_args, context) => context.now() / 1000),

  'time.format': define('seconds timezone?', ([seconds, timezone = 'UTC']) => {
    const microseconds = Math.round(Number(want.number(seconds, 'seconds')) * 1e6);
    return formatTime(microseconds, want.string(timezone, 'timezone') || 'UTC');
  }),
  'time.parse': define('value', ([value]) => parseTime(want.string(value, 'value'))),
};

/** "A timestamp string in ISO 8601 format, up to a microsecond precision", as in the page's examples: six decimals. */
function formatTime(microseconds: number, timezone: string): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const offset = zoneOffset(milliseconds, timezone);
  const local = new Date(milliseconds + offset * 60_000);
  if (Number.isNaN(local.getTime())) return fail('ValueError', 'timestamp out of range');
  const rest = String(microseconds - milliseconds * 1000).padStart(3, '0');
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(minutes)}`;
  return `${local.toISOString().slice(0, -1)}${rest}${zone}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Minutes east of UTC at that moment. */
function zoneOffset(milliseconds: number, timezone: string): number {
  if (timezone === 'UTC' || timezone === 'GMT') return 0;
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' }).formatToParts(milliseconds);
  } catch (error) {
    if (error instanceof RangeError) return fail('ValueError', `unknown time zone or time: ${timezone}`);
    throw error;
  }
  const name = parts.find(part => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /^GMT([+-])(\d\d):(\d\d)/.exec(name);
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
}

/** Seconds since 1970 of a time "according to the subset of ISO 8601 defined by RFC 3339, with up to a microsecond precision". */
export function parseTime(value: string): number {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/.exec(value);
  const milliseconds = match ? Date.parse(`${match[1]}${match[3]}`) : NaN;
  if (!match || Number.isNaN(milliseconds)) return fail('ValueError', `could not parse the time ${JSON.stringify(value)}`);
  return milliseconds / 1000 + Number(match[2] ?? 0);
}
