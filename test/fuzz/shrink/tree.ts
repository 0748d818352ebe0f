/** A place in plain data: the keys down to it. */
export type Path = readonly (string | number)[];

export interface Located {
  readonly path: Path;
  readonly value: unknown;
}

/** Everything in a tree of plain data, outer things before what is in them. */
export function walk(tree: unknown): readonly Located[] {
  const found: Located[] = [];
  const visit = (value: unknown, path: Path): void => {
    found.push({ path, value });
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (key !== 'place' && key !== 'origin') visit(child, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  };
  visit(tree, []);
  return found;
}

/** The tree with something else at a place; `undefined` takes the key away. Shares what it doesn't change. */
export function replace<T>(tree: T, path: Path, value: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return value as T;
  if (Array.isArray(tree)) {
    const copy = [...(tree as unknown[])];
    copy[key as number] = replace(copy[key as number], rest, value);
    return copy as T;
  }
  const entries = Object.entries(tree as object).flatMap(([own, child]) => {
    if (own !== String(key)) return [[own, child] as const];
    const changed: unknown = rest.length === 0 ? value : replace(child as unknown, rest, value);
    return changed === undefined ? [] : [[own, changed] as const];
  });
  return Object.fromEntries(entries) as T;
}

/** The list without some of its items: first large parts, then single ones. */
export function* shorter<T>(items: readonly T[]): Generator<T[]> {
  for (let size = items.length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < items.length; from += size) yield items.toSpliced(from, size);
  }
}
