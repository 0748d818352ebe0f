import { parse, type Options } from 'acorn';

/**
 * JavaScript with other specifiers in its imports: `import`, `export ... from`, `import()` and `require()` of a literal.
 * `rename` answers the new one, or undefined for one that stays. What acorn can't read is left as it is.
 */
export function renameImports(source: string, rename: (specifier: string) => string | undefined): string {
  const tree = read(source);
  if (tree === undefined) return source;
  const edits = literalsIn(tree).flatMap(({ start, end, value }) => {
    const renamed = rename(value);
    return renamed === undefined || renamed === value ? [] : [{ start, end, text: JSON.stringify(renamed) }];
  });
  // From the end, so that the positions before an edit stay right.
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source);
}

function read(source: string): unknown {
  for (const sourceType of ['module', 'script'] as const) {
    const options: Options = { ecmaVersion: 'latest', sourceType, allowHashBang: true, allowReturnOutsideFunction: true };
    try {
      return parse(source, options);
    } catch {
      continue;
    }
  }
  return undefined;
}

interface Specifier {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

const importing = new Set(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression']);

function literalsIn(node: unknown): readonly Specifier[] {
  if (Array.isArray(node)) return node.flatMap(literalsIn);
  if (!isRecord(node)) return [];
  const own = importing.has(String(node['type'])) ? node['source'] : requiredBy(node);
  return [...(isSpecifier(own) ? [own] : []), ...Object.values(node).flatMap(literalsIn)];
}

function requiredBy({ type, callee, arguments: args }: Record<string, unknown>): unknown {
  const isRequire = type === 'CallExpression' && isRecord(callee) && callee['name'] === 'require';
  return isRequire && Array.isArray(args) ? args[0] : undefined;
}

function isSpecifier(node: unknown): node is Specifier {
  return isRecord(node) && node['type'] === 'Literal' && typeof node['value'] === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
