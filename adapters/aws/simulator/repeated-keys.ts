/**
 * The first key that stands twice in one object of a JSON text, with its path, or undefined. JavaScript's parser keeps
 * the last of them in silence; the service refuses such a text. The text must be valid JSON.
 */
export function repeatedKey(text: string): { readonly key: string; readonly path: string } | undefined {
  /** For each open object the keys seen and the current one; undefined for an open list. */
  const open: ({ readonly keys: Set<string>; current: string } | undefined)[] = [];
  for (const { index, 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{') open.push({ keys: new Set(), current: '' });
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else {
      const object = open.at(-1);
      const isKey = object && /^\s*:/.test(text.slice(index + token.length, index + token.length + 64));
      if (!isKey) continue;
      const key = JSON.parse(token) as string;
      const path = open.flatMap(each => (each && each !== object ? [each.current] : []));
      if (object.keys.has(key)) return { key, path: `/${path.join('/')}` };
      object.keys.add(key);
      object.current = key;
    }
  }
  return undefined;
}
