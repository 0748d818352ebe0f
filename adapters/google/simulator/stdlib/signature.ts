import { fail } from '../errors';
import { isList, isMap, isNumber, typeName, type Value, type ValueList, type ValueMap } from '../values';

/** A parameter of a library function; `call` gives it by name, an expression by its place. */
export interface LibraryParameter {
  readonly name: string;
  readonly optional: boolean;
}

/** What a function that doesn't wait may ask. */
export interface LibraryContext {
  /** Milliseconds since 1970. */
  now(): number;
  uuid(): string;
  readonly environment: ReadonlyMap<string, string>;
}

/** An argument that wasn't given is undefined. */
export type Arguments = readonly (Value | undefined)[];

export interface LibraryFunction {
  readonly parameters: readonly LibraryParameter[];
  readonly call: (args: Arguments, context: LibraryContext) => Value;
}

/** `define('source substr?', ...)`: the parameters in order, a question mark behind the optional. */
export function define(parameters: string, call: LibraryFunction['call']): LibraryFunction {
  return { parameters: readParameters(parameters), call };
}

export function readParameters(text: string): LibraryParameter[] {
  const names = text.split(' ').filter(name => name !== '');
  return names.map(name => ({ name: name.replace('?', ''), optional: name.endsWith('?') }));
}

/** Each answers the argument or raises the TypeError that the function's page documents. */
export const want = {
  string(value: Value | undefined, name: string): string {
    return typeof value === 'string' ? value : wrong(value, name, 'a string');
  },
  bytes(value: Value | undefined, name: string): Uint8Array {
    return value instanceof Uint8Array ? value : wrong(value, name, 'bytes');
  },
  boolean(value: Value | undefined, name: string): boolean {
    return typeof value === 'boolean' ? value : wrong(value, name, 'a boolean');
  },
  integer(value: Value | undefined, name: string): bigint {
    return typeof value === 'bigint' ? value : wrong(value, name, 'an integer');
  },
  number(value: Value | undefined, name: string): bigint | number {
    return value !== undefined && isNumber(value) ? value : wrong(value, name, 'a number');
  },
  list(value: Value | undefined, name: string): ValueList {
    return value !== undefined && isList(value) ? value : wrong(value, name, 'a list');
  },
  map(value: Value | undefined, name: string): ValueMap {
    return value !== undefined && isMap(value) ? value : wrong(value, name, 'a map');
  },
};

function wrong(value: Value | undefined, name: string, wanted: string): never {
  return fail('TypeError', `argument '${name}' must be ${wanted}; got: ${typeName(value ?? null)}`);
}
