import { exceed } from './errors';
import { limits } from './limits';
import { Callable, isList, isMap, type Value, type ValueList, type ValueMap } from './values';

/**
 * Bytes that a value takes: integer, double and boolean 8; string, bytes and list 8 and their content; map 8, its keys
 * and its values. A copy counts again, since assignment copies by value.
 * https://cloud.google.com/workflows/docs/reference/syntax/variables
 */
export function sizeOf(value: Value): number {
  if (typeof value === 'string') return 8 + textBytes(value);
  if (value === null || typeof value !== 'object') return 8;
  if (value instanceof Callable) return 8;
  if (value instanceof Uint8Array) return 8 + value.length;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  let size = 8;
  if (isList(value)) for (const item of value) size += sizeOf(item);
  else if (isMap(value)) for (const [key, item] of value) size += 8 + textBytes(key) + sizeOf(item);
  if (size >= worthKeeping) sizes.set(value, size);
  return size;
}

/** What can be held by many never changes, nor does its size. What is small is counted again more quickly than it is looked up. */
const sizes = new WeakMap<object, number>();
const worthKeeping = 256;

/** Notes that a list or a map is so many bytes larger than another: one that grows in a loop isn't gone through again in each round. */
export function resized<T extends ValueList | ValueMap>(changed: T, from: ValueList | ValueMap, bytes: () => number): T {
  const size = sizes.get(from);
  if (size !== undefined) sizes.set(changed, size + bytes());
  return changed;
}

function textBytes(text: string): number {
  return Buffer.byteLength(text);
}

/** Guards what makes longer strings; Google's limit is 256 KB. */
export function checkedString(text: string): string {
  // No string of this many UTF-16 units can be too long, whatever its characters.
  if (text.length * 3 > limits.stringBytes && textBytes(text) > limits.stringBytes) {
    exceed(`string length exceeds the limit of ${limits.stringBytes} bytes`);
  }
  return text;
}

/** The memory of one execution: what its variables, arguments and results take. */
export class Memory {
  private used = 0;

  /** Counts a variable's change; `before` is undefined where it had no value. */
  replace(before: Value | undefined, after: Value | undefined): void {
    if (before !== undefined) this.used -= sizeOf(before);
    if (after === undefined) return;
    if (typeof after === 'string') checkedString(after);
    this.grow(sizeOf(after));
  }

  grow(bytes: number): void {
    this.used += bytes;
    if (this.used > limits.memoryBytes) exceed(`memory usage limit exceeded: ${this.used} bytes of ${limits.memoryBytes}`);
  }
}
