import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Folders that hold nothing a user wrote. */
const ignored = new Set(['node_modules', '.git', '.serverless', '.build']);

/**
 * The files below a folder that match one of the patterns, relative to it with forward slashes, by name.
 * A pattern has `**` (any folders), `*`, `?` and `{a,b}`.
 */
export function findFiles(folder: string, patterns: readonly string[]): readonly string[] {
  const expressions = patterns.map(toExpression);
  return listFiles(folder, '')
    .filter(file => expressions.some(expression => expression.test(file)))
    .sort();
}

function listFiles(folder: string, below: string): readonly string[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap(entry => {
    const file = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return ignored.has(entry.name) ? [] : listFiles(folder, file);
    return entry.isFile() ? [file] : [];
  });
}

const wildcards: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };

function toExpression(pattern: string): RegExp {
  let depth = 0;
  const source = pattern
    .replace(/^\.\//, '')
    .split(/(\*\*\/|\*\*|\*|\?|[{},])/)
    .map(part => {
      if (part === '{') return (depth++, '(?:');
      if (part === '}' && depth > 0) return (depth--, ')');
      if (part === ',' && depth > 0) return '|';
      return wildcards[part] ?? part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}${')'.repeat(depth)}$`);
}
