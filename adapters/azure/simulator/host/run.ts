import type { Timer, World } from '../../../../src/engine';
import { SimulationError } from '../error';
import type { Worker } from '../client';
import { runEpisode, startMessage } from './episode';
import { EventType } from './history';
import { type Counts, type Ended, type HostOptions, type Instance, newInstance, type Run, workerKey } from './instance';
import type { Functions } from './replay';

export interface Root {
  readonly name: string;
  readonly instanceId: string;
  /** JSON text. */
  readonly input: string;
  readonly events: readonly ExternalEvent[];
}

/** An event that a client raises while the orchestration runs. */
export interface ExternalEvent {
  /** Milliseconds after the start. */
  readonly after: number;
  readonly name: string;
  readonly data: unknown;
  /** The instance it goes to; the root, if absent. */
  readonly instanceId?: string;
}

let nextSerial = 0;

/** Runs an orchestration and everything it starts to the root's end. Rejects with a SimulationError where Azure would refuse, or wait for ever. */
export async function runOrchestration(
  root: Root,
  worker: Worker,
  functions: Functions,
  world: World,
  options: HostOptions,
): Promise<{ ended: Ended; counts: Counts }> {
  const counts: Counts = { activities: 0, episodes: 0, historyEvents: 0, orchestrations: 0 };
  let finish!: (ended: Ended) => void;
  let fail!: (error: unknown) => void;
  const ended = new Promise<Ended>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  let active = 0;
  const run: Run = {
    serial: nextSerial++,
    worker,
    functions,
    world,
    options,
    counts,
    executionId: root.instanceId,
    instances: new Map(),
    stopped: false,
    enter: () => {
      active++;
    },
    leave: () => {
      if (--active === 0 && run.instances.size > 0 && !run.stopped) fail(stuck(run));
    },
    deliver: (instance, message) => {
      if (instance.ended) return;
      instance.inbox.push(message);
      wake(run, instance);
    },
    start: child => {
      const instance = newInstance(child);
      run.instances.set(child.id, instance);
      run.counts.orchestrations++;
      run.deliver(instance, startMessage(run, instance));
    },
    fail,
  };
  const eventTimers = root.events.map(event => raiseLater(run, root.instanceId, event));
  try {
    run.start({ id: root.instanceId, name: root.name, input: root.input, whenEnded: finish });
    return { ended: await ended, counts };
  } finally {
    stop(run, eventTimers);
  }
}

function wake(run: Run, instance: Instance): void {
  if (instance.awake) return;
  instance.awake = true;
  run.enter();
  void work(run, instance).catch(run.fail);
}

async function work(run: Run, instance: Instance): Promise<void> {
  while (instance.inbox.length > 0 && !instance.ended) {
    await restOfThisMoment(run);
    if (run.stopped) return;
    await runEpisode(run, instance);
    if (run.stopped) return;
  }
  instance.awake = false;
  run.leave();
}

/**
 * What else arrives at this moment goes into the same episode, as it mostly does where the host polls its queues; and so
 * the number of episodes is the same in each run.
 */
async function restOfThisMoment(run: Run): Promise<void> {
  await run.world.clock.timer(0).promise;
  await run.worker.settle(run.world.clock);
}

function raiseLater(run: Run, root: string, event: ExternalEvent): Timer {
  const timer = run.world.clock.timer(event.after);
  run.enter();
  void timer.promise.then(() => {
    if (run.stopped) return;
    const instance = run.instances.get(event.instanceId ?? root);
    const message = { EventType: EventType.EventRaised, Name: event.name, Input: JSON.stringify(event.data ?? null) };
    if (instance) run.deliver(instance, message);
    run.leave();
  });
  return timer;
}

/** Nothing is under way and nothing will come. */
function stuck(run: Run): SimulationError {
  const waiting = [...run.instances.values()].filter(instance => !waitsForChild(run, instance));
  const reasons = waiting.map(instance => `orchestrator '${instance.name}': ${instance.waitsFor}`);
  return new SimulationError(`The orchestration is stuck: ${reasons.join('; ')}`);
}

function waitsForChild(run: Run, instance: Instance): boolean {
  return [...run.instances.values()].some(other => other.parent === instance);
}

function stop(run: Run, eventTimers: readonly Timer[]): void {
  run.stopped = true;
  for (const timer of eventTimers) timer.cancel();
  for (const instance of run.instances.values()) {
    for (const timer of instance.timers) timer.cancel();
  }
  run.worker.abandon(run);
  run.worker.forget([...run.instances.values()].map(instance => workerKey(run, instance)));
}
