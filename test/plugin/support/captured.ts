import * as published from '../../../src/index';
import { captured } from './frameworks';

/** What a service gets as `serverless-orchestration`, the plugin's output kept for the test: in process the framework prints nothing. */
export function packageFor(folder: string): unknown {
  class Captured extends published.default {
    constructor(...[serverless, options]: ConstructorParameters<typeof published.default>) {
      const keep = (list: 'human' | 'machine') => (text: string) => void captured.get(folder)?.[list].push(text);
      const log = { error: keep('human'), warning: keep('human'), notice: keep('human') };
      super(serverless, options, { log, writeText: keep('machine') });
    }
  }
  return { ...published, __esModule: true, default: Captured };
}
