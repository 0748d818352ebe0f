import type { Diagnostic, Place, Severity } from '../diagnostic';
import type { Location, SourceMap } from '../sourcemap';
import { locateAll, placeText } from './located';
import { plain, type Paint } from './paint';
import { printable } from './printable';

/** Every diagnostic with its piece of the text, in reading order, and a line that counts them. Empty for none. */
export function formatFrames(diagnostics: readonly Diagnostic[], sources: SourceMap, paint: Paint = plain): string {
  if (diagnostics.length === 0) return '';
  const frames = locateAll(diagnostics, sources).map(({ diagnostic }) => formatFrame(diagnostic, sources, paint));
  return [...frames, summary(diagnostics)].join('\n\n');
}

/** One diagnostic: what is wrong, where, the line itself, and what to do. */
export function formatFrame(diagnostic: Diagnostic, sources: SourceMap, paint: Paint = plain): string {
  const { severity, code, message, hint, place, related = [] } = diagnostic;
  const lines = [
    `${paint[severity](`${severity} ${code}:`)} ${paint.strong(printable(message))}`,
    ...placeLines(place, sources, text => paint[severity](text), paint),
  ];
  if (hint !== undefined && hint !== '') lines.push(`  ${paint.faint('=')} ${printable(hint)}`);
  for (const other of related) {
    lines.push(`  ${paint.faint('=')} ${printable(other.message)}`, ...placeLines(other.place, sources, paint.info, paint));
  }
  return lines.join('\n');
}

/** `2 errors, 1 warning` */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const severities: readonly Severity[] = ['error', 'warning', 'info'];
  return severities
    .map(severity => ({ severity, count: diagnostics.filter(diagnostic => diagnostic.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`)
    .join(', ');
}

function placeLines(place: Place, sources: SourceMap, mark: (text: string) => string, paint: Paint): readonly string[] {
  const location = sources.locate(place);
  return [`  ${paint.faint(printable(placeText(place, sources)))}`, ...(location ? excerpt(location, sources, mark, paint) : [])];
}

/** The line, the one above it for orientation, and the carets. */
function excerpt(location: Location, sources: SourceMap, mark: (text: string) => string, paint: Paint): readonly string[] {
  const line = sources.line(location.file, location.line) ?? '';
  const before = location.line > 1 ? (sources.line(location.file, location.line - 1) ?? '') : '';
  const width = String(location.line).length;
  const row = (gutter: string | number, text: string): string => {
    const margin = paint.faint(`${String(gutter).padStart(width)} |`);
    return text === '' ? margin : `${margin} ${text}`;
  };
  const { text, start, length } = fit(line, location);
  const carets = indentLike(text.slice(0, start)) + mark('^'.repeat(Math.max(1, cells(text.slice(start, start + length)))));
  return [
    ...(before.trim() === '' ? [] : [row(location.line - 1, printable(before.trimEnd().slice(0, maxWidth)))]),
    row(location.line, printable(text)),
    row('', carets),
  ];
}

const maxWidth = 160;

/** A very long line (minified JSON) is cut around the place. */
function fit(line: string, location: Location): { text: string; start: number; length: number } {
  const start = location.column - 1;
  const length = location.endColumn - location.column;
  const trimmed = line.trimEnd();
  if (trimmed.length <= maxWidth) return { text: trimmed, start, length };
  const from = Math.max(0, Math.min(start - 40, trimmed.length - maxWidth));
  const text = trimmed.slice(from, from + maxWidth);
  return { text, start: start - from, length: Math.min(length, text.length - (start - from)) };
}

/** White space as wide as a text; tabs stay tabs, so that the carets stand under their place at any tab width. */
function indentLike(text: string): string {
  return [...text].map(char => (char === '\t' ? '\t' : ' '.repeat(cells(char)))).join('');
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** The columns that a terminal needs for a text. */
function cells(text: string): number {
  let count = 0;
  for (const char of text) count += wide.test(char) ? 2 : /\p{Mn}/u.test(char) ? 0 : 1;
  return count;
}
