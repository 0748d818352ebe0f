import { createHash } from 'node:crypto';
import type { HistoryEvent } from '../host/history';
import type { Episode, EpisodeRequest, OpenTask, Trigger } from '../protocol';
import { callbackOf } from './core';
import { watch } from './guard';
import { invocationContext } from './sdk';

/** One generation of an instance. */
interface Execution {
  readonly orchestrator: string;
  readonly trigger: Trigger;
  readonly events: HistoryEvent[];
  /** The list of the last episode; JSON texts. */
  actions: readonly string[];
  readonly recorded: Recorded[];
}

/** An episode as it went the first time. */
interface Recorded {
  /** How many events had been played before, and how many there were. */
  readonly played: number;
  readonly known: number;
  readonly actions: string;
  readonly rest: string;
}

/** What the SDK gives back. */
interface State {
  readonly isDone: boolean;
  readonly actions: readonly (readonly unknown[])[];
  readonly output?: unknown;
  readonly error?: string;
  readonly customStatus?: unknown;
}

/** The part of the SDK's executor that is looked at. */
interface Executor {
  readonly openTasks: Readonly<Record<string, SdkTask>>;
  readonly exception?: unknown;
}
interface SdkTask {
  readonly isCanceled?: boolean;
  readonly parent?: { readonly isCanceled?: boolean };
  readonly actionObj?: { readonly functionName?: string };
}

interface Outcome {
  readonly isDone: boolean;
  readonly actions: readonly string[];
  readonly output: string;
  readonly error?: string;
  readonly customStatus?: string;
  readonly executor: Executor | undefined;
  readonly violations: readonly string[];
}

const executions = new Map<string, Execution>();
/** Reports a failed orchestration inside an error's message: `OrchestrationFailureError` of the SDK. */
const stateLabel = '\n\n$OutOfProcData$:';

export async function runEpisode(request: EpisodeRequest): Promise<Episode> {
  const execution = executionOf(request);
  execution.events.push(...request.closing);
  const played = execution.events.length;
  execution.events.push(...request.fresh);
  const outcome = await run(execution, played, execution.events.length);
  if (request.record) execution.recorded.push({ played, known: execution.events.length, ...digest(outcome) });
  const before = execution.actions;
  execution.actions = outcome.actions;
  const kept = firstDifference(before, outcome.actions);
  return {
    isDone: outcome.isDone,
    kept,
    actions: outcome.actions.slice(kept),
    output: outcome.output,
    ...(outcome.error !== undefined && { error: outcome.error }),
    ...(outcome.customStatus !== undefined && { customStatus: outcome.customStatus }),
    silentFailure: outcome.executor?.exception !== undefined && !outcome.error,
    open: outcome.executor ? openTasks(outcome.executor) : [],
    violations: outcome.violations,
  };
}

/** Runs the orchestrator again from every prefix of its history, the shortest first. What differs from the first time, or null. */
export async function replayPrefixes(id: string): Promise<string | null> {
  const execution = executions.get(id);
  if (!execution) throw new Error(`There is no execution ${id}`);
  for (const [index, recorded] of execution.recorded.entries()) {
    const outcome = await run(execution, recorded.played, recorded.known);
    const now = digest(outcome);
    const where = `replayed from its history up to episode ${index + 1} of ${execution.recorded.length}`;
    if (now.rest !== recorded.rest) return `${where} it gave ${now.rest} where it had given ${recorded.rest}`;
    if (now.actions !== recorded.actions) return `${where} it asked for other actions: ${outcome.actions.join(', ')}`;
  }
  return null;
}

export function forgetExecutions(ids: readonly string[]): void {
  for (const id of ids) executions.delete(id);
}

function executionOf(request: EpisodeRequest): Execution {
  const { orchestrator, trigger } = request;
  const execution = executions.get(request.execution) ?? { orchestrator, trigger, events: [], actions: [], recorded: [] };
  executions.set(request.execution, execution);
  return execution;
}

/** The first `played` of `known` events are old. */
async function run({ orchestrator, trigger, events }: Execution, played: number, known: number): Promise<Outcome> {
  const context = invocationContext(orchestrator, trigger.instanceId);
  const payload = {
    history: events.slice(0, known).map((event, i) => copyEvent(event, i < played)),
    input: JSON.parse(trigger.input) as unknown,
    instanceId: trigger.instanceId,
    isReplaying: played > 0,
    parentInstanceId: trigger.parentInstanceId,
    ...extension,
  };
  const { value, violations } = watch(() => callbackOf(orchestrator)(payload, context));
  const state = await value.then(given => given as State, failedState);
  return {
    isDone: state.isDone,
    actions: (state.actions[0] ?? []).map(action => JSON.stringify(action)),
    output: JSON.stringify(state.output) ?? 'null',
    ...(state.error !== undefined && { error: state.error }),
    ...(state.customStatus !== undefined && { customStatus: JSON.stringify(state.customStatus) }),
    executor: (context.df as { taskOrchestratorExecutor?: Executor } | undefined)?.taskOrchestratorExecutor,
    violations,
  };
}

/**
 * What the extension says of itself; the names are its own, the misspelt one included.
 * Schema version 2 is the SDK's V3: timers over 6 days go in hops of 3.
 */
const extension = {
  upperSchemaVersion: 1,
  upperSchemaVersionNew: 2,
  longRunningTimerIntervalDuration: '3.00:00:00',
  maximumShortTimerDuration: '6.00:00:00',
  defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
};

/** Each episode gets its own: the SDK turns every `Timestamp` in the payload into a date, in place. */
function copyEvent(event: HistoryEvent, isPlayed: boolean): object {
  const copy = { ...event, IsPlayed: isPlayed };
  // The only event that isn't flat.
  if ('FailureDetails' in copy) copy.FailureDetails = structuredClone(copy.FailureDetails);
  return copy;
}

function failedState(error: unknown): State {
  const message = error instanceof Error ? error.message : String(error);
  const at = message.indexOf(stateLabel);
  // Not the orchestrator's failure, but the SDK's.
  if (at < 0) throw error;
  return JSON.parse(message.slice(at + stateLabel.length)) as State;
}

function openTasks(executor: Executor): OpenTask[] {
  return Object.entries(executor.openTasks)
    .filter(([, task]) => task.isCanceled !== true && task.parent?.isCanceled !== true)
    .map(([id, task]) => {
      const name = task.actionObj?.functionName;
      return { id: Number(id), ...(name !== undefined && { name }) };
    });
}

function firstDifference(a: readonly string[], b: readonly string[]): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}

function digest(outcome: Outcome): { actions: string; rest: string } {
  const { isDone, output, error, customStatus } = outcome;
  const hash = createHash('sha256');
  for (const action of outcome.actions) hash.update(action).update('\n');
  return { actions: hash.digest('hex'), rest: JSON.stringify({ isDone, output, error, customStatus }) };
}
