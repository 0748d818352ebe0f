import { SimulationError } from '../error';
import { activityFailure, childFailure } from './failures';
import { EventType, type EventFields } from './history';
import { append, type Instance, type Run } from './instance';
import type { Work } from './replay';

/** Writes new work into the history and sets it going. What comes of it is delivered to the instance. */
export function dispatch(run: Run, instance: Instance, work: Work): void {
  append(run, instance, scheduledEvent(instance, work), work.id);
  switch (work.kind) {
    case 'timer':
      return startTimer(run, instance, work);
    case 'activity':
      void runActivity(run, instance, work).catch(run.fail);
      return;
    case 'orchestration':
      return startChild(run, instance, work);
  }
}

/** The event without its effect, for what was scheduled by an orchestrator that ends in the same episode. */
export function scheduledEvent(instance: Instance, work: Work): EventFields {
  switch (work.kind) {
    case 'timer':
      return { EventType: EventType.TimerCreated, FireAt: new Date(work.fireAt).toISOString() };
    case 'activity':
      return { EventType: EventType.TaskScheduled, Name: work.name, Version: '', Input: JSON.stringify([work.input ?? null]) };
    case 'orchestration':
      return {
        EventType: EventType.SubOrchestrationInstanceCreated,
        Name: work.name,
        Version: '',
        InstanceId: childId(instance, work),
        Input: json(work.input),
      };
  }
}

function startTimer(run: Run, instance: Instance, work: Extract<Work, { kind: 'timer' }>): void {
  const timer = run.world.clock.timer(Math.max(0, work.fireAt - run.world.clock.now()));
  instance.timers.add(timer);
  run.enter();
  void timer.promise.then(() => {
    instance.timers.delete(timer);
    if (run.stopped) return;
    run.deliver(instance, { EventType: EventType.TimerFired, TimerId: work.id, FireAt: new Date(work.fireAt).toISOString() });
    run.leave();
  });
}

/** The timers of an instance that has ended or goes on as a new execution: their events would be dropped. */
export function stopTimers(run: Run, instance: Instance): void {
  for (const timer of instance.timers) {
    timer.cancel();
    run.leave();
  }
  instance.timers.clear();
}

async function runActivity(run: Run, instance: Instance, work: Extract<Work, { kind: 'activity' }>): Promise<void> {
  run.counts.activities++;
  run.enter();
  const result = await run.worker.activity({
    name: work.name,
    input: activityInput(work.input),
    instanceId: instance.id,
    world: run.world,
    executionId: run.executionId,
    timeout: run.options.functionTimeout,
    owner: run,
  });
  if (run.stopped) return;
  run.deliver(
    instance,
    result.ok
      ? { EventType: EventType.TaskCompleted, TaskScheduledId: work.id, Result: result.value }
      : {
          EventType: EventType.TaskFailed,
          TaskScheduledId: work.id,
          ...activityFailure(work.name, result.message, result.stack),
        },
  );
  run.leave();
}

/** The worker parses a text as JSON before it hands it to the activity; the SDK quotes strings for that. */
function activityInput(input: unknown): string {
  if (typeof input !== 'string') return json(input);
  try {
    JSON.parse(input);
    return input;
  } catch {
    return JSON.stringify(input);
  }
}

function startChild(run: Run, instance: Instance, work: Extract<Work, { kind: 'orchestration' }>): void {
  const id = childId(instance, work);
  if (id.startsWith('@')) throw new SimulationError(`An instance id must not start with @: '${id}'`);
  if (run.instances.has(id)) {
    throw new SimulationError(
      `Orchestrator '${instance.name}' starts '${work.name}' with the instance id '${id}', which is in use`,
    );
  }
  run.start({
    id,
    name: work.name,
    input: json(work.input),
    parent: instance,
    whenEnded: ended => {
      run.deliver(
        instance,
        ended.status === 'completed'
          ? {
              EventType: EventType.SubOrchestrationInstanceCompleted,
              TaskScheduledId: work.id,
              Result: json(ended.output),
            }
          : {
              EventType: EventType.SubOrchestrationInstanceFailed,
              TaskScheduledId: work.id,
              ...childFailure(work.name, ended.error),
            },
      );
    },
  });
}

function childId(instance: Instance, work: Extract<Work, { kind: 'orchestration' }>): string {
  return work.instanceId ?? `${instance.execution}:${work.id}`;
}

function json(value: unknown): string {
  return JSON.stringify(value ?? null);
}
