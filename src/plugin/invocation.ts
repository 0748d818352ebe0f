import type { Adapter } from '../adapter';
import type { CliOptions, Serverless } from './framework';
import type { Output } from './output';

/** What a command is given. */
export interface Invocation {
  readonly serverless: Serverless;
  readonly options: CliOptions;
  readonly output: Output;
  /** The project's own adapters. */
  readonly adapters: readonly Adapter[];
}

/** An option's text; undefined when it isn't given. */
export function textOption(options: CliOptions, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
