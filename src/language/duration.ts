const year = 366 * 24 * 3600;
const short = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** The seconds that a literal duration says, or why it says none. */
export function readDuration(value: unknown, least: 0 | 1): number | { readonly problem: string } {
  const seconds = typeof value === 'number' ? value : typeof value === 'string' ? parseDuration(value.trim()) : undefined;
  if (seconds === undefined) return { problem: 'it has another form' };
  if (!Number.isInteger(seconds)) return { problem: 'it must be whole seconds' };
  if (seconds < least) return { problem: least === 1 ? 'it must be at least one second' : 'it is negative' };
  if (seconds > year) return { problem: 'it is more than a year' };
  return seconds;
}

function parseDuration(text: string): number | undefined {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const match = text === '' || text === 'P' || text.endsWith('T') ? null : (short.exec(text) ?? iso.exec(text));
  if (!match) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map(part => Number(part ?? 0));
  return ((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!;
}

/** `1d2h30m10s`: the shortest text that reads back to the seconds. */
export function printDuration(seconds: number): string {
  if (seconds === 0) return '0s';
  const units: readonly [number, string][] = [
    [86400, 'd'],
    [3600, 'h'],
    [60, 'm'],
    [1, 's'],
  ];
  let rest = seconds;
  let text = '';
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
