import type { Clock } from '../../../src/engine';
import { SimulationError } from './error';
import type { ActivityCall, ActivityResult } from './activity';
import { createInvocations, type FakeClient } from './invocations';
import { AppError, startProcess } from './process';
import type { Episode, EpisodeRequest, LoadRequest, Registration, TriggerData } from './protocol';

/** The loaded app, as the host uses it. */
export interface Worker {
  readonly registrations: readonly Registration[];
  /** Runs an orchestrator over its history as far as it goes. */
  episode(clock: Clock, request: EpisodeRequest): Promise<Episode>;
  /** Runs it again from every prefix of its history; what differs, or null. */
  replayPrefixes(clock: Clock, execution: string): Promise<string | null>;
  activity(call: ActivityCall): Promise<ActivityResult>;
  invoke(name: string, trigger: TriggerData, client: FakeClient, now: number): Promise<unknown>;
  /** Waits until the activities under way have done whatever they can do without time or the world. */
  settle(clock: Clock): Promise<void>;
  /** Ends the activities that an owner has under way. */
  abandon(owner: object): void;
  /** Drops the histories that the process keeps. */
  forget(executions: readonly string[]): void;
  close(): Promise<void>;
}

/** Real milliseconds for what can't wait for anything: only an endless loop takes longer. */
const patience = 60_000;

/** Starts a process and loads the app in it. Rejects with a SimulationError when it doesn't load. */
export async function startWorker(app: Omit<LoadRequest, 'type'>): Promise<Worker> {
  const invocations = createInvocations();
  const process = startProcess(invocations.listen);
  let registrations: readonly Registration[];
  try {
    registrations = (await process.request({ type: 'load', ...app }, patience)) as Registration[];
  } catch (error) {
    await process.close();
    throw error instanceof AppError ? new SimulationError(`The function app doesn't load: ${error.message}`) : error;
  }
  return {
    registrations,
    episode: (clock, request) =>
      clock.during(framework(request.orchestrator, process.request(request, patience) as Promise<Episode>)),
    replayPrefixes: (clock, execution) =>
      clock.during(process.request({ type: 'replayPrefixes', execution }, patience) as Promise<string | null>),
    activity: call => invocations.activity(process, call),
    invoke: (name, trigger, client, now) => invocations.invoke(process, name, trigger, client, now),
    async settle(clock) {
      let traffic = -1;
      while (invocations.running() > 0 && traffic !== invocations.traffic()) {
        traffic = invocations.traffic();
        await clock.during(process.request({ type: 'settle' }, patience));
      }
    },
    abandon: invocations.abandon,
    forget: executions => process.send({ type: 'forget', executions }),
    close: () => process.close(),
  };
}

/** An error of the SDK itself, which isn't an orchestration's failure. */
async function framework(orchestrator: string, episode: Promise<Episode>): Promise<Episode> {
  try {
    return await episode;
  } catch (error) {
    throw error instanceof AppError
      ? new SimulationError(`Orchestrator '${orchestrator}' can't be run by the SDK: ${error.message}`)
      : error;
  }
}
