import path from 'node:path';
import type { Artefact } from '../../../src/adapter';
import type { Engine, Execution, RunRequest, World } from '../../../src/engine';
import { writeApp } from './app';
import { startWorker, type Worker } from './client';
import { SimulationError } from './error';
import { findFunctions } from './functions';
import type { Functions } from './host/replay';
import { type ExternalEvent, runOrchestration } from './host/run';
import type { FakeClient } from './invocations';
import { readOutcome, wrap } from './outcome';
import type { LoadRequest, Registration, TriggerData } from './protocol';

export interface SimulatorOptions {
  /** The root orchestrator of each workflow. */
  readonly orchestrators: Readonly<Record<string, string>>;
  /** Where the app requires the service's handlers; they needn't be there. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Where the SDK is looked for first; absolute. */
  readonly serviceFolder?: string;
  /** `everyPrefix`: when an orchestration ends, it is run again from every prefix of its history, and must do the same. */
  readonly replay?: 'once' | 'everyPrefix';
  /** Episodes a run may take (100,000 by default): one that never ends must be given up some time. */
  readonly maxEpisodes?: number;
}

export interface Handler {
  /** Relative to the app's folder, with or without its extension. */
  readonly file: string;
  readonly export: string;
  /** The activity it belongs to, needed when several functions have the same handler. */
  readonly activity?: string;
}

export interface AzureRunRequest extends RunRequest {
  /** Events that a client raises meanwhile. */
  readonly events?: readonly ExternalEvent[];
}

export interface Simulator extends Engine {
  run(request: AzureRunRequest, world: World): Promise<Execution>;
  /** Every function that the app registered. */
  readonly registrations: readonly Registration[];
  /** Calls a starter or a schedule with a durable client of your own. An HTTP starter gives `{ status, headers, body }`. */
  invoke(name: string, trigger: TriggerData, client: FakeClient): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Loads a function app through the real `durable-functions` and `@azure/functions`, in a process of its own, and plays
 * the Functions host, the Durable Task extension and its storage. Rejects with a SimulationError when the SDK is missing
 * or the app doesn't load.
 */
export async function createSimulator(
  app: { readonly files: readonly Artefact[] },
  options: SimulatorOptions,
): Promise<Simulator> {
  const { folder, entries, host, remove } = writeApp(app.files, options.serviceFolder);
  const handlers = Object.entries(options.handlers).map(([key, handler]) => ({
    ...handler,
    function: key,
    file: path.resolve(folder, handler.file),
  }));
  const modules = app.files.some(file => /\bimport\s*\(/.test(file.content));
  const { worker, functions } = await load({ folder, files: entries, handlers, modules }).catch((error: unknown) => {
    remove();
    throw error;
  });
  return {
    name: 'azure',
    registrations: worker.registrations,
    async run(request, world) {
      const orchestrator = options.orchestrators[request.workflow];
      if (orchestrator === undefined) throw new SimulationError(`The app has no workflow '${request.workflow}'`);
      const name = functions.orchestrator(orchestrator);
      if (name === null) throw new SimulationError(`The app doesn't register the orchestrator '${orchestrator}'`);
      const { ended, counts } = await runOrchestration(
        { name, instanceId: request.executionId, input: JSON.stringify(wrap(request.input)), events: request.events ?? [] },
        worker,
        functions,
        world,
        { ...host, maxEpisodes: options.maxEpisodes ?? 100_000, everyPrefix: options.replay === 'everyPrefix' },
      );
      return { ...readOutcome(ended), billed: { ...counts } };
    },
    invoke: (name, trigger, client) => worker.invoke(name, trigger, client, Date.now()),
    async close() {
      await worker.close();
      remove();
    },
  };
}

async function load(app: Omit<LoadRequest, 'type'>): Promise<{ worker: Worker; functions: Functions }> {
  const worker = await startWorker(app);
  try {
    return { worker, functions: findFunctions(worker.registrations) };
  } catch (error) {
    await worker.close();
    throw error;
  }
}
