import type { Adapter } from '../src/adapter';
import { azure } from './azure/index';

/** The targets that come with the project. */
export const adapters: readonly Adapter[] = [azure as Adapter];
