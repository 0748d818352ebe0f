import { printable } from '../../diagnostics/formats/printable';
import type { Paint } from '../../diagnostics/formats/paint';
import { isMap, sameJson, type Json } from '../../language/json';
import type { Difference } from '../../runner/cases/compare';

/** The lines that show a difference: what is expected (-) and what came (+), only where they differ. */
export function diffLines({ what, expected, actual }: Difference, paint: Paint): readonly string[] {
  if (expected === undefined && actual === undefined) return [];
  if (what === 'calls' && isTexts(expected) && isTexts(actual)) return sequenceLines(expected, actual, paint);
  // A result beside an error: neither is a part of the other.
  if (what === 'status') return wholeLines('', expected, actual, paint);
  // Of an error only the keys that the case gives are compared.
  const partial = what === 'error' && isMap(expected) && isMap(actual);
  const shown = partial ? Object.fromEntries(Object.entries(actual).filter(([key]) => key in expected)) : actual;
  return valueLines('', expected, shown as Json | undefined, paint);
}

function valueLines(at: string, expected: Json | undefined, actual: Json | undefined, paint: Paint): readonly string[] {
  if (expected !== undefined && actual !== undefined && sameJson(expected, actual)) return [];
  if (isMap(expected) && isMap(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
    return keys.flatMap(key => valueLines(`${at}${member(key, at)}`, ownJson(expected, key), ownJson(actual, key), paint));
  }
  if (isList(expected) && isList(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, i) => valueLines(`${at}[${i}]`, expected[i], actual[i], paint)).flat();
  }
  return wholeLines(at, expected, actual, paint);
}

function wholeLines(at: string, expected: Json | undefined, actual: Json | undefined, paint: Paint): readonly string[] {
  const label = at === '' ? '' : `${printable(at)}: `;
  return [
    ...(expected === undefined ? [] : [paint.error(`- ${label}${text(expected)}`)]),
    ...(actual === undefined ? [] : [paint.ok(`+ ${label}${text(actual)}`)]),
  ];
}

/** Two lists of calls, line by line, along their longest common subsequence. */
function sequenceLines(expected: readonly string[], actual: readonly string[], paint: Paint): readonly string[] {
  const common = commonLengths(expected, actual);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < expected.length || j < actual.length) {
    if (i < expected.length && j < actual.length && sameCall(expected[i]!, actual[j]!)) {
      lines.push(`  ${printable(actual[j]!)}`);
      i++;
      j++;
    } else if (j >= actual.length || (i < expected.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push(paint.error(`- ${printable(expected[i++]!)}`));
    } else {
      lines.push(paint.ok(`+ ${printable(actual[j++]!)}`));
    }
  }
  return lines;
}

/** An expected call without an input, `name(...)`, stands for any. */
function sameCall(expected: string, actual: string): boolean {
  return expected === actual || (expected.endsWith('(...)') && actual.startsWith(expected.slice(0, -'...)'.length)));
}

/** At [i][j]: how many lines the rests from i and from j have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i]![j] = sameCall(a[i]!, b[j]!) ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  return table;
}

function member(key: string, at: string): string {
  if (!/^[A-Za-z_]\w*$/.test(key)) return `[${JSON.stringify(key)}]`;
  return at === '' ? key : `.${key}`;
}

function ownJson(map: Record<string, unknown>, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? (map[key] as Json) : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isTexts(value: Json | undefined): value is readonly string[] {
  return isList(value) && value.every(item => typeof item === 'string');
}

function text(value: Json): string {
  return printable(JSON.stringify(value));
}
