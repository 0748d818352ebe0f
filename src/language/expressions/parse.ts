import * as acorn from 'acorn';
import * as found from '../../diagnostics/catalogue';
import type { Place } from '../../diagnostics/diagnostic';
import type { Expression } from './ast';
import { convert, place, type Source } from './convert';

const options: acorn.Options = { ecmaVersion: 2022, sourceType: 'module' };

/** A string of a template: text, or a value when it is wholly one `{{ expression }}`. Undefined when a mistake was reported. */
export function parseTemplateString(text: string, source: Source): Expression | undefined {
  if (!text.includes('{{')) return literalAt(text, 0, text.length, source);
  const parts: Expression[] = [];
  const embedded: Expression[] = [];
  let position = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', position)) {
    if (open > position) parts.push(literalAt(text.slice(position, open), position, open, source));
    const found = parseEmbedded(text, open, source);
    if (!found) return undefined;
    parts.push(found.expression);
    embedded.push(found.expression);
    position = found.end;
  }
  if (position < text.length) parts.push(literalAt(text.slice(position), position, text.length, source));
  const [whole] = embedded;
  const isWhole =
    embedded.length === 1 && parts.every(part => part === whole || (part.kind === 'literal' && isBlank(part.value)));
  return isWhole ? whole : textOf(parts, place(source, 0, text.length));
}

/** Neighbouring strings become one; a text of strings alone is a string. */
function textOf(parts: readonly Expression[], at: Place): Expression {
  const joined: Expression[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.kind === 'literal' && typeof last.value === 'string' && part.kind === 'literal' && typeof part.value === 'string') {
      joined[joined.length - 1] = { ...last, value: last.value + part.value };
    } else joined.push(part);
  }
  const [only] = joined;
  return joined.length === 1 && only?.kind === 'literal' && typeof only.value === 'string'
    ? { ...only, place: at }
    : { kind: 'text', parts: joined, place: at };
}

/** A condition, or the `in` of a `for`: an expression whose `{{ }}` may be left out. */
export function parseBareExpression(text: string, source: Source): Expression | undefined {
  const start = text.length - text.trimStart().length;
  if (text.startsWith('{{', start)) {
    const embedded = parseEmbedded(text, start, source);
    if (embedded && text.slice(embedded.end).trim() !== '') {
      source.report(found.mixedCondition(place(source, embedded.end, text.length)));
      return undefined;
    }
    return embedded?.expression;
  }
  const parsed = parseAt(text, 0, source);
  if (!parsed) return undefined;
  const rest = skipBlanks(text, parsed.end);
  if (rest < text.length) {
    source.report(
      found.expressionSyntax(place(source, rest, text.length), `the expression ends before "${text.slice(rest, rest + 12)}"`),
    );
    return undefined;
  }
  return convert(parsed.node, source);
}

function parseEmbedded(text: string, open: number, source: Source): { expression: Expression; end: number } | undefined {
  if (
    text
      .slice(open + 2)
      .trimStart()
      .startsWith('}}')
  ) {
    source.report(found.expressionSyntax(place(source, open, text.length), 'there is nothing between {{ and }}'));
    return undefined;
  }
  const parsed = parseAt(text, open + 2, source);
  if (!parsed) return undefined;
  const close = skipBlanks(text, parsed.end);
  if (!text.startsWith('}}', close)) {
    const what = close < text.length ? `}} is expected before "${text.slice(close, close + 12)}"` : 'the closing }} is missing';
    source.report(
      found.expressionSyntax(
        place(source, close < text.length ? close : open, close < text.length ? close + 1 : text.length),
        what,
      ),
    );
    return undefined;
  }
  const expression = convert(parsed.node, source);
  return expression && { expression, end: close + 2 };
}

function parseAt(text: string, start: number, source: Source): { node: acorn.Expression; end: number } | undefined {
  try {
    const node = acorn.parseExpressionAt(text, start, options);
    // Acorn's end is before a closing parenthesis that encloses the whole expression.
    return { node, end: endOfParentheses(text, start, node) };
  } catch (error) {
    const at = Math.min((error as { pos?: number }).pos ?? start, Math.max(0, text.length - 1));
    const message = (error as Error).message.replace(/ \(\d+:\d+\)$/, '');
    source.report(found.expressionSyntax(place(source, at, at + 1), lowerFirst(message)));
    return undefined;
  }
}

function endOfParentheses(text: string, start: number, node: acorn.Expression): number {
  let end = node.end;
  const opened = (text.slice(start, node.start).match(/\(/g) ?? []).length;
  for (let i = 0; i < opened; i++) end = text.indexOf(')', end) + 1;
  return end;
}

function skipBlanks(text: string, position: number): number {
  while (position < text.length && /\s/.test(text[position] as string)) position++;
  return position;
}

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function literalAt(value: string, start: number, end: number, source: Source): Expression {
  return { kind: 'literal', value, place: place(source, start, end) };
}
