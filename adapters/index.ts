import type { Adapter } from '../src/adapter';
import { aws } from './aws/index';
import { azure } from './azure/index';
import { google } from './google/index';

/** The targets that come with the project. */
export const adapters: readonly Adapter[] = [aws as Adapter, google as Adapter, azure as Adapter];
