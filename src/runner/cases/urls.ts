/** Whether two URLs ask for the same: the query is compared as a set, an empty path is `/`. */
export function sameUrl(a: string, b: string): boolean {
  return a === b || (normal(a) !== undefined && normal(a) === normal(b));
}

function normal(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  url.searchParams.sort();
  return url.toString();
}
