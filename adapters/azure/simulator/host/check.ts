import { isDeepStrictEqual } from 'node:util';
import { SimulationError } from '../error';
import type { Episode, OpenTask } from '../protocol';
import { type Action, readAction } from './actions';
import { throughNewtonsoft } from './newtonsoft';
import type { Replayed, Work } from './replay';

/**
 * The list of actions after an episode. It may only have grown, but for timers that have been cancelled since:
 * anything else is an orchestrator that doesn't do the same again.
 */
export function nextActions(before: readonly Action[], episode: Episode): Action[] {
  const actions = [
    ...before.slice(0, episode.kept),
    ...episode.actions.map(text => readAction(throughNewtonsoft(JSON.parse(text)))),
  ];
  for (let i = episode.kept; i < before.length; i++) {
    const was = before[i] as Action;
    const is = actions[i];
    if (!is || !isDeepStrictEqual(uncancelled(was), uncancelled(is))) {
      throw new SimulationError(
        `The orchestrator isn't deterministic: its action ${i} was ${say(was)} and is now ${is ? say(is) : 'missing'}`,
      );
    }
  }
  return actions;
}

function uncancelled(action: Action): Action {
  if (action.kind === 'timer') return { ...action, cancelled: false };
  if (action.kind === 'any' || action.kind === 'all') return { ...action, children: action.children.map(uncancelled) };
  return action;
}

/**
 * SDK and host number the tasks independently and nobody compares: where they differ, a result reaches the wrong task
 * or none. While the orchestrator runs both must have the same open tasks. When it has ended, the SDK stops reading the
 * history, so the host may know of fewer.
 */
export function checkOpenTasks(episode: Episode, replayed: Replayed): void {
  const ended = episode.isDone || episode.error !== undefined;
  const known = new Map(episode.open.map(task => [task.id, task]));
  for (const work of replayed.open.values()) {
    const task = known.get(work.id);
    if (!task || !sameTask(task, work)) throw mismatch(episode.open, replayed.open);
  }
  if (!ended && known.size !== replayed.open.size) throw mismatch(episode.open, replayed.open);
}

function sameTask(task: OpenTask, work: Work): boolean {
  return task.name === undefined || work.kind === 'timer' || task.name.toLowerCase() === work.name.toLowerCase();
}

function mismatch(sdk: readonly OpenTask[], host: ReadonlyMap<number, Work>): SimulationError {
  const inSdk = sdk.map(task => `${task.id} ${task.name ?? 'timer'}`).join(', ');
  const inHost = [...host.values()].map(work => `${work.id} ${work.kind === 'timer' ? 'timer' : work.name}`).join(', ');
  return new SimulationError(
    `The SDK and the host don't number the tasks alike, so results would reach the wrong task. Open in the SDK: [${inSdk}]; in the host: [${inHost}]. ` +
      'A task may take part in one Task.any or Task.all only, and nothing in a Task.all may throw',
  );
}

function say(action: Action): string {
  return JSON.stringify(action);
}
