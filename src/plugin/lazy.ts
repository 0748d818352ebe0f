/* eslint-disable @typescript-eslint/no-require-imports -- `require` in a function is how CommonJS loads late, in the sources and when built */

/**
 * The rest of the plugin. It is loaded when a command of ours or `package` runs: every other command of a service
 * (`print`, `info`, `remove`) shouldn't pay for a compiler that it doesn't use.
 */
export const lazy = {
  validate: () => (require('./commands/validate') as typeof import('./commands/validate')).validate,
  compile: () => (require('./commands/compile') as typeof import('./commands/compile')).compile,
  run: () => (require('./commands/run') as typeof import('./commands/run')).run,
  test: () => (require('./commands/test') as typeof import('./commands/test')).test,
  packaging: () => require('./packaging') as typeof import('./packaging'),
};
