import { isMap } from '../../../../src/language/json';

const isoTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?(Z|[+-]\d\d:\d\d)?$/;

/**
 * What comes out of JSON when the extension has read and written it: Newtonsoft.Json takes every string that looks like
 * a time for one, and prints it its own way (`.340Z` as `.34Z`, a time with an offset in the host's zone, which is UTC).
 * https://www.newtonsoft.com/json/help/html/P_Newtonsoft_Json_JsonReader_DateParseHandling.htm
 */
export function throughNewtonsoft(value: unknown): unknown {
  if (typeof value === 'string') return rewritten(value);
  if (Array.isArray(value)) return value.map(throughNewtonsoft);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, throughNewtonsoft(item)]));
}

function rewritten(text: string): string {
  const [, time, digits = '', zone = ''] = isoTime.exec(text) ?? [];
  if (time === undefined || Number.isNaN(Date.parse(`${time}Z`))) return text;
  const trimmed = digits.replace(/0+$/, '');
  const fraction = trimmed && `.${trimmed}`;
  if (zone === '' || zone === 'Z') return time + fraction + zone;
  return `${new Date(`${time}${zone}`).toISOString().slice(0, 19)}${fraction}+00:00`;
}
