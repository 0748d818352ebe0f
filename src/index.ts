import type { Adapter } from './adapter';
import { createPlugin } from './plugin/plugin';

export type * from './adapter';
export type { Orchestration, OrchestrationBlock } from './types';
export { define, expressionsIn, features, NotRunnable, printExpression, stepsIn, walkExpression } from './adapter';

/** The plugin for the Serverless Framework; the project's adapters load with the first command that needs them. */
export default createPlugin(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late on purpose
  () => (require('../adapters/index') as { readonly adapters: readonly Adapter[] }).adapters,
);
