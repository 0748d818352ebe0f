import type { JsonMap } from '../../../src/language/json';
import { replace, shorter, walk } from './tree';

const kept = new Set(['name', 'raises', 'status', 'functions', 'http']);

/** Cases that are a little simpler: fewer answers, less input, no delays. */
export function* simplerCases(given: JsonMap): Generator<JsonMap> {
  for (const { path, value } of walk(given)) {
    const [top] = path;
    if (path.length === 0 || top === 'name' || (path.length === 1 && kept.has(String(top)))) continue;
    const key = path.at(-1);
    if (typeof key === 'string' && !(key === 'name' && path.at(-2) === 'raises')) yield replace(given, path, undefined);
    if (Array.isArray(value))
      for (const list of shorter(value)) if (top === 'input' || list.length > 0) yield replace(given, path, list);
    for (const simple of simpler(value)) yield replace(given, path, simple);
  }
}

function simpler(value: unknown): readonly unknown[] {
  if (typeof value === 'string' && value.length > 1) return ['x', ''];
  if (typeof value === 'number' && value !== 0 && value !== 1) return [0, 1];
  if (Array.isArray(value) ? value.length > 0 : typeof value === 'object' && value !== null) return [null, 'x'];
  return [];
}
