import type { FunctionAnswer } from '../../engine';
import type { Json } from '../../language/json';

/** A handler's return value as JSON; what JSON can't carry is an error, where `JSON.stringify` would drop it in silence. */
export function encodeValue(value: unknown, functionKey: string): FunctionAnswer {
  if (value === undefined) return { ok: true, value: null };
  try {
    const text = JSON.stringify(value, (key: string, item: unknown) => {
      const problem = uncarried(item);
      if (problem !== undefined) throw new TypeError(key === '' ? problem : `${problem} under "${key}"`);
      return item;
    });
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    const message = `The function "${functionKey}" returned a value that JSON can't carry: ${why}.`;
    return { ok: false, error: { name: 'Error', message }, platform: false };
  }
}

function uncarried(value: unknown): string | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value === 'bigint') return 'a BigInt';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return undefined;
}

/** The name and message of what a handler threw; a value that isn't an Error gives what it has of them. */
export function encodeError(thrown: unknown): { readonly name: string; readonly message: string } {
  if (typeof thrown !== 'object' || thrown === null) return { name: 'Error', message: String(thrown) };
  const { name, message } = thrown as { name?: unknown; message?: unknown };
  return {
    name: typeof name === 'string' && name !== '' ? name : 'Error',
    message: typeof message === 'string' ? message : '',
  };
}
