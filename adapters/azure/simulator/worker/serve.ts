import fs from 'node:fs';
import type { LoadRequest, Registration, ToWorker } from '../protocol';
import { abandon, answered, atRest } from './invocation';
import { runActivity } from './activity';
import { tell } from './channel';
import { stubFunctionsCore } from './core';
import { forgetExecutions, replayPrefixes, runEpisode } from './orchestrator';
import { replaceHandlers } from './handlers';
import { replaceOutside } from './outside';
import { loadSdk } from './sdk';
import { invokeStarter } from './starter';

let folder: string | undefined;

/** Answers the simulator until it goes away. */
export function serve(): void {
  process.on('message', message => receive(message as ToWorker));
  // The simulator is gone without having closed this process, so the folder is left to be removed here.
  process.on('disconnect', leave);
  process.on('SIGTERM', leave);
  // Ctrl-C reaches the whole group; the simulator decides what it means.
  process.on('SIGINT', () => undefined);
}

function leave(): void {
  if (folder !== undefined) fs.rmSync(folder, { recursive: true, force: true });
  process.exit();
}

function receive(message: ToWorker): void {
  switch (message.type) {
    case 'answer':
      return answered(message);
    case 'abandon':
      return abandon(message.invocation);
    case 'forget':
      return forgetExecutions(message.executions);
    default:
      request(message).then(
        value => tell({ type: 'reply', id: message.id, value }),
        (thrown: unknown) => {
          const error = thrown instanceof Error ? thrown : new Error(String(thrown));
          tell({ type: 'failure', id: message.id, name: error.name, message: error.message, stack: error.stack ?? '' });
        },
      );
  }
}

async function request(message: Extract<ToWorker, { id: number }>): Promise<unknown> {
  switch (message.type) {
    case 'load':
      return load(message);
    case 'episode':
      return runEpisode(message);
    case 'replayPrefixes':
      return replayPrefixes(message.execution);
    case 'activity':
      return runActivity(message);
    case 'invoke':
      return invokeStarter(message);
    case 'settle':
      return atRest();
  }
}

/** The stand-ins come first: what the app's files take hold of while they load is already replaced. */
function load(app: LoadRequest): readonly Registration[] {
  folder = app.folder;
  const registrations = stubFunctionsCore();
  replaceHandlers(app.handlers, app.modules);
  loadSdk(app.folder);
  replaceOutside();
  for (const file of app.files) {
    try {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      require(file);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${file.slice(app.folder.length + 1)}: ${message}`, { cause: error });
    }
  }
  return registrations();
}
