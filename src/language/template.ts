import * as found from '../diagnostics/catalogue';
import type { ConfigPath } from '../diagnostics/diagnostic';
import type { Expression } from './expressions/ast';
import { parseTemplateString } from './expressions/parse';
import { describe, isUnquoted, type Reader } from './reader';

/** Reads any YAML value; a string's `{{ }}` are expressions, keys are never templates. Undefined when a mistake was reported. */
export function readTemplate(value: unknown, at: ConfigPath, reader: Pick<Reader, 'report'>): Expression | undefined {
  const place = { path: at };
  if (value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) {
    return { kind: 'literal', value, place };
  }
  if (typeof value === 'string') return parseTemplateString(value, { path: at, report: reader.report });
  if (Array.isArray(value)) {
    const items = value.map((item, i) => readTemplate(item, [...at, i], reader));
    return items.some(item => item === undefined) ? undefined : { kind: 'list', items: items as Expression[], place };
  }
  if (value instanceof Date) {
    reader.report(found.unquotedDate(place));
    return undefined;
  }
  if (isUnquoted(value)) {
    reader.report(found.unquotedBraces(place));
    return undefined;
  }
  if (typeof value !== 'object') {
    reader.report(found.wrongType(place, 'A template', 'what JSON can say', describe(value)));
    return undefined;
  }
  const entries = Object.entries(value).map(([key, entry]) => ({ key, value: readTemplate(entry, [...at, key], reader) }));
  return entries.some(entry => entry.value === undefined)
    ? undefined
    : { kind: 'map', entries: entries as { key: string; value: Expression }[], place };
}
