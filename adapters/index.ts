import type { Adapter } from '../src/adapter';

/** The targets that come with the project. */
export const adapters: readonly Adapter[] = [];
