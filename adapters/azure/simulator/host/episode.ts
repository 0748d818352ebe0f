import { SimulationError } from '../error';
import type { Episode } from '../protocol';
import { checkOpenTasks, nextActions } from './check';
import { EventType } from './history';
import { append, type Ended, executionOf, type Instance, type Run, workerKey } from './instance';
import { throughNewtonsoft } from './newtonsoft';
import { type Replayed, replay } from './replay';
import { dispatch, scheduledEvent, stopTimers } from './work';

/** The extension's limit for the actions of one orchestration. */
const maxActions = 100_000;
/** Of the custom status, in UTF-16. */
const maxStatusBytes = 16 * 1024;

/** Takes the whole inbox, lets the orchestrator run as far as it goes, and does what it then asks for. */
export async function runEpisode(run: Run, instance: Instance): Promise<void> {
  if (++run.counts.episodes > run.options.maxEpisodes) {
    throw new SimulationError(
      `The run took more than ${run.options.maxEpisodes} episodes; the orchestration seems to go on for ever`,
    );
  }
  const { episode, replayed } = await ask(run, instance);
  if (run.stopped) return;
  const failed = episode.error !== undefined && episode.error !== '';
  // Whatever is open delays the end: the instance stays Running, and each later message makes it end the same way again.
  const ends = (failed || episode.isDone) && replayed.open.size === 0;
  if (!ends) {
    for (const work of replayed.fresh) dispatch(run, instance, work);
    append(run, instance, { EventType: EventType.OrchestratorCompleted });
    instance.waitsFor = waitsFor(episode, replayed);
    return;
  }
  for (const work of replayed.fresh) append(run, instance, scheduledEvent(instance, work), work.id);
  if (failed) {
    append(run, instance, { EventType: EventType.ExecutionFailed, Reason: episode.error });
    await end(run, instance, { status: 'failed', error: episode.error, customStatus: instance.customStatus });
  } else if (replayed.continueAsNew) {
    await continueAsNew(run, instance, replayed.continueAsNew.input);
  } else {
    append(run, instance, { EventType: EventType.ExecutionCompleted, Result: episode.output });
    await end(run, instance, {
      status: 'completed',
      output: throughNewtonsoft(JSON.parse(episode.output)),
      customStatus: instance.customStatus,
    });
  }
}

/** Has the SDK run the orchestrator over the history, and replays its actions. */
async function ask(run: Run, instance: Instance): Promise<{ episode: Episode; replayed: Replayed }> {
  const closing = instance.history.slice(instance.sent);
  const start = instance.history.length;
  append(run, instance, { EventType: EventType.OrchestratorStarted });
  for (const message of instance.inbox.splice(0)) append(run, instance, message);
  const fresh = instance.history.slice(start);
  instance.sent = instance.history.length;
  const episode = await run.worker.episode(run.world.clock, {
    type: 'episode',
    execution: workerKey(run, instance),
    orchestrator: instance.name,
    trigger: { instanceId: instance.id, parentInstanceId: instance.parent?.id ?? null, input: instance.input },
    closing,
    fresh,
    record: run.options.everyPrefix,
  });
  try {
    return { episode, replayed: judge(run, instance, episode) };
  } catch (error) {
    throw placed(instance, error);
  }
}

function judge(run: Run, instance: Instance, episode: Episode): Replayed {
  const [violation] = episode.violations;
  if (violation !== undefined) throw new SimulationError(`The orchestrator isn't deterministic: it uses ${violation}`);
  if (episode.customStatus !== undefined) {
    if (episode.customStatus.length * 2 > maxStatusBytes) throw new SimulationError('The custom status is larger than 16 KB');
    instance.customStatus = throughNewtonsoft(JSON.parse(episode.customStatus));
  }
  instance.actions = nextActions(instance.actions, episode);
  if (instance.actions.length > maxActions) throw new SimulationError(`It has more than ${maxActions} actions`);
  const replayed = replay(instance.actions, instance.history, run.functions);
  checkOpenTasks(episode, replayed);
  return replayed;
}

function placed(instance: Instance, error: unknown): unknown {
  return error instanceof SimulationError ? new SimulationError(`Orchestrator '${instance.name}': ${error.message}`) : error;
}

async function end(run: Run, instance: Instance, ended: Ended): Promise<void> {
  append(run, instance, { EventType: EventType.OrchestratorCompleted });
  await leaveExecution(run, instance);
  if (run.stopped) return;
  instance.ended = true;
  run.instances.delete(instance.id);
  instance.whenEnded(ended);
}

/**
 * The next generation starts with an empty history. Messages that wait in the inbox go along; events that were delivered
 * and never awaited are lost, since the extension doesn't preserve unprocessed events.
 */
async function continueAsNew(run: Run, instance: Instance, input: unknown): Promise<void> {
  const next = typeof input === 'string' ? input : JSON.stringify(input ?? null);
  append(run, instance, { EventType: EventType.ContinueAsNew, Result: next });
  append(run, instance, { EventType: EventType.OrchestratorCompleted });
  await leaveExecution(run, instance);
  if (run.stopped) return;
  instance.generation++;
  instance.execution = executionOf(instance.id, instance.generation);
  instance.input = next;
  instance.history = [];
  instance.sent = 0;
  instance.actions = [];
  instance.inbox = [
    startMessage(run, instance),
    ...instance.inbox.filter(message => message.EventType === EventType.EventRaised),
  ];
}

export function startMessage(run: Run, instance: Instance): Instance['inbox'][number] {
  return {
    EventType: EventType.ExecutionStarted,
    Name: instance.name,
    Version: run.options.version,
    Input: instance.input,
    Tags: null,
  };
}

async function leaveExecution(run: Run, instance: Instance): Promise<void> {
  stopTimers(run, instance);
  if (run.options.everyPrefix) {
    const difference = await run.worker.replayPrefixes(run.world.clock, workerKey(run, instance));
    if (difference !== null) {
      throw new SimulationError(`Orchestrator '${instance.name}': The orchestrator isn't deterministic: ${difference}`);
    }
  }
  run.worker.forget([workerKey(run, instance)]);
}

function waitsFor(episode: Episode, replayed: Replayed): string {
  if (episode.silentFailure) {
    return 'it threw something that is no Error, or an Error without a message: the SDK reports neither, and the host waits for ever';
  }
  const events = replayed.awaited.map(name => `'${name}'`).join(', ');
  return events
    ? `it waits for the external event ${events}`
    : 'the SDK waits for a task that the host has finished, or never had';
}
