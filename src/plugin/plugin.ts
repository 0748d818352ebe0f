import type { Adapter } from '../adapter';
import { commands } from './commands';
import type { CliOptions, Command, Serverless, Writers } from './framework';
import type { Invocation } from './invocation';
import { lazy } from './lazy';
import { createOutput, type Output } from './output';
import type { Packaged } from './packaging';
import { UsageError } from './usage';

type Hooks = Readonly<Record<string, () => Promise<void>>>;

/** What the framework makes of the plugin's class. */
export interface OrchestrationPlugin {
  readonly commands: Readonly<Record<string, Command>>;
  readonly hooks: Hooks;
}

export type OrchestrationPluginClass = new (
  serverless: Serverless,
  options: CliOptions,
  writers?: Writers,
) => OrchestrationPlugin;

/** The plugin as a class of the framework's kind, handed the project's adapters (a function, so that they load late). */
export function createPlugin(loadAdapters: () => readonly Adapter[]): OrchestrationPluginClass {
  return class Orchestration implements OrchestrationPlugin {
    readonly commands = commands;
    readonly hooks: Hooks;

    constructor(serverless: Serverless, options: CliOptions, writers: Writers = {}) {
      // Any value: the plugin's own reader says what is wrong, at its line, and the framework's check can't describe nested steps.
      serverless.configSchemaHandler.defineTopLevelProperty('orchestration', {});
      this.hooks = createHooks(serverless, options, createOutput(writers), loadAdapters);
    }
  };
}

function createHooks(serverless: Serverless, options: CliOptions, output: Output, loadAdapters: () => readonly Adapter[]): Hooks {
  const invocation = (): Invocation => ({ serverless, options, output, adapters: loadAdapters() });
  const command = (load: () => (invocation: Invocation) => Promise<void>) => async (): Promise<void> => {
    try {
      await load()(invocation());
    } catch (error) {
      // Output for programs goes to stdout, where the framework would print an error that is thrown.
      if (!(error instanceof UsageError)) throw error;
      output.human(output.paint.error(error.message));
      output.fail();
    }
  };
  let packaged: Packaged | undefined;
  return {
    'orchestration:validate:validate': command(lazy.validate),
    'orchestration:compile:compile': command(lazy.compile),
    'orchestration:run:run': command(lazy.run),
    'orchestration:test:test': command(lazy.test),
    // Before anything is built or zipped, and never for commands that a broken workflow must not stop.
    'before:package:createDeploymentArtifacts': async () => {
      if (serverless.configurationInput?.['orchestration'] === undefined) return;
      packaged = await lazy.packaging().prepare(invocation());
    },
    // All functions are in the template now, and the user's `resources.extensions` still come.
    'before:package:finalize': async () => {
      if (packaged) lazy.packaging().finish(packaged, serverless);
    },
  };
}
